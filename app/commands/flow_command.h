// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commands/command.h"

namespace app {

/// rhapsode-cli flow SESSION|CAPTURE --call CALL-ID
void registerFlow(CommandContext& context);

} // namespace app
