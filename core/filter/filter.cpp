// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/filter/filter.h"

#include "core/filter/evaluator.h"
#include "core/filter/filter_parser.h"
#include "core/filter/plan.h"

#include <utility>

namespace core::filter {

bool hasColumn(FieldId id)
{
    switch (id) {
    case FieldId::AnyAddress:
    case FieldId::AnyPort:
    case FieldId::CallFindings:
        return false;
    default:
        return !field(id).isFromBytes;
    }
}

std::variant<Filter, FilterError> Filter::parse(std::string_view text, Scope listed)
{
    auto parsed = parseExpression(text, listed);
    if (auto* error = std::get_if<FilterError>(&parsed))
        return std::move(*error);
    Filter filter;
    filter.m_scope = listed;
    if (auto& expression = std::get<std::optional<Expression>>(parsed))
        filter.m_expression = std::make_shared<const Expression>(*std::move(expression));
    return filter;
}

base::Result<Bitmap> Filter::evaluate(FilterData& data, std::stop_token stop) const
{
    if (isEmpty())
        return Bitmap{data.rows(m_scope), true};
    return Evaluator{data, std::move(stop)}.rows(planFor(*m_expression, m_scope), m_scope);
}

} // namespace core::filter
