// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commands/column_rows.h"
#include "app/commands/command.h"
#include "app/commands/row_selection.h"
#include "core/engine/tls_secrets.h"
#include "core/session/session_table.h"

#include <functional>
#include <memory>
#include <stop_token>
#include <string>

// Commands that list rows whose columns the filter does not know, with --filter, --fields, --sort, --limit,
// --format and --schema.
namespace app {

/// What such a command is asked for.
struct ColumnListOptions {
    std::string input;
    core::engine::TlsOptions tls;
    /// Its filter is that of the list; order and limit are those of its rows.
    RowSelection selection;
    std::string fields;
    core::exporting::RowFormat format = core::exporting::RowFormat::Tsv;
    bool schema = false;
};

/// What makes a list this one.
struct ColumnList {
    std::string name;
    std::string description; ///< of the command
    std::string rowTitle;    ///< "An RTP stream"
    std::string filterMeaning;
    core::filter::Scope filterScope = core::filter::Scope::Call;
    const Columns& (*columns)() = nullptr;
    /// Writes the rows that the filter lets through; until the writer is full.
    std::function<core::base::Status(core::session::SessionTable& table, const RowSelection& filter,
                                     const std::stop_token& stop, ColumnRowWriter& writer)>
        write;
};

void addColumnList(CommandContext& context, ColumnList list);

} // namespace app
