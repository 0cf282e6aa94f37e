// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/filter/field.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace core::exporting {

enum class RowFormat : std::uint8_t {
    Tsv,  ///< \\ \t \r \n; other control characters and bytes that are not UTF-8 as \xNN
    Csv,  ///< RFC 4180; values that a spreadsheet would calculate begin with '
    Json, ///< one object per line; null for absent values, arrays for lists
};

/// What stands in one column of one row. Texts are views; see filter::Value.
struct Cell {
    filter::Value value;
    /// Instead of `value` when isList.
    std::vector<filter::Value> values;
    filter::ValueType type = filter::ValueType::Text;
    bool isList = false;
};

/// Writes rows of named columns as text.
class RowFormatter {
public:
    RowFormatter(RowFormat format, std::vector<std::string> names);

    /// The line with the names, with its end; empty for JSON.
    [[nodiscard]] std::string header() const;
    /// Appends one line, with its end. There are as many cells as names.
    void append(std::string& output, std::span<const Cell> cells) const;

private:
    void appendSeparated(std::string& output, std::string_view text) const;

    RowFormat m_format;
    std::vector<std::string> m_names;
};

/// A column of messages or calls as it was asked for.
struct NamedField {
    std::string name; ///< as typed; the heading
    filter::FieldReference reference;
};

/// The default fields of a scope, in the order of the command line.
[[nodiscard]] std::vector<NamedField> defaultFields(filter::Scope scope);

/// Cells of a row; `cells` is reused. `message` may be null when no field is from bytes. Fields of the
/// other scope stay empty.
void fillCells(std::vector<Cell>& cells, std::span<const NamedField> fields,
               const call::MessageRecord& record, const sip::Message* message,
               std::span<const std::string> sources);
void fillCells(std::vector<Cell>& cells, std::span<const NamedField> fields, const call::CallRecord& record);

/// True when any of the fields must be read from the bytes of the message.
[[nodiscard]] bool needsBytes(std::span<const NamedField> fields);

} // namespace core::exporting
