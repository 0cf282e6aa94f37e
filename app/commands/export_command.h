// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commands/command.h"

namespace app {

/// rhapsode-cli export SESSION|CAPTURE -o OUT.{pcap,pcapng,txt,csv,json}
void registerExport(CommandContext& context);

} // namespace app
