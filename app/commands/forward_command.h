// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commands/command.h"

namespace app {

/// rhapsode-cli forward (--interface NAME | SESSION|CAPTURE) --to URL
void registerForward(CommandContext& context);

} // namespace app
