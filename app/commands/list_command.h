// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commands/command.h"

namespace app {

/// rhapsode-cli messages, calls, sources SESSION|CAPTURE
void registerLists(CommandContext& context);

} // namespace app
