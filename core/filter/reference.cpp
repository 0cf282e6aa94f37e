// SPDX-License-Identifier: GPL-3.0-or-later
// Filter::matches(): the filter read word by word, one row at a time. It shares the parsed text with the
// evaluator and nothing else, so that each can be tested against the other.
#include "core/filter/filter.h"

#include "core/base/ascii.h"
#include "core/filter/expression.h"
#include "core/sip/message.h"

#include <algorithm>

namespace core::filter {
namespace {

/// Owned, because the messages that the views point into come and go.
struct OwnedValue {
    Value value;
    std::string text; ///< when `value` is a text
};

/// Where the values of a row come from.
struct RowView {
    std::span<const MessageWithBytes> messages;
    const call::CallRecord* call = nullptr;
    std::span<const std::string> sources;
    std::span<const MessageWithBytes> messagesOfCall;
};

OwnedValue owned(const Value& value)
{
    if (const auto text = textIn(value))
        return {value, std::string{*text}};
    return {value, {}};
}

std::vector<OwnedValue> valuesOfRow(const FieldReference& reference, const RowView& row)
{
    std::vector<OwnedValue> values;
    if (reference.field->scope == Scope::Call) {
        if (row.call != nullptr) {
            for (const Value& value : valuesOf(reference, *row.call))
                values.push_back(owned(value));
        }
        return values;
    }
    for (const MessageWithBytes& item : row.messages) {
        sip::Message message;
        const bool isSip = message.parse(item.bytes);
        if (reference.field->id == FieldId::AnyText)
            values.push_back({Value{std::string_view{}}, std::string{base::asText(item.bytes)}});
        else {
            for (const Value& value :
                 valuesOf(reference, *item.record, isSip ? &message : nullptr, row.sources))
                values.push_back(owned(value));
        }
    }
    return values;
}

std::string inLowerCase(std::string_view text)
{
    std::string lower{text};
    std::transform(lower.begin(), lower.end(), lower.begin(), base::toLower);
    return lower;
}

std::string textForm(const OwnedValue& value)
{
    return textIn(value.value) ? value.text : formatValue(value.value, ValueType::Text);
}

/// -1, 0, 1: `value` lies before, in, after the literal, which is a range where it is not a text.
int position(const OwnedValue& value, const Literal& literal)
{
    const auto between = [](const auto& candidate, const auto& first, const auto& last) {
        return candidate < first ? -1 : last < candidate ? 1 : 0;
    };
    if (const auto* range = std::get_if<NumberRange>(&literal))
        return between(std::get<std::int64_t>(value.value), range->first, range->last);
    if (const auto* text = std::get_if<std::string>(&literal))
        return between(value.text, *text, *text);
    const auto* endpoint = std::get_if<net::Endpoint>(&value.value);
    if (const auto* wanted = std::get_if<net::Endpoint>(&literal))
        return between(*endpoint, *wanted, *wanted);
    if (std::holds_alternative<RelativeTimes>(literal))
        return 1; // nobody said when now is
    const auto& range = std::get<AddressRange>(literal);
    const net::IpAddress address =
        endpoint != nullptr ? endpoint->address : std::get<net::IpAddress>(value.value);
    return between(address, range.first, range.last);
}

bool passes(const OwnedValue& value, const Comparison& comparison)
{
    const auto at = [&](const Literal& literal) { return position(value, literal); };
    switch (comparison.op) {
    case Operator::Exists:
        return true;
    case Operator::Equal:
    case Operator::NotEqual:
    case Operator::In:
        return std::any_of(comparison.literals.begin(), comparison.literals.end(),
                           [&](const Literal& literal) { return at(literal) == 0; });
    case Operator::Less:
        return at(comparison.literals.front()) < 0;
    case Operator::LessOrEqual:
        return at(comparison.literals.front()) <= 0;
    case Operator::Greater:
        return at(comparison.literals.front()) > 0;
    case Operator::GreaterOrEqual:
        return at(comparison.literals.front()) >= 0;
    case Operator::Contains:
        return inLowerCase(textForm(value))
                   .find(inLowerCase(std::get<std::string>(comparison.literals.front()))) !=
               std::string::npos;
    case Operator::Matches:
        return comparison.pattern->find(textForm(value)) == Pattern::Outcome::Yes;
    }
    return false;
}

bool isTrue(const Comparison& comparison, const RowView& row)
{
    const std::vector<OwnedValue> values = valuesOfRow(comparison.reference, row);
    const auto test = [&](const OwnedValue& value) { return passes(value, comparison); };
    const bool isNotEqual = comparison.op == Operator::NotEqual;
    if (comparison.values == Values::All)
        return !values.empty() && std::all_of(values.begin(), values.end(), [&](const OwnedValue& value) {
            return test(value) != isNotEqual;
        });
    if (comparison.values == Values::Any && isNotEqual)
        return !std::all_of(values.begin(), values.end(), test);
    if (isNotEqual)
        return !values.empty() && std::none_of(values.begin(), values.end(), test);
    return std::any_of(values.begin(), values.end(), test);
}

bool isTrue(const Expression& expression, const RowView& row);

bool isTrue(const OfMessages& messages, const RowView& row)
{
    const auto passes = [&](const MessageWithBytes& message) {
        return isTrue(*messages.part, {{&message, 1}, row.call, row.sources, row.messagesOfCall});
    };
    const auto all = row.messagesOfCall;
    switch (messages.quantity) {
    case Quantity::Any:
        return std::any_of(all.begin(), all.end(), passes);
    case Quantity::No:
        return std::none_of(all.begin(), all.end(), passes);
    case Quantity::Every:
        break;
    }
    return std::all_of(all.begin(), all.end(), passes);
}

bool isTrue(const Expression& expression, const RowView& row)
{
    const auto part = [&](const Expression& inner) { return isTrue(inner, row); };
    if (const auto* comparison = std::get_if<Comparison>(&expression.node))
        return isTrue(*comparison, row);
    if (const auto* all = std::get_if<AllOf>(&expression.node))
        return std::all_of(all->parts.begin(), all->parts.end(), part);
    if (const auto* any = std::get_if<AnyOf>(&expression.node))
        return std::any_of(any->parts.begin(), any->parts.end(), part);
    if (const auto* messages = std::get_if<OfMessages>(&expression.node))
        return isTrue(*messages, row);
    return !isTrue(*std::get<Negation>(expression.node).part, row);
}

} // namespace

bool Filter::matches(const call::MessageRecord& record, std::span<const std::byte> bytes,
                     std::span<const std::string> sources, const call::CallRecord* call,
                     std::span<const MessageWithBytes> messagesOfCall) const
{
    const MessageWithBytes message{&record, bytes};
    return isEmpty() || isTrue(*m_expression, {{&message, 1}, call, sources, messagesOfCall});
}

bool Filter::matches(const call::CallRecord& record, std::span<const MessageWithBytes> messages,
                     std::span<const std::string> sources) const
{
    return isEmpty() || isTrue(*m_expression, {messages, &record, sources, messages});
}

} // namespace core::filter
