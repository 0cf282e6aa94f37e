// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/session/sqlite/database.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

namespace core::session {

/// The values of one expression over the rows of a table, by row (id - 1). Rows that do not exist have the
/// value of NULL: filter::Column::absent, or code 0.
struct Series {
    std::vector<std::int64_t> integers;
    std::vector<std::uint32_t> codes;
    /// Rows whose codes are known to be in their dictionary.
    std::size_t checkedRows = 0;
    std::uint64_t lastUse = 0;

    [[nodiscard]] std::size_t footprint() const
    {
        return integers.capacity() * sizeof(std::int64_t) + codes.capacity() * sizeof(std::uint32_t);
    }
};

/// Loads series from a table whose key counts from 1, and makes them longer when the table has grown.
class SeriesLoader {
public:
    SeriesLoader(sqlite::Database& database, std::string table, std::string key)
        : m_database(database), m_table(std::move(table)), m_key(std::move(key))
    {
    }

    /// Reads rows up to `rows` that `series` does not have yet. `expression` is SQL.
    base::Status extendIntegers(Series& series, const std::string& expression, std::size_t rows);
    base::Status extendCodes(Series& series, const std::string& expression, std::size_t rows);

    /// Reads one row again; nothing happens when the series does not have it yet.
    base::Status reread(Series& series, const std::string& expression, std::span<const std::int64_t> keys);

private:
    template <typename Value>
    base::Status extend(std::vector<Value>& values, const std::string& expression, std::size_t rows,
                        Value absent);

    sqlite::Database& m_database;
    std::string m_table;
    std::string m_key;
};

} // namespace core::session
