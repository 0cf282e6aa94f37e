// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commands/command.h"

namespace app {

/// rhapsode-cli info SESSION|CAPTURE
void registerInfo(CommandContext& context);

} // namespace app
