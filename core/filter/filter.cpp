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

bool hasFieldOf(const Expression& expression, bool (*isWanted)(FieldId))
{
    const auto inPart = [isWanted](const Expression& part) { return hasFieldOf(part, isWanted); };
    if (const auto* comparison = std::get_if<Comparison>(&expression.node))
        return isWanted(comparison->reference.field->id);
    if (const auto* all = std::get_if<AllOf>(&expression.node))
        return std::any_of(all->parts.begin(), all->parts.end(), inPart);
    if (const auto* any = std::get_if<AnyOf>(&expression.node))
        return std::any_of(any->parts.begin(), any->parts.end(), inPart);
    if (const auto* messages = std::get_if<OfMessages>(&expression.node))
        return inPart(*messages->part);
    return inPart(*std::get<Negation>(expression.node).part);
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
    return evaluate(data, Bitmap{data.rows(m_scope), true}, std::move(stop), limits);
}

base::Result<Bitmap> Filter::evaluate(FilterData& data, const Bitmap& candidates, std::stop_token stop,
                                      MatchLimits limits) const
{
    if (isEmpty())
        return candidates;
    if (isRelative()) {
        const base::Result<base::Timestamp> now = lastTimeOf(data);
        if (!now)
            return now.error();
        return withNow(*now).evaluate(data, candidates, std::move(stop), limits);
    }
    return Evaluator{data, std::move(stop), limits}.rows(planFor(*m_expression, m_scope), m_scope,
                                                         candidates);
}

bool Filter::asksAbout(bool (*isWanted)(FieldId)) const
{
    return !isEmpty() && hasFieldOf(*m_expression, isWanted);
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
