// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/column_rows.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace app {
namespace {

namespace base = core::base;
namespace exporting = core::exporting;

base::Result<std::size_t> columnNamed(const Columns& table, std::string_view name)
{
    const auto found =
        std::find_if(table.begin(), table.end(), [name](const auto& column) { return column.name == name; });
    if (found == table.end())
        return base::Error{base::ErrorCode::FieldUnknown, std::string{name}, {}};
    return static_cast<std::size_t>(found - table.begin());
}

} // namespace

base::Result<ColumnChoice> ColumnChoice::parse(const Columns& table, std::string_view fields,
                                               std::string_view sort)
{
    ColumnChoice choice;
    for (std::size_t column = 0; fields.empty() && column < table.size(); ++column)
        choice.columns.push_back(column);
    for (std::size_t begin = 0; !fields.empty() && begin <= fields.size();) {
        const std::size_t end = std::min(fields.find(',', begin), fields.size());
        const auto column = columnNamed(table, fields.substr(begin, end - begin));
        if (!column)
            return column.error();
        choice.columns.push_back(*column);
        begin = end + 1;
    }
    if (sort.empty())
        return choice;
    constexpr std::string_view descending = ":desc";
    choice.isDescending = sort.ends_with(descending);
    if (choice.isDescending)
        sort.remove_suffix(descending.size());
    const auto column = columnNamed(table, sort);
    if (!column)
        return column.error();
    choice.sortColumn = *column;
    return choice;
}

bool ColumnChoice::uses(const Columns& table, std::string_view name) const
{
    const auto isNamed = [&](std::size_t column) { return table[column].name == name; };
    return std::any_of(columns.begin(), columns.end(), isNamed) || (sortColumn && isNamed(*sortColumn));
}

Columns ColumnChoice::of(const Columns& table) const
{
    Columns chosen;
    chosen.reserve(columns.size());
    for (const std::size_t column : columns)
        chosen.push_back(table[column]);
    return chosen;
}

SortKey sortKeyOf(const exporting::Cell& cell)
{
    if (const auto* number = std::get_if<std::int64_t>(&cell.value))
        return {.isAbsent = false, .number = *number, .text = {}};
    const auto text = core::filter::textIn(cell.value);
    if (!text || text->empty())
        return {.isAbsent = true, .number = 0, .text = {}};
    return {.isAbsent = false, .number = 0, .text = std::string{*text}};
}

ColumnRowWriter::ColumnRowWriter(const Columns& table, const ColumnChoice& choice,
                                 exporting::RowFormat format, std::uint64_t limit)
    : m_choice(choice), m_limit(limit), m_formatter(format, namesOf(choice.of(table)))
{
    m_output.write(m_formatter.header());
}

void ColumnRowWriter::write(std::int64_t id, const std::vector<exporting::Cell>& cells,
                            std::optional<SortKey> key)
{
    if (isFull())
        return;
    m_chosen.clear();
    for (const std::size_t column : m_choice.columns)
        m_chosen.push_back(cells[column]);
    std::string line;
    m_formatter.append(line, m_chosen);
    if (!m_choice.sortColumn) {
        m_output.write(line);
        ++m_written;
        return;
    }
    if (!key)
        key = sortKeyOf(cells[*m_choice.sortColumn]);
    m_kept.push_back({*std::move(key), id, std::move(line)});
    if (m_limit != 0 && m_kept.size() / 2 >= m_limit)
        sortKept();
}

bool ColumnRowWriter::isFull() const
{
    return m_output.isClosed() || (!m_choice.sortColumn && m_limit != 0 && m_written >= m_limit);
}

void ColumnRowWriter::finish()
{
    sortKept();
    for (const Kept& row : m_kept)
        m_output.write(row.line);
    m_kept.clear();
}

/// Ties by id, whichever the direction.
void ColumnRowWriter::sortKept()
{
    const auto isBefore = [](const SortKey& a, const SortKey& b) {
        return std::tie(a.number, a.text) < std::tie(b.number, b.text);
    };
    std::sort(m_kept.begin(), m_kept.end(), [&](const Kept& a, const Kept& b) {
        if (a.key.isAbsent != b.key.isAbsent)
            return b.key.isAbsent;
        if (a.key == b.key)
            return a.id < b.id;
        return m_choice.isDescending ? isBefore(b.key, a.key) : isBefore(a.key, b.key);
    });
    if (m_limit != 0 && m_kept.size() > m_limit)
        m_kept.resize(m_limit);
}

} // namespace app
