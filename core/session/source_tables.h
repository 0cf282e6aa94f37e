// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/session/rows.h"
#include "core/session/sqlite/database.h"
#include "core/session/sqlite/statement.h"

#include <unordered_map>
#include <vector>

// Sources in a session file: what they delivered, what became of it, and what was chosen to be kept of it.
namespace core::session {

/// The table of what was chosen, unless it is there: sessions of earlier programs have none.
[[nodiscard]] base::Status addFrameChoiceTable(sqlite::Database& database);

/// Writes changed rows within the transaction of a commit. One thread.
class SourceTableWriter {
public:
    /// The tables exist.
    base::Status prepare(sqlite::Database& database);
    base::Status write(const SourceRow& source);

private:
    base::Status writeTallies(const SourceRow& source);
    base::Status writeWarnings(const SourceRow& source);

    sqlite::Statement m_source;
    sqlite::Statement m_deleteFates;
    sqlite::Statement m_fate;
    sqlite::Statement m_deleteWarnings;
    sqlite::Statement m_warning;
    sqlite::Statement m_choice;
    std::unordered_map<std::int64_t, std::size_t> m_warningsWritten; ///< by source
};

/// In the order of their ids.
[[nodiscard]] base::Result<std::vector<SourceRow>> readSources(sqlite::Database& database);

} // namespace core::session
