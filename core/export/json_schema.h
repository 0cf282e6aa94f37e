// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/export/row_format.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace core::exporting {

/// What a reader of JSON rows has to know of one column.
struct SchemaColumn {
    std::string name;
    filter::ValueType type = filter::ValueType::Text;
    /// One English sentence, without a full stop.
    std::string description;
    bool isList = false;
    /// All values that it can have; empty when there is no such list.
    std::span<const std::string_view> values = {};
};

[[nodiscard]] SchemaColumn schemaColumn(const NamedField& field);

/// A JSON Schema (draft 2020-12) for the rows that RowFormatter writes as JSON. `required` stand in every
/// row, `optional` only when they are asked for, and so may headers of SIP (sip.NAME) when `hasHeaders`.
[[nodiscard]] std::string jsonSchema(std::string_view title, std::span<const SchemaColumn> required,
                                     std::span<const SchemaColumn> optional = {}, bool hasHeaders = false);

/// The schema of rows of messages or calls: with these columns, or, when there are none, with the default
/// ones in every row and all others that can be asked for.
[[nodiscard]] std::string jsonSchema(std::string_view title, filter::Scope scope,
                                     std::span<const NamedField> fields = {});

} // namespace core::exporting
