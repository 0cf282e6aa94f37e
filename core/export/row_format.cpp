// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/export/row_format.h"

#include "core/export/escape.h"

#include <algorithm>
#include <utility>

namespace core::exporting {
namespace {

using filter::Value;
using filter::ValueType;

/// Times are strings, because their nine decimals do not fit into a number of JavaScript.
bool isJsonNumber(const Value& value, ValueType type)
{
    return std::holds_alternative<std::int64_t>(value) && type != ValueType::Time;
}

void appendJsonValue(std::string& output, const Value& value, ValueType type)
{
    if (std::holds_alternative<std::monostate>(value))
        output += "null";
    else if (isJsonNumber(value, type))
        output += formatValue(value, type); // true and false come out the same way
    else
        appendJson(output, formatValue(value, type));
}

void appendJsonCell(std::string& output, const Cell& cell)
{
    if (!cell.isList) {
        appendJsonValue(output, cell.value, cell.type);
        return;
    }
    output += '[';
    for (std::size_t i = 0; i < cell.values.size(); ++i) {
        if (i > 0)
            output += ',';
        appendJsonValue(output, cell.values[i], cell.type);
    }
    output += ']';
}

std::string plainText(const Cell& cell)
{
    if (!cell.isList)
        return formatValue(cell.value, cell.type);
    std::string text;
    for (const Value& value : cell.values) {
        if (!text.empty())
            text += ',';
        text += formatValue(value, cell.type);
    }
    return text;
}

} // namespace

RowFormatter::RowFormatter(RowFormat format, std::vector<std::string> names)
    : m_format(format), m_names(std::move(names))
{
}

void RowFormatter::appendSeparated(std::string& output, std::string_view text) const
{
    if (m_format == RowFormat::Tsv)
        appendTsv(output, text);
    else
        appendCsv(output, text);
}

std::string RowFormatter::header() const
{
    std::string line;
    if (m_format == RowFormat::Json)
        return line;
    for (std::size_t i = 0; i < m_names.size(); ++i) {
        if (i > 0)
            line += m_format == RowFormat::Tsv ? '\t' : ',';
        appendSeparated(line, m_names[i]);
    }
    return line + (m_format == RowFormat::Tsv ? "\n" : "\r\n");
}

void RowFormatter::append(std::string& output, std::span<const Cell> cells) const
{
    if (m_format == RowFormat::Json) {
        for (std::size_t i = 0; i < cells.size(); ++i) {
            output += i == 0 ? '{' : ',';
            appendJson(output, m_names[i]);
            output += ':';
            appendJsonCell(output, cells[i]);
        }
        output += cells.empty() ? "{}\n" : "}\n";
        return;
    }
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if (i > 0)
            output += m_format == RowFormat::Tsv ? '\t' : ',';
        const bool isNumber = !cells[i].isList && std::holds_alternative<std::int64_t>(cells[i].value);
        if (const auto text = filter::textIn(cells[i].value); text && !cells[i].isList)
            appendSeparated(output, *text);
        else if (isNumber)
            output += formatValue(cells[i].value, cells[i].type); // also a negative one is no formula
        else
            appendSeparated(output, plainText(cells[i]));
    }
    output += m_format == RowFormat::Tsv ? "\n" : "\r\n";
}

std::vector<NamedField> defaultFields(filter::Scope scope)
{
    std::vector<NamedField> fields;
    for (const filter::Field& field : filter::allFields()) {
        if (field.scope == scope && field.isDefault)
            fields.push_back({std::string{field.name}, {&field, {}, filter::Guard::None}});
    }
    return fields;
}

void fillCells(std::vector<Cell>& cells, std::span<const NamedField> fields,
               const call::MessageRecord& record, const sip::Message* message,
               std::span<const std::string> sources)
{
    cells.resize(fields.size());
    for (std::size_t i = 0; i < fields.size(); ++i) {
        const filter::FieldReference& reference = fields[i].reference;
        cells[i].type = typeOf(reference);
        cells[i].isList = reference.field->isList;
        if (cells[i].isList)
            cells[i].values = valuesOf(reference, record, message, sources);
        else
            cells[i].value = valueOf(reference, record, message, sources);
    }
}

void fillCells(std::vector<Cell>& cells, std::span<const NamedField> fields, const call::CallRecord& record)
{
    cells.resize(fields.size());
    for (std::size_t i = 0; i < fields.size(); ++i) {
        const filter::FieldReference& reference = fields[i].reference;
        cells[i].type = typeOf(reference);
        cells[i].isList = reference.field->isList;
        if (cells[i].isList)
            cells[i].values = valuesOf(reference, record);
        else
            cells[i].value = valueOf(reference, record);
    }
}

bool needsBytes(std::span<const NamedField> fields)
{
    return std::any_of(fields.begin(), fields.end(),
                       [](const NamedField& field) { return field.reference.field->isFromBytes; });
}

} // namespace core::exporting
