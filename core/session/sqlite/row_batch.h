// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace core::session::sqlite {

enum class CellKind : std::uint8_t { Integer, Text };

/// Rows for one table, cell after cell in flat memory; clearing keeps the memory. See BatchTable.
class RowBatch {
public:
    /// `columns` must outlive the batch.
    explicit RowBatch(std::span<const CellKind> columns) : m_columns(columns) {}

    void integer(std::int64_t value) { m_cells.push_back(value); }

    void integer(const std::optional<std::int64_t>& value) { m_cells.push_back(value.value_or(nullCell)); }

    void text(std::string_view value)
    {
        m_cells.push_back(static_cast<std::int64_t>(m_texts.size() << 32U | value.size()));
        m_texts.append(value);
    }

    [[nodiscard]] std::span<const CellKind> columns() const { return m_columns; }

    [[nodiscard]] std::size_t rows() const { return m_cells.size() / m_columns.size(); }

    [[nodiscard]] bool isEmpty() const { return m_cells.empty(); }

    [[nodiscard]] std::size_t footprint() const
    {
        return m_cells.size() * sizeof(std::int64_t) + m_texts.size();
    }

    [[nodiscard]] CellKind kind(std::size_t column) const { return m_columns[column]; }

    [[nodiscard]] bool isNull(std::size_t row, std::size_t column) const
    {
        return cell(row, column) == nullCell;
    }

    [[nodiscard]] std::int64_t cell(std::size_t row, std::size_t column) const
    {
        return m_cells[row * m_columns.size() + column];
    }

    [[nodiscard]] std::string_view textAt(std::size_t row, std::size_t column) const
    {
        const auto place = static_cast<std::uint64_t>(cell(row, column));
        return std::string_view{m_texts}.substr(place >> 32U, place & 0xffffffffU);
    }

    [[nodiscard]] std::span<std::int64_t> cells() { return m_cells; }

    void clear()
    {
        m_cells.clear();
        m_texts.clear();
    }

private:
    static constexpr std::int64_t nullCell = std::numeric_limits<std::int64_t>::min();

    std::span<const CellKind> m_columns;
    std::vector<std::int64_t> m_cells;
    std::string m_texts;
};

} // namespace core::session::sqlite
