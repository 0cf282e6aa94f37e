// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/filter/wireshark_filter.h"

#include "core/filter/expression.h"
#include "core/filter/wireshark_comparison.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace core::filter {
namespace {

/// What a part lets through at most, or surely.
enum class Bound : std::uint8_t { AtMost, Surely };

constexpr Bound opposite(Bound bound)
{
    return bound == Bound::AtMost ? Bound::Surely : Bound::AtMost;
}

/// Writes an expression down. A part that Wireshark cannot express is left out where that lets more
/// through, never where it would hide a message that matches.
class Translator {
public:
    /// Nothing: all or nothing at all, as far as Wireshark can say.
    std::optional<std::string> translate(const Expression& expression, Scope scope, Bound bound)
    {
        if (const auto* comparison = std::get_if<Comparison>(&expression.node))
            return leaf(*comparison, scope, bound);
        if (const auto* all = std::get_if<AllOf>(&expression.node))
            return conjunction(all->parts, scope, bound);
        if (const auto* any = std::get_if<AnyOf>(&expression.node))
            return joined(any->parts, " || ", scope, bound, bound == Bound::Surely);
        if (const auto* messages = std::get_if<OfMessages>(&expression.node))
            return ofMessages(*messages, scope, bound);
        const auto part = translate(*std::get<Negation>(expression.node).part, scope, opposite(bound));
        return part ? std::optional{"!(" + *part + ")"} : std::nullopt;
    }

    [[nodiscard]] WiresharkFilter take() { return std::move(m_result); }

private:
    std::nullopt_t leaveOut(std::string name)
    {
        std::vector<std::string>& names = m_result.leftOut;
        if (std::find(names.begin(), names.end(), name) == names.end())
            names.push_back(std::move(name));
        return std::nullopt;
    }

    static std::string nameOf(const FieldReference& reference)
    {
        if (reference.field->id == FieldId::AnyHeader)
            return "sip." + reference.headerName;
        return std::string{reference.field->scope == Scope::Call ? "call." : "msg."} +
               std::string{reference.field->name};
    }

    std::optional<std::string> leaf(const Comparison& comparison, Scope scope, Bound bound)
    {
        if (comparison.reference.field->id == FieldId::CallCallId)
            return leafOfMessages(withField(comparison, FieldId::CallId), bound);
        if (comparison.reference.field->scope == Scope::Call)
            return leaveOut(nameOf(comparison.reference));
        if (scope == Scope::Message)
            return leafOfMessages(comparison, bound);
        // Any message of the call: its own frame says so, and that of another message of the call does not.
        if (bound == Bound::Surely)
            return leaveOut(nameOf(comparison.reference));
        m_result.isOfMessagesOnly = true;
        return leafOfMessages(comparison, bound);
    }

    std::optional<std::string> leafOfMessages(const Comparison& comparison, Bound bound)
    {
        const auto written = asWireshark(comparison);
        if (!written)
            return leaveOut(nameOf(comparison.reference));
        if (!written->isExact)
            leaveOut(nameOf(comparison.reference));
        return written->isExact || bound == Bound::AtMost ? std::optional{written->text} : std::nullopt;
    }

    static Comparison withField(Comparison comparison, FieldId id)
    {
        comparison.reference.field = &field(id);
        return comparison;
    }

    std::optional<std::string> ofMessages(const OfMessages& messages, Scope scope, Bound bound)
    {
        if (messages.quantity != Quantity::Any || scope == Scope::Message || bound == Bound::Surely)
            return leaveOut(messages.quantity == Quantity::Any  ? "any message"
                            : messages.quantity == Quantity::No ? "no message"
                                                                : "every message");
        m_result.isOfMessagesOnly = true;
        return translate(*messages.part, Scope::Message, bound);
    }

    /// Of calls: it asks about messages, one by one.
    static bool asksMessages(const Expression& expression)
    {
        if (const auto* comparison = std::get_if<Comparison>(&expression.node))
            return comparison->reference.field->scope == Scope::Message;
        if (const auto* all = std::get_if<AllOf>(&expression.node))
            return std::any_of(all->parts.begin(), all->parts.end(), asksMessages);
        if (const auto* any = std::get_if<AnyOf>(&expression.node))
            return std::any_of(any->parts.begin(), any->parts.end(), asksMessages);
        if (const auto* negation = std::get_if<Negation>(&expression.node))
            return asksMessages(*negation->part);
        return true;
    }

    std::optional<std::string> conjunction(const std::vector<Expression>& parts, Scope scope, Bound bound)
    {
        // One message of a call passes one part and another one the next; no frame passes both.
        if (scope == Scope::Call && std::count_if(parts.begin(), parts.end(), asksMessages) > 1)
            return leaveOut("and");
        return joined(parts, " && ", scope, bound, bound == Bound::AtMost);
    }

    std::optional<std::string> joined(const std::vector<Expression>& parts, std::string_view joint,
                                      Scope scope, Bound bound, bool mayLeaveOut)
    {
        std::vector<std::string> written;
        for (const Expression& part : parts) {
            if (auto text = translate(part, scope, bound))
                written.push_back(*std::move(text));
        }
        if (written.empty() || (written.size() < parts.size() && !mayLeaveOut))
            return std::nullopt;
        if (written.size() == 1)
            return written.front();
        std::string text;
        for (const std::string& part : written)
            text += (text.empty() ? "" : std::string{joint}) + "(" + part + ")";
        return text;
    }

    WiresharkFilter m_result;
};

} // namespace

WiresharkFilter asWireshark(const Filter& filter)
{
    if (filter.isEmpty())
        return {"sip", {}, false};
    Translator translator;
    const auto text = translator.translate(filter.expression(), filter.scope(), Bound::AtMost);
    WiresharkFilter result = translator.take();
    // A negation would let through whatever is no SIP.
    if (text)
        result.text = "sip && (" + *text + ")";
    return result;
}

} // namespace core::filter
