// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/row_selection.h"

#include "core/flow/kinds_found.h"
#include "core/leg/leg_counts.h"
#include "core/statistics/call_measures.h"

#include <algorithm>
#include <string_view>
#include <variant>

namespace app {
namespace {

using core::base::Error;
using core::base::ErrorCode;
using core::base::Result;
namespace filter = core::filter;

Result<filter::FieldReference> parseField(std::string_view name, filter::Scope scope)
{
    filter::FieldReference reference = filter::findField(name, scope);
    if (reference.field != nullptr && reference.field->scope == scope)
        return reference;
    Error error{ErrorCode::FieldUnknown, std::string{name}, {}};
    for (const std::string& candidate : filter::nearestFields(name, scope))
        error.detail += (error.detail.empty() ? "did you mean " : ", ") + candidate;
    return error;
}

/// With what filters and orders may ask for and no session has.
void equip(core::session::SessionTable& table)
{
    table.setLegs(core::leg::countUsualLegs);
    table.setFindings(core::flow::kindsFoundIn);
    table.setMeasures(core::statistics::measureCalls);
}

} // namespace

Result<core::session::Query> RowSelection::query(filter::Scope scope) const
{
    core::session::Query query;
    query.scope = scope;
    auto parsed = filter::Filter::parse(filter, scope);
    if (const auto* wrong = std::get_if<filter::FilterError>(&parsed))
        return Error{ErrorCode::FilterInvalid, filter,
                     "column " + std::to_string(wrong->column()) + ": " + wrong->sentence()};
    query.filter = std::get<filter::Filter>(std::move(parsed));
    if (sort.empty())
        return query;
    std::string_view name{sort};
    constexpr std::string_view descending = ":desc";
    if (name.ends_with(descending)) {
        name.remove_suffix(descending.size());
        query.order = core::session::SortOrder::Descending;
    }
    auto field = parseField(name, scope);
    if (!field)
        return field.error();
    query.sortField = std::move(*field);
    return query;
}

Result<std::vector<std::int64_t>> RowSelection::select(core::session::SessionTable& table,
                                                       filter::Scope scope, std::stop_token stop) const
{
    const auto wanted = query(scope);
    if (!wanted)
        return wanted.error();
    equip(table);
    const auto index = table.select(*wanted, std::move(stop));
    if (!index)
        return index.error();
    const std::size_t count = limit == 0 ? index->size() : std::min<std::size_t>(limit, index->size());
    std::vector<std::int64_t> ids(count);
    for (std::size_t row = 0; row < count; ++row)
        ids[row] = index->idAt(row);
    return ids;
}

Result<std::vector<std::int64_t>> RowSelection::selectRegistrations(core::session::SessionTable& table,
                                                                    std::stop_token stop) const
{
    const auto wanted = query(filter::Scope::Call);
    if (!wanted)
        return wanted.error();
    equip(table);
    return table.selectRegistrations(wanted->filter, std::move(stop));
}

Result<std::vector<core::exporting::NamedField>> parseFields(const std::string& text, filter::Scope scope)
{
    if (text.empty())
        return core::exporting::defaultFields(scope);
    std::vector<core::exporting::NamedField> fields;
    std::string_view rest{text};
    while (true) {
        const std::size_t comma = rest.find(',');
        const std::string_view name = rest.substr(0, comma);
        auto field = parseField(name, scope);
        if (!field)
            return field.error();
        fields.push_back({std::string{name}, std::move(*field)});
        if (comma == std::string_view::npos)
            return fields;
        rest.remove_prefix(comma + 1);
    }
}

} // namespace app
