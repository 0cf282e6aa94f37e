// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/filter/relative_time.h"

#include <algorithm>
#include <limits>

namespace core::filter {
namespace {

/// The sum, or the nearest number to it.
std::int64_t sum(std::int64_t a, std::int64_t b)
{
    constexpr std::int64_t highest = std::numeric_limits<std::int64_t>::max();
    constexpr std::int64_t lowest = std::numeric_limits<std::int64_t>::min();
    if (b > 0 && a > highest - b)
        return highest;
    if (b < 0 && a < lowest - b)
        return lowest;
    return a + b;
}

Comparison withTimesFrom(const Comparison& comparison, std::int64_t now)
{
    Comparison result = comparison;
    for (Literal& literal : result.literals) {
        if (const auto* times = std::get_if<RelativeTimes>(&literal))
            literal = NumberRange{sum(now, times->offsets.first), sum(now, times->offsets.last)};
    }
    return result;
}

template <typename Joined>
Joined partsFrom(const Joined& joined, std::int64_t now)
{
    Joined result;
    result.parts.reserve(joined.parts.size());
    for (const Expression& part : joined.parts)
        result.parts.push_back(withTimesFrom(part, now));
    return result;
}

std::unique_ptr<Expression> partFrom(const std::unique_ptr<Expression>& part, std::int64_t now)
{
    return std::make_unique<Expression>(withTimesFrom(*part, now));
}

} // namespace

bool hasRelativeTimes(const Expression& expression)
{
    if (const auto* comparison = std::get_if<Comparison>(&expression.node))
        return std::any_of(
            comparison->literals.begin(), comparison->literals.end(),
            [](const Literal& literal) { return std::holds_alternative<RelativeTimes>(literal); });
    if (const auto* all = std::get_if<AllOf>(&expression.node))
        return std::any_of(all->parts.begin(), all->parts.end(), hasRelativeTimes);
    if (const auto* any = std::get_if<AnyOf>(&expression.node))
        return std::any_of(any->parts.begin(), any->parts.end(), hasRelativeTimes);
    if (const auto* negation = std::get_if<Negation>(&expression.node))
        return hasRelativeTimes(*negation->part);
    return hasRelativeTimes(*std::get<OfMessages>(expression.node).part);
}

Expression withTimesFrom(const Expression& expression, std::int64_t now)
{
    if (const auto* comparison = std::get_if<Comparison>(&expression.node))
        return {withTimesFrom(*comparison, now)};
    if (const auto* all = std::get_if<AllOf>(&expression.node))
        return {partsFrom(*all, now)};
    if (const auto* any = std::get_if<AnyOf>(&expression.node))
        return {partsFrom(*any, now)};
    if (const auto* negation = std::get_if<Negation>(&expression.node))
        return {Negation{partFrom(negation->part, now)}};
    const auto& messages = std::get<OfMessages>(expression.node);
    return {OfMessages{messages.quantity, partFrom(messages.part, now)}};
}

} // namespace core::filter
