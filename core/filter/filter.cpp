// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/filter/filter.h"

#include "core/filter/evaluator.h"
#include "core/filter/filter_parser.h"
#include "core/filter/plan.h"
#include "core/filter/relative_time.h"

#include <algorithm>
#include <utility>

namespace core::filter {

namespace {

/// When the last message of the session was captured; the beginning of all time when there is none.
base::Result<base::Timestamp> lastTimeOf(FilterData& data)
{
    const base::Result<Column> times = data.column(field(FieldId::MessageTime));
    if (!times)
        return times.error();
    const auto last = std::max_element(times->integers.begin(), times->integers.end());
    return base::fromNanoseconds(last == times->integers.end() ? 0 : *last);
}

} // namespace

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

base::Result<Bitmap> Filter::evaluate(FilterData& data, std::stop_token stop, MatchLimits limits) const
{
    if (isEmpty())
        return Bitmap{data.rows(m_scope), true};
    if (isRelative()) {
        const base::Result<base::Timestamp> now = lastTimeOf(data);
        if (!now)
            return now.error();
        return withNow(*now).evaluate(data, std::move(stop), limits);
    }
    return Evaluator{data, std::move(stop), limits}.rows(planFor(*m_expression, m_scope), m_scope);
}

bool Filter::isRelative() const
{
    return !isEmpty() && hasRelativeTimes(*m_expression);
}

Filter Filter::withNow(base::Timestamp now) const
{
    if (!isRelative())
        return *this;
    Filter filter = *this;
    filter.m_expression =
        std::make_shared<const Expression>(withTimesFrom(*m_expression, base::toNanoseconds(now)));
    return filter;
}

} // namespace core::filter
