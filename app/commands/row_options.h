// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commands/command.h"
#include "app/commands/row_selection.h"
#include "core/export/row_format.h"

#include <string>

namespace app {

/// The SESSION|CAPTURE of a command that lists rows, or --schema instead of it.
void addListInput(CLI::App& command, std::string& input, bool& schema);

/// --filter, --fields, --sort and --limit. `filterMeaning` is the help of --filter.
void addRowChoice(CLI::App& command, RowSelection& selection, std::string& fields,
                  const std::string& filterMeaning);

/// --format, for a command that lists rows.
void addRowFormat(CLI::App& command, core::exporting::RowFormat& format);

} // namespace app
