// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commands/command.h"

namespace app {

/// rhapsode-cli show SESSION|CAPTURE --message ID
void registerShow(CommandContext& context);

} // namespace app
