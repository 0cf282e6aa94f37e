// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commands/command.h"
#include "core/export/row_format.h"

#include <string>

namespace app {

/// The SESSION|CAPTURE of a command that lists rows, or --schema instead of it.
void addListInput(CLI::App& command, std::string& input, bool& schema);

/// --format, for a command that lists rows.
void addRowFormat(CLI::App& command, core::exporting::RowFormat& format);

} // namespace app
