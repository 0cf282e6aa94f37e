// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commands/command.h"

namespace app {

/// rhapsode-cli filter
void registerFilter(CommandContext& context);

} // namespace app
