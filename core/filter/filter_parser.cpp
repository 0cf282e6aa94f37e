// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/filter/filter_parser.h"

#include "core/base/ascii.h"
#include "core/filter/comparison_parser.h"
#include "core/filter/lexeme_stream.h"
#include "core/filter/quoted_text.h"

#include <algorithm>
#include <array>
#include <utility>

namespace core::filter {
namespace {

using Kind = Lexeme::Kind;
using Code = FilterErrorCode;

std::optional<Values> valuesMeantBy(std::string_view word)
{
    if (base::equalsIgnoringCase(word, "any"))
        return Values::Any;
    return base::equalsIgnoringCase(word, "all") ? std::optional{Values::All} : std::nullopt;
}

class Parser {
public:
    Parser(std::string_view text, Scope listed) : m_stream(text), m_listed(listed) {}

    std::variant<std::optional<Expression>, FilterError> parse()
    {
        if (m_stream.current().kind == Kind::End)
            return std::optional<Expression>{};
        std::optional<Expression> expression = either();
        if (expression && m_stream.current().kind != Kind::End)
            expression = failAfterExpression();
        if (!expression)
            return *m_stream.error();
        return expression;
    }

private:
    using Parsed = std::optional<Expression>;

    std::nullopt_t failAfterExpression()
    {
        const Lexeme& lexeme = m_stream.current();
        if (lexeme.kind == Kind::CloseBracket)
            return m_stream.fail(lexeme, Code::BracketNotOpened);
        if (lexeme.kind == Kind::Operator && lexeme.text == "=")
            return m_stream.fail(lexeme, Code::SingleEquals);
        if (lexeme.text == "&" || lexeme.text == "|")
            return m_stream.fail(lexeme, Code::SingleSign, std::string(2, lexeme.text.front()));
        if (m_lastBareField == &m_stream.previous())
            return m_stream.fail(lexeme, Code::OperatorExpectedAfter, m_lastBareField->text);
        return m_stream.fail(lexeme, Code::JointExpectedBefore, lexeme.text);
    }

    Parsed either()
    {
        return sequence<AnyOf>(Symbol::Or, [this] { return both(); });
    }

    Parsed both()
    {
        return sequence<AllOf>(Symbol::And, [this] { return single(); });
    }

    template <typename Joined, typename Part>
    Parsed sequence(Symbol joint, Part part)
    {
        Parsed first = part();
        if (!first || m_stream.current().symbol != joint)
            return first;
        Joined joined;
        joined.parts.push_back(*std::move(first));
        while (m_stream.current().symbol == joint) {
            m_stream.take();
            Parsed next = part();
            if (!next)
                return std::nullopt;
            joined.parts.push_back(*std::move(next));
        }
        return Expression{std::move(joined)};
    }

    Parsed single()
    {
        if (m_depth == maximumFilterDepth)
            return m_stream.fail(m_stream.current(), Code::TooDeep);
        ++m_depth;
        Parsed parsed = m_stream.current().symbol == Symbol::Not       ? negation()
                        : m_stream.current().kind == Kind::OpenBracket ? bracket()
                        : quantityNext()                               ? ofMessages(*quantityNext())
                                                                       : comparison();
        --m_depth;
        return parsed;
    }

    Parsed negation()
    {
        m_stream.take();
        Parsed part = single();
        if (!part)
            return std::nullopt;
        return Expression{Negation{std::make_unique<Expression>(*std::move(part))}};
    }

    [[nodiscard]] std::optional<Quantity> quantityNext() const
    {
        const Lexeme& next = m_stream.following();
        return next.kind == Kind::Word && isMessageWord(next.text) && m_stream.current().kind == Kind::Word
                   ? quantityOf(m_stream.current().text)
                   : std::nullopt;
    }

    Parsed ofMessages(Quantity quantity)
    {
        m_stream.take();
        m_stream.take();
        const Scope outer = std::exchange(m_listed, Scope::Message);
        Parsed part = single();
        m_listed = outer;
        if (!part)
            return std::nullopt;
        return Expression{OfMessages{quantity, std::make_unique<Expression>(*std::move(part))}};
    }

    /// "any" or "all" before a field, as in Wireshark.
    [[nodiscard]] std::optional<Values> valuesNext() const
    {
        const Lexeme& next = m_stream.following();
        if (next.kind != Kind::Word || next.symbol != Symbol::None ||
            findField(next.text, m_listed).field == nullptr)
            return std::nullopt;
        return valuesMeantBy(m_stream.current().text);
    }

    Parsed bracket()
    {
        const Lexeme& open = m_stream.take();
        if (m_stream.current().kind == Kind::CloseBracket)
            return m_stream.fail(m_stream.current(), Code::EmptyBrackets);
        Parsed inner = either();
        if (!inner)
            return std::nullopt;
        if (m_stream.current().kind == Kind::End)
            return m_stream.fail(open, Code::BracketNotClosed);
        if (m_stream.current().kind != Kind::CloseBracket)
            return failAfterExpression();
        m_stream.take();
        return inner;
    }

