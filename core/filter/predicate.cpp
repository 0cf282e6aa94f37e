// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/filter/predicate.h"

#include <algorithm>
#include <limits>

namespace core::filter {
namespace {

constexpr std::int64_t lowest = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t highest = std::numeric_limits<std::int64_t>::max();

/// Values that stand in the given order to any value of `literal`; first > last when there are none.
NumberRange rangeFor(Operator op, NumberRange literal)
{
    // The lowest number of all stands for "absent" in columns, so no range begins there.
    switch (op) {
    case Operator::Less:
        return literal.first == lowest ? NumberRange{1, 0} : NumberRange{lowest + 1, literal.first - 1};
    case Operator::LessOrEqual:
        return {lowest + 1, literal.last};
    case Operator::Greater:
        return literal.last == highest ? NumberRange{1, 0} : NumberRange{literal.last + 1, highest};
    case Operator::GreaterOrEqual:
        return {std::max(literal.first, lowest + 1), highest};
    default:
        return {std::max(literal.first, lowest + 1), literal.last};
    }
}

Predicate::Numbers numbersFor(Operator op, const std::vector<Literal>& literals)
{
    std::vector<NumberRange> ranges;
    for (const Literal& literal : literals) {
        const NumberRange range = rangeFor(op, std::get<NumberRange>(literal));
        if (range.first <= range.last)
            ranges.push_back(range);
    }
    std::sort(ranges.begin(), ranges.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    Predicate::Numbers merged;
    for (const NumberRange& range : ranges) {
        const bool joins = !merged.ranges.empty() && (merged.ranges.back().last == highest ||
                                                      range.first <= merged.ranges.back().last + 1);
        if (joins)
            merged.ranges.back().last = std::max(merged.ranges.back().last, range.last);
        else
            merged.ranges.push_back(range);
    }
    return merged;
}

bool contains(const Predicate::Numbers& numbers, std::int64_t value)
{
    return std::any_of(numbers.ranges.begin(), numbers.ranges.end(),
                       [&](const NumberRange& range) { return range.first <= value && value <= range.last; });
}

template <typename T, typename U>
bool stands(const U& value, Operator op, const T& bound)
{
    switch (op) {
    case Operator::Less:
        return value < bound;
    case Operator::LessOrEqual:
        return value <= bound;
    case Operator::Greater:
        return value > bound;
    default:
        return value >= bound;
    }
}

bool isOrder(Operator op)
{
    return op == Operator::Less || op == Operator::LessOrEqual || op == Operator::Greater ||
           op == Operator::GreaterOrEqual;
}

/// Asks one kind of test about one value.
struct Asking {
    const Value& value;
    MatchBudget& budget;

    [[nodiscard]] const net::IpAddress* address() const
    {
        if (const auto* endpoint = std::get_if<net::Endpoint>(&value))
            return &endpoint->address;
        return std::get_if<net::IpAddress>(&value);
    }

    /// Calls `test` with the value as text; numbers have none.
    template <typename TextTest>
    bool withText(TextTest test) const
    {
        if (const auto text = textIn(value))
            return test(*text);
        return address() != nullptr && test(std::string_view{formatValue(value, ValueType::Text)});
    }

    bool operator()(const Predicate::Anything&) const { return true; }

    bool operator()(const Predicate::Numbers& numbers) const
    {
        const auto* number = std::get_if<std::int64_t>(&value);
        return number != nullptr && contains(numbers, *number);
    }

    bool operator()(const Predicate::Texts& texts) const
    {
        const auto text = textIn(value);
        return text && std::binary_search(texts.sorted.begin(), texts.sorted.end(), *text,
                                          std::less<std::string_view>{});
    }

    bool operator()(const Predicate::Order<std::string>& order) const
    {
        const auto text = textIn(value);
        return text && stands<std::string_view>(*text, order.op, order.bound);
    }

    bool operator()(const TextSearch& search) const
    {
        return withText([&](std::string_view text) { return search.isIn(text); });
    }

    bool operator()(const Pattern& pattern) const
    {
        return withText([&](std::string_view text) { return budget.find(pattern, text); });
    }

    bool operator()(const Predicate::Addresses& addresses) const
    {
        const net::IpAddress* candidate = address();
        if (candidate != nullptr &&
            std::any_of(addresses.ranges.begin(), addresses.ranges.end(),
                        [&](const auto& range) { return range.contains(*candidate); }))
            return true;
        const auto* endpoint = std::get_if<net::Endpoint>(&value);
        return endpoint != nullptr && std::find(addresses.endpoints.begin(), addresses.endpoints.end(),
                                                *endpoint) != addresses.endpoints.end();
    }

    bool operator()(const Predicate::Order<net::IpAddress>& order) const
    {
        return address() != nullptr && stands(*address(), order.op, order.bound);
    }

    bool operator()(const Predicate::Order<net::Endpoint>& order) const
    {
        const auto* endpoint = std::get_if<net::Endpoint>(&value);
        return endpoint != nullptr && stands(*endpoint, order.op, order.bound);
    }
};

} // namespace

Predicate::Predicate(Operator op, const Comparison& comparison) : m_test(testFor(op, comparison))
{
    const bool isOneText = op == Operator::Contains || op == Operator::Equal;
    const auto* text = isOneText ? std::get_if<std::string>(&comparison.literals.front()) : nullptr;
    // A space in a value may have been a line fold in the message.
    if (text != nullptr && comparison.literals.size() == 1 && text->find(' ') == std::string::npos)
        m_needed.emplace(*text);
}

Predicate::Test Predicate::testFor(Operator op, const Comparison& comparison)
{
    if (op == Operator::Exists)
        return Anything{};
    if (op == Operator::Matches)
        return *comparison.pattern;
    const std::vector<Literal>& literals = comparison.literals;
    const Literal& first = literals.front();
    if (op == Operator::Contains)
        return TextSearch{std::get<std::string>(first)};
    if (std::holds_alternative<NumberRange>(first))
        return numbersFor(op, literals);
    if (const auto* text = std::get_if<std::string>(&first); text != nullptr && isOrder(op))
        return Order<std::string>{op, *text};
    if (const auto* endpoint = std::get_if<net::Endpoint>(&first); endpoint != nullptr && isOrder(op))
        return Order<net::Endpoint>{op, *endpoint};
    if (const auto* range = std::get_if<AddressRange>(&first); range != nullptr && isOrder(op)) {
        const bool fromFirst = op == Operator::Less || op == Operator::GreaterOrEqual;
        return Order<net::IpAddress>{op, fromFirst ? range->first : range->last};
    }

    Texts texts;
    Addresses addresses;
    for (const Literal& literal : literals) {
        if (const auto* text = std::get_if<std::string>(&literal))
            texts.sorted.push_back(*text);
        else if (const auto* range = std::get_if<AddressRange>(&literal))
            addresses.ranges.push_back(*range);
        else if (const auto* endpoint = std::get_if<net::Endpoint>(&literal))
            addresses.endpoints.push_back(*endpoint);
    }
    if (texts.sorted.empty())
        return addresses;
    std::sort(texts.sorted.begin(), texts.sorted.end());
    return texts;
}

bool Predicate::matches(const Value& value, MatchBudget& budget) const
{
    return !std::holds_alternative<std::monostate>(value) &&
           std::visit(Asking{value, budget}, m_test) != m_isOpposite;
}

Predicate Predicate::opposite() const
{
    Predicate result = *this;
    result.m_isOpposite = !m_isOpposite;
    result.m_needed.reset();
    return result;
}

} // namespace core::filter
