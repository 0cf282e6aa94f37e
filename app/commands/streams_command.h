// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commands/command.h"

namespace app {

void registerStreams(CommandContext& context);

} // namespace app