    Parsed comparison()
    {
        const Lexeme& lexeme = m_stream.current();
        if (lexeme.kind == Kind::Unterminated)
            return m_stream.fail(lexeme, Code::QuoteNotClosed);
        if (lexeme.isText())
            return wholeText(m_stream.take());
        if (lexeme.kind == Kind::End)
            return m_stream.isAtStart()
                       ? m_stream.fail(lexeme, Code::FieldOrTextExpected)
                       : m_stream.fail(lexeme, Code::SomethingExpectedAfter, m_stream.previous().text);
        if (lexeme.kind != Kind::Word || lexeme.symbol != Symbol::None)
            return m_stream.fail(lexeme, Code::FieldOrTextExpectedBefore, lexeme.text);
        const std::optional<Values> values = valuesNext();
        if (values)
            m_stream.take();
        return fieldOrWord(m_stream.take(), values.value_or(Values::Usual));
    }

    [[nodiscard]] bool isOperatorNext() const
    {
        const bool isNotIn =
            m_stream.current().symbol == Symbol::Not && m_stream.following().symbol == Symbol::In;
        return isNotIn || comparisonOperator(m_stream.current().symbol) || m_stream.current().text == "=";
    }

    Parsed fieldOrWord(const Lexeme& lexeme, Values values)
    {
        FieldReference reference = findField(lexeme.text, m_listed);
        const bool isClearlyField = isOperatorNext() || base::startsWithIgnoringCase(lexeme.text, "msg.") ||
                                    base::startsWithIgnoringCase(lexeme.text, "call.");
        if (reference.field == nullptr)
            return isClearlyField ? Parsed{failUnknown(lexeme)} : wholeText(lexeme);
        if (!isOperatorNext()) {
            m_lastBareField = &lexeme;
            return existence(std::move(reference));
        }
        return tail(lexeme, std::move(reference), values);
    }

    std::nullopt_t failUnknown(const Lexeme& lexeme)
    {
        constexpr std::array codes{Code::UnknownField, Code::UnknownFieldLikeOne, Code::UnknownFieldLikeTwo,
                                   Code::UnknownFieldLikeThree};
        std::vector<std::string> names = nearestFields(lexeme.text, m_listed);
        names.resize(std::min(names.size(), codes.size() - 1));
        const Code code = codes[names.size()];
        names.insert(names.begin(), inQuotes(lexeme.text));
        return m_stream.fail(lexeme, {code, std::move(names), {}});
    }

    Parsed wholeText(const Lexeme& lexeme)
    {
        if (lexeme.isText() && isOperatorNext())
            return m_stream.fail(lexeme, Code::FieldExpectedBefore, m_stream.current().text);
        std::string content = contentOf(lexeme, false);
        if (content.empty())
            return m_stream.fail(lexeme, Code::EmptyQuotes);
        Comparison search;
        search.reference.field = &field(FieldId::AnyText);
        search.op = Operator::Contains;
        search.literals.emplace_back(std::move(content));
        return Expression{std::move(search)};
    }

    /// A boolean field on its own asks whether it is true.
    static Expression existence(FieldReference reference)
    {
        Comparison comparison;
        comparison.reference = std::move(reference);
        if (typeOf(comparison.reference) == ValueType::Boolean) {
            comparison.op = Operator::Equal;
            comparison.literals.emplace_back(NumberRange{1, 1});
        }
        return Expression{std::move(comparison)};
    }

    Parsed tail(const Lexeme& name, FieldReference reference, Values values)
    {
        if (m_stream.current().text == "=")
            return m_stream.fail(m_stream.current(), Code::SingleEquals);
        const bool isNegated = m_stream.current().symbol == Symbol::Not;
        if (isNegated)
            m_stream.take();
        std::optional<Comparison> comparison =
            parseComparison(m_stream, m_listed, name, std::move(reference));
        if (!comparison)
            return std::nullopt;
        comparison->values = values;
        Expression positive{*std::move(comparison)};
        if (!isNegated)
            return positive;
        return Expression{Negation{std::make_unique<Expression>(std::move(positive))}};
    }

    LexemeStream m_stream;
    Scope m_listed;
    unsigned m_depth = 0;
    const Lexeme* m_lastBareField = nullptr;
};

} // namespace

std::variant<std::optional<Expression>, FilterError> parseExpression(std::string_view text, Scope listed)
{
    if (text.size() > maximumFilterLength)
        return FilterError{
            maximumFilterLength, text.size() - maximumFilterLength, {FilterErrorCode::TooLong, {}, {}}};
    return Parser{text, listed}.parse();
}

std::optional<Quantity> quantityOf(std::string_view word)
{
    constexpr std::array<std::pair<std::string_view, Quantity>, 4> words{
        {{"any", Quantity::Any}, {"no", Quantity::No}, {"every", Quantity::Every}, {"all", Quantity::Every}}};
    for (const auto& [spelling, quantity] : words) {
        if (base::equalsIgnoringCase(spelling, word))
            return quantity;
    }
    return std::nullopt;
}

bool isMessageWord(std::string_view word)
{
    return base::equalsIgnoringCase(word, "message") || base::equalsIgnoringCase(word, "messages");
}

} // namespace core::filter
