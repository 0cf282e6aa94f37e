// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commands/command.h"

namespace app {

/// rhapsode-cli capture -o SESSION [--hep URL]... [--interface NAME [--bpf EXPR]]... [--command CMD]...
/// [--follow PATH]...
void registerCapture(CommandContext& context);

} // namespace app
