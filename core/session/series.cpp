// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/series.h"

#include "core/filter/filter.h"
#include "core/session/sqlite/statement.h"

#include <algorithm>

namespace core::session {
namespace {

/// Some 30 ms.
constexpr std::size_t rowsPerRead = 262'144;

std::int64_t integerAt(const sqlite::Statement& row, int column)
{
    return row.isNull(column) ? filter::Column::absent : row.integer(column);
}

} // namespace

template <typename Value>
base::Status SeriesLoader::extend(std::vector<Value>& values, const std::string& expression, std::size_t rows,
                                  Value absent)
{
    if (values.size() >= rows)
        return {};
    std::string sql = "SELECT ";
    sql.append(m_key).append(", ").append(expression).append(" FROM ").append(m_table);
    sql.append(" WHERE ")
        .append(m_key)
        .append(" > ? AND ")
        .append(m_key)
        .append(" <= ? ORDER BY ")
        .append(m_key);
    sqlite::Statement statement{m_database, sql};
    values.reserve(std::max(rows, std::min(values.size() * 3 / 2, rows * 3 / 2)));
    while (values.size() < rows) {
        const std::size_t start = values.size();
        const std::size_t end = std::min(rows, start + rowsPerRead);
        values.resize(end, absent);
        statement.query(start, end);
        while (statement.next()) {
            const auto row = static_cast<std::size_t>(statement.integer(0)) - 1;
            if constexpr (std::is_same_v<Value, std::uint32_t>)
                values[row] = static_cast<std::uint32_t>(statement.integer(1));
            else
                values[row] = integerAt(statement, 1);
        }
        if (auto status = statement.status(); !status) {
            values.resize(start);
            return status;
        }
        statement.reset();
    }
    return {};
}

base::Status SeriesLoader::extendIntegers(Series& series, const std::string& expression, std::size_t rows)
{
    return extend(series.integers, expression, rows, filter::Column::absent);
}

base::Status SeriesLoader::extendCodes(Series& series, const std::string& expression, std::size_t rows)
{
    return extend(series.codes, expression, rows, std::uint32_t{0});
}

base::Status SeriesLoader::reread(Series& series, const std::string& expression,
                                  std::span<const std::int64_t> keys)
{
    std::string sql = "SELECT ";
    sql.append(expression).append(" FROM ").append(m_table).append(" WHERE ").append(m_key).append(" = ?");
    sqlite::Statement statement{m_database, sql};
    series.checkedRows = 0;
    for (const std::int64_t key : keys) {
        const auto row = static_cast<std::size_t>(key) - 1;
        if (row >= std::max(series.integers.size(), series.codes.size()) || !statement.query(key).next())
            continue;
        if (row < series.integers.size())
            series.integers[row] = integerAt(statement, 0);
        else
            series.codes[row] = static_cast<std::uint32_t>(statement.integer(0));
    }
    return statement.status();
}

} // namespace core::session
