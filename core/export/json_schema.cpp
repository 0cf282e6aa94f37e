// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/export/json_schema.h"

#include "core/export/escape.h"

namespace core::exporting {
namespace {

using filter::ValueType;

/// Text without line ends, as one JSON string.
std::string jsonText(std::string_view text)
{
    std::string output;
    appendJson(output, text);
    return output;
}

/// What RowFormatter makes of one value that is there.
std::string_view jsonType(ValueType type)
{
    switch (type) {
    case ValueType::Integer:
        return "integer";
    case ValueType::Duration:
    case ValueType::Decimal:
        return "number";
    case ValueType::Boolean:
        return "boolean";
    case ValueType::Text:
    case ValueType::Time:
    case ValueType::Address:
    case ValueType::Endpoint:
        break;
    }
    return "string";
}

std::string valueSchema(const SchemaColumn& column, bool canBeAbsent)
{
    if (!column.values.empty()) {
        std::string list;
        for (const std::string_view value : column.values)
            list += (list.empty() ? "" : ", ") + jsonText(value);
        return R"("enum": [)" + list + (canBeAbsent ? ", null]" : "]");
    }
    const std::string type = jsonText(jsonType(column.type));
    std::string schema = R"("type": )" + (canBeAbsent ? "[" + type + R"(, "null"])" : type);
    if (column.type == ValueType::Time)
        schema += R"(, "pattern": "^-?[0-9]+\\.[0-9]{9}$")";
    return schema;
}

std::string_view unitOf(ValueType type)
{
    switch (type) {
    case ValueType::Time:
        return ", in seconds since 1970";
    case ValueType::Duration:
        return ", in seconds";
    default:
        return {};
    }
}

void appendProperty(std::string& output, const SchemaColumn& column, bool isLast)
{
    output += "    " + jsonText(column.name) + ": {\n      \"description\": " +
              jsonText(column.description + std::string{unitOf(column.type)}) + ",\n      ";
    if (column.isList)
        output += R"("type": "array", "items": {)" + valueSchema(column, false) + "}";
    else
        output += valueSchema(column, true);
    output += isLast ? "\n    }\n" : "\n    },\n";
}

} // namespace

SchemaColumn schemaColumn(const NamedField& field)
{
    const filter::Field& known = *field.reference.field;
    return {.name = field.name,
            .type = typeOf(field.reference),
            .description = std::string{known.description},
            .isList = known.isList,
            .values = field.reference.guard == filter::Guard::Presence ? std::span<const std::string_view>{}
                                                                       : filter::enumeratedValues(known.id)};
}

std::string jsonSchema(std::string_view title, std::span<const SchemaColumn> required,
                       std::span<const SchemaColumn> optional, bool hasHeaders)
{
    std::string text = "{\n  \"$schema\": \"https://json-schema.org/draft/2020-12/schema\",\n  \"title\": " +
                       jsonText(title) + ",\n  \"type\": \"object\",\n  \"properties\": {\n";
    for (const SchemaColumn& column : required)
        appendProperty(text, column, optional.empty() && &column == &required.back());
    for (const SchemaColumn& column : optional)
        appendProperty(text, column, &column == &optional.back());
    text += "  },\n";
    if (hasHeaders)
        text += "  \"patternProperties\": {\n    \"^sip\\\\.\": {\"type\": [\"string\", \"null\"]}\n  },\n";
    text += "  \"required\": [";
    for (const SchemaColumn& column : required)
        text += (&column == &required.front() ? "\n    " : ",\n    ") + jsonText(column.name);
    return text + "\n  ],\n  \"additionalProperties\": false\n}\n";
}

std::string jsonSchema(std::string_view title, filter::Scope scope, std::span<const NamedField> fields)
{
    std::vector<SchemaColumn> required;
    std::vector<SchemaColumn> optional;
    for (const NamedField& field : fields)
        required.push_back(schemaColumn(field));
    if (!fields.empty())
        return jsonSchema(title, required);
    for (const filter::Field& field : filter::allFields()) {
        if (field.scope != scope || field.id == filter::FieldId::AnyHeader)
            continue;
        const SchemaColumn column =
            schemaColumn({std::string{field.name}, {&field, {}, filter::Guard::None}});
        (field.isDefault ? required : optional).push_back(column);
    }
    return jsonSchema(title, required, optional, scope == filter::Scope::Message);
}

} // namespace core::exporting
