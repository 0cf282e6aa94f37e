// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/export/row_format.h"
#include "core/session/session_table.h"

#include <cstdint>
#include <stop_token>
#include <string>
#include <vector>

namespace app {

/// --filter, --sort and --limit of the commands that list or export rows.
struct RowSelection {
    std::string filter;
    std::string sort;
    std::uint64_t limit = 0; ///< 0: all

    /// For lists whose rows are not those that are filtered: in id order, all of them.
    [[nodiscard]] RowSelection filterOnly() const { return {.filter = filter, .sort = {}, .limit = 0}; }

    /// FilterInvalid with the column, FieldUnknown.
    [[nodiscard]] core::base::Result<core::session::Query> query(core::filter::Scope scope) const;
    /// Ids in the order asked for.
    [[nodiscard]] core::base::Result<std::vector<std::int64_t>>
    select(core::session::SessionTable& table, core::filter::Scope scope, std::stop_token stop) const;
    /// Ids of the registration bindings that the filter, one of calls, takes; ascending.
    [[nodiscard]] core::base::Result<std::vector<std::int64_t>>
    selectRegistrations(core::session::SessionTable& table, std::stop_token stop) const;
};

/// "a,b,sip.X-Account" as fields of the scope; the default fields when empty.
[[nodiscard]] core::base::Result<std::vector<core::exporting::NamedField>>
parseFields(const std::string& text, core::filter::Scope scope);

} // namespace app
