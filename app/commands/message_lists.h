// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commands/command.h"

namespace app {

/// The lists that are made anew from the messages of a session: subscriptions, and the health of peers.
void registerMessageLists(CommandContext& context);

} // namespace app
