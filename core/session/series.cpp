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

template <typename Value>
void keepOnly(std::vector<Value>& values, std::span<const IdRuns::Rows> rows)
{
    std::size_t end = 0;
    for (const IdRuns::Rows& range : rows) {
        if (range.first >= values.size())
            break;
        const std::size_t count = std::min(range.count, values.size() - range.first);
        const auto first = values.begin() + static_cast<std::ptrdiff_t>(range.first);
        std::copy(first, first + static_cast<std::ptrdiff_t>(count),
                  values.begin() + static_cast<std::ptrdiff_t>(end));
        end += count;
    }
    values.resize(end);
}

} // namespace

bool Series::keep(std::span<const IdRuns::Rows> rows)
{
    if (!uncheckedRows.empty() || (checkedRows != 0 && checkedRows != codes.size()))
        return false;
    keepOnly(integers, rows);
    keepOnly(codes, rows);
    if (checkedRows != 0)
        checkedRows = codes.size();
    return true;
}

template <typename Value>
base::Status SeriesLoader::extend(std::vector<Value>& values, const std::string& expression,
                                  const IdRuns& ids, Value absent)
{
    const std::size_t rows = ids.size();
    if (values.size() >= rows)
        return {};
    std::string sql = "SELECT ";
    sql.append(m_key).append(", ").append(expression).append(" FROM ").append(m_table);
    sql.append(" WHERE ")
        .append(m_key)
        .append(" >= ? AND ")
        .append(m_key)
        .append(" <= ? ORDER BY ")
        .append(m_key);
    sqlite::Statement statement{m_database, sql};
    values.reserve(std::max(rows, std::min(values.size() * 3 / 2, rows * 3 / 2)));
    while (values.size() < rows) {
        const std::size_t start = values.size();
        const std::size_t end = std::min(rows, start + rowsPerRead);
        values.resize(end, absent);
        statement.query(ids.idAt(start), ids.idAt(end - 1));
        while (statement.next()) {
            const auto row = ids.rowOf(statement.integer(0));
            if (!row) // came back into a ring: the next refresh tells
                continue;
            if constexpr (std::is_same_v<Value, std::uint32_t>)
                values[*row] = static_cast<std::uint32_t>(statement.integer(1));
            else
                values[*row] = integerAt(statement, 1);
        }
        if (auto status = statement.status(); !status) {
            values.resize(start);
            return status;
        }
        statement.reset();
    }
    return {};
}

base::Status SeriesLoader::extendIntegers(Series& series, const std::string& expression, const IdRuns& ids)
{
    return extend(series.integers, expression, ids, filter::Column::absent);
}

base::Status SeriesLoader::extendCodes(Series& series, const std::string& expression, const IdRuns& ids)
{
    return extend(series.codes, expression, ids, std::uint32_t{0});
}

base::Status SeriesLoader::reread(Series& series, const std::string& expression, const IdRuns& ids,
                                  std::span<const std::int64_t> keys)
{
    std::string sql = "SELECT ";
    sql.append(expression).append(" FROM ").append(m_table).append(" WHERE ").append(m_key).append(" = ?");
    sqlite::Statement statement{m_database, sql};
    for (const std::int64_t key : keys) {
        const auto row = ids.rowOf(key);
        if (!row || *row >= std::max(series.integers.size(), series.codes.size()) ||
            !statement.query(key).next())
            continue;
        if (*row < series.integers.size()) {
            series.integers[*row] = integerAt(statement, 0);
            continue;
        }
        series.codes[*row] = static_cast<std::uint32_t>(statement.integer(0));
        if (*row < series.checkedRows)
            series.uncheckedRows.push_back(static_cast<std::uint32_t>(*row));
    }
    return statement.status();
}

} // namespace core::session
