// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/session/id_runs.h"
#include "core/session/sqlite/database.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

namespace core::session {

/// The values of one expression over the rows of a table. Rows that do not exist (any more) have the value
/// of NULL: filter::Column::absent, or code 0.
struct Series {
    std::vector<std::int64_t> integers;
    /// As they are in the file; the first checkedRows of them as places in their dictionary.
    std::vector<std::uint32_t> codes;
    std::size_t checkedRows = 0;
    /// Of those before checkedRows, rows that were read again since.
    std::vector<std::uint32_t> uncheckedRows;
    std::uint64_t lastUse = 0;

    [[nodiscard]] std::size_t footprint() const
    {
        return integers.capacity() * sizeof(std::int64_t) + codes.capacity() * sizeof(std::uint32_t);
    }

    /// Drops all other rows; false when the series has to be read again instead.
    bool keep(std::span<const IdRuns::Rows> rows);
};

/// Loads series from a table, and makes them longer when the table has grown.
class SeriesLoader {
public:
    SeriesLoader(sqlite::Database& database, std::string table, std::string key)
        : m_database(database), m_table(std::move(table)), m_key(std::move(key))
    {
    }

    /// Reads those of the rows `ids` that `series` does not have yet. `expression` is SQL.
    base::Status extendIntegers(Series& series, const std::string& expression, const IdRuns& ids);
    base::Status extendCodes(Series& series, const std::string& expression, const IdRuns& ids);

    /// Reads some rows again; nothing happens with those that the series does not have yet.
    base::Status reread(Series& series, const std::string& expression, const IdRuns& ids,
                        std::span<const std::int64_t> keys);

private:
    template <typename Value>
    base::Status extend(std::vector<Value>& values, const std::string& expression, const IdRuns& ids,
                        Value absent);

    sqlite::Database& m_database;
    std::string m_table;
    std::string m_key;
};

} // namespace core::session
