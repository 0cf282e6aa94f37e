// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/statistics_schema.h"

#include <nlohmann/json.hpp>

namespace app {
namespace {

using Schema = nlohmann::ordered_json;
using core::statistics::Unit;

std::string unitText(Unit unit)
{
    switch (unit) {
    case Unit::Percent:
        return ", in percent";
    case Unit::Seconds:
        return ", in seconds";
    case Unit::Count:
    case Unit::PerSecond:
    case Unit::Score:
        break;
    }
    return {};
}

Schema ofType(const char* type, const std::string& description = {})
{
    Schema schema;
    if (!description.empty())
        schema["description"] = description;
    schema["type"] = type;
    return schema;
}

Schema lineSchema(const core::statistics::Section& section)
{
    Schema properties;
    properties["name"] = ofType("string", "What the figures are of");
    for (const core::statistics::ReportColumn& column : section.columns) {
        Schema& value = properties[column.key];
        value["description"] = column.title + unitText(column.unit);
        // Nothing where there was nothing to measure.
        value["type"] = {column.unit == Unit::Count ? "integer" : "number", "null"};
    }
    properties["list"] = {{"description", "The command that lists what the figures were counted from"},
                          {"enum", {"calls", "messages"}}};
    properties["rows"] = ofType("integer", "How many rows that command lists with the filter");
    properties["filter"] = ofType("string", "For that command");
    Schema required = Schema::array();
    for (const auto& [key, value] : properties.items())
        required.push_back(key);
    Schema schema = ofType("object");
    schema["properties"] = std::move(properties);
    schema["required"] = std::move(required);
    schema["additionalProperties"] = false;
    return schema;
}

} // namespace

std::string statisticsSchema(const core::statistics::Report& report)
{
    Schema properties;
    properties["filter"] = ofType("string", "What was asked for");
    properties["messages"] = ofType("integer", "Messages that it leaves");
    properties["calls"] = ofType("integer", "Calls that it leaves");
    for (const core::statistics::Section& section : report.sections) {
        Schema& list = properties[section.key];
        list["description"] = section.note.empty() ? section.title : section.title + ". " + section.note;
        list["type"] = "array";
        list["items"] = lineSchema(section);
    }
    Schema required = Schema::array();
    for (const auto& [key, value] : properties.items())
        required.push_back(key);
    Schema schema{{"$schema", "https://json-schema.org/draft/2020-12/schema"},
                  {"title", "What 'rhapsode-cli statistics --format json' writes"},
                  {"type", "object"}};
    schema["properties"] = std::move(properties);
    schema["required"] = std::move(required);
    schema["additionalProperties"] = false;
    return schema.dump(2) + "\n";
}

} // namespace app
