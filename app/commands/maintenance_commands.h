// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commands/command.h"

namespace app {

/// rhapsode-cli check, reindex and compact SESSION
void registerMaintenance(CommandContext& context);

} // namespace app
