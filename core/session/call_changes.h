// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/session/id_runs.h"
#include "core/session/sqlite/database.h"
#include "core/session/sqlite/statement.h"

#include <cstdint>
#include <vector>

namespace core::session {

/// Follows the list of changed calls that the writer keeps. One thread, and not longer than its database.
class CallChanges {
public:
    explicit CallChanges(sqlite::Database& database);

    /// Those of the calls `known` that changed since the last time, ascending, each once; all of them when
    /// too much was missed. None the first time.
    [[nodiscard]] base::Result<std::vector<std::int64_t>> read(const IdRuns& known);

private:
    sqlite::Statement m_lastChange;
    sqlite::Statement m_changes;
    std::int64_t m_seen = 0;
    bool m_isFirst = true;
};

} // namespace core::session
