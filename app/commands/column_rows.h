// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commands/listed_columns.h"
#include "app/terminal.h"
#include "core/base/result.h"
#include "core/export/row_format.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace app {

/// --fields and --sort of a list whose columns are a table of their own: findings, streams.
struct ColumnChoice {
    std::vector<std::size_t> columns; ///< places in the table, in the order to write
    std::optional<std::size_t> sortColumn;
    bool isDescending = false;

    /// All columns when `fields` is empty; `sort` is FIELD[:desc], or empty for the order of the list.
    /// FieldUnknown.
    [[nodiscard]] static core::base::Result<ColumnChoice> parse(const Columns& table, std::string_view fields,
                                                                std::string_view sort);

    /// Whether this column is written or sorted by.
    [[nodiscard]] bool uses(const Columns& table, std::string_view name) const;
    /// Those to write.
    [[nodiscard]] Columns of(const Columns& table) const;
};

/// What a row is sorted by: numbers, or texts bytewise; rows without a value come last in either direction.
struct SortKey {
    bool isAbsent = false;
    std::int64_t number = 0;
    std::string text;

    bool operator==(const SortKey&) const = default;
};

[[nodiscard]] SortKey sortKeyOf(const core::exporting::Cell& cell);

/// Writes rows as they come, or keeps them until finish() when they are to be sorted; with a limit no more
/// than twice as many.
class ColumnRowWriter {
public:
    /// `limit` of rows, 0: all. Writes the header. `table` and `choice` must outlive this.
    ColumnRowWriter(const Columns& table, const ColumnChoice& choice, core::exporting::RowFormat format,
                    std::uint64_t limit);

    /// `cells` are those of all columns. Ids break ties. A key other than the cell's own is for columns whose
    /// order is not that of their text.
    void write(std::int64_t id, const std::vector<core::exporting::Cell>& cells,
               std::optional<SortKey> key = std::nullopt);

    /// More would not be written, or not be read.
    [[nodiscard]] bool isFull() const;

    /// Writes what was kept.
    void finish();

private:
    struct Kept {
        SortKey key;
        std::int64_t id = 0;
        std::string line;
    };

    void sortKept();

    const ColumnChoice& m_choice;
    std::uint64_t m_limit;
    core::exporting::RowFormatter m_formatter;
    std::uint64_t m_written = 0;
    std::vector<Kept> m_kept;
    std::vector<core::exporting::Cell> m_chosen;
    Output m_output;
};

} // namespace app
