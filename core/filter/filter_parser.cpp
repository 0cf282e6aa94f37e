// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/filter/filter_parser.h"

#include "core/base/ascii.h"
#include "core/filter/lexer.h"

#include <algorithm>
#include <array>
#include <utility>

namespace core::filter {
namespace {

using Kind = Lexeme::Kind;

std::string inQuotes(std::string_view text)
{
    constexpr std::size_t longest = 60;
    return '\'' + std::string{text.substr(0, longest)} + (text.size() > longest ? "...'" : "'");
}

std::optional<Operator> comparisonOperator(Symbol symbol)
{
    switch (symbol) {
    case Symbol::Equal:
        return Operator::Equal;
    case Symbol::NotEqual:
        return Operator::NotEqual;
    case Symbol::Less:
        return Operator::Less;
    case Symbol::LessOrEqual:
        return Operator::LessOrEqual;
    case Symbol::Greater:
        return Operator::Greater;
    case Symbol::GreaterOrEqual:
        return Operator::GreaterOrEqual;
    case Symbol::Contains:
        return Operator::Contains;
    case Symbol::Matches:
        return Operator::Matches;
    case Symbol::In:
        return Operator::In;
    default:
        return std::nullopt;
    }
}

int hexDigit(char c)
{
    const char lower = base::toLower(c);
    if (base::isDigit(c))
        return c - '0';
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

/// What one backslash sequence at the start of `rest` stands for; takes it off. A sequence that means
/// nothing here stays as it is, so that "\d" reaches the regular expression.
std::string takeEscape(std::string_view& rest, bool isPattern)
{
    const char c = rest.size() > 1 ? rest[1] : '\\';
    const auto taken = [&](std::size_t length, std::string meaning) {
        rest.remove_prefix(std::min(length, rest.size()));
        return meaning;
    };
    if (c == '\\' || c == '"' || c == '\'')
        return taken(2, {c});
    if (!isPattern && c == 'n')
        return taken(2, "\n");
    if (!isPattern && c == 'r')
        return taken(2, "\r");
    if (!isPattern && c == 't')
        return taken(2, "\t");
    if (!isPattern && c == 'x' && rest.size() >= 4 && hexDigit(rest[2]) >= 0 && hexDigit(rest[3]) >= 0)
        return taken(4, {static_cast<char>(hexDigit(rest[2]) * 16 + hexDigit(rest[3]))});
    return taken(2, {'\\', c});
}

/// The text that a lexeme stands for.
std::string contentOf(const Lexeme& lexeme, bool isPattern)
{
    if (lexeme.kind == Kind::Raw)
        return std::string{lexeme.text.substr(2, lexeme.text.size() - 3)};
    if (lexeme.kind != Kind::Quoted)
        return std::string{lexeme.text};
    std::string content;
    std::string_view rest = lexeme.text.substr(1, lexeme.text.size() - 2);
    while (!rest.empty()) {
        if (rest.front() == '\\') {
            content += takeEscape(rest, isPattern);
        } else {
            content += rest.front();
            rest.remove_prefix(1);
        }
    }
    return content;
}

std::string expectation(const FieldReference& reference)
{
    switch (typeOf(reference)) {
    case ValueType::Integer:
    case ValueType::Decimal:
        return "a number";
    case ValueType::Time:
        return "a time";
    case ValueType::Duration:
        return "a duration";
    case ValueType::Address:
    case ValueType::Endpoint:
        return "an address";
    case ValueType::Boolean:
        return "true or false";
    case ValueType::Text:
        break;
    }
    return "a text";
}

class Parser {
public:
    Parser(std::string_view text, Scope listed) : m_listed(listed), m_lexemes(lexemes(text)) {}

    std::variant<std::optional<Expression>, FilterError> parse()
    {
        if (current().kind == Kind::End)
            return std::optional<Expression>{};
        std::optional<Expression> expression = either();
        if (expression && current().kind != Kind::End)
            expression = failAfterExpression();
        if (!expression)
            return *std::move(m_error);
        return expression;
    }

private:
    using Parsed = std::optional<Expression>;

    [[nodiscard]] const Lexeme& current() const { return m_lexemes[m_position]; }

    [[nodiscard]] const Lexeme& following() const
    {
        return m_lexemes[std::min(m_position + 1, m_lexemes.size() - 1)];
    }

    const Lexeme& take()
    {
        const Lexeme& lexeme = current();
        if (lexeme.kind != Kind::End)
            ++m_position;
        return lexeme;
    }

    std::nullopt_t fail(std::size_t offset, std::size_t length, std::string sentence)
    {
        if (!m_error)
            m_error = FilterError{offset, length, std::move(sentence)};
        return std::nullopt;
    }

    std::nullopt_t fail(const Lexeme& lexeme, std::string sentence)
    {
        return fail(lexeme.offset, lexeme.text.size(), std::move(sentence));
    }

    std::nullopt_t failAfterExpression()
    {
        const Lexeme& lexeme = current();
        if (lexeme.kind == Kind::CloseBracket)
            return fail(lexeme, "there is no '(' for this ')'");
        if (lexeme.kind == Kind::Operator && lexeme.text == "=")
            return fail(lexeme, "write '==' to compare");
        if (lexeme.text == "&" || lexeme.text == "|")
            return fail(lexeme, "write '" + std::string{lexeme.text} + std::string{lexeme.text} + "'");
        if (m_lastBareField != nullptr && m_lastBareField->end() <= lexeme.offset && m_position > 0 &&
            m_lastBareField == &m_lexemes[m_position - 1])
            return fail(lexeme,
                        "an operator such as '==' is expected after " + inQuotes(m_lastBareField->text));
        return fail(lexeme, "'and' or 'or' is expected before " + inQuotes(lexeme.text));
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
        if (!first || current().symbol != joint)
            return first;
        Joined joined;
        joined.parts.push_back(*std::move(first));
        while (current().symbol == joint) {
            take();
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
            return fail(current(), "the filter is nested too deeply");
        ++m_depth;
        Parsed parsed = current().symbol == Symbol::Not       ? negation()
                        : current().kind == Kind::OpenBracket ? bracket()
                                                              : comparison();
        --m_depth;
        return parsed;
    }

    Parsed negation()
    {
        take();
        Parsed part = single();
        if (!part)
            return std::nullopt;
        return Expression{Negation{std::make_unique<Expression>(*std::move(part))}};
    }

    Parsed bracket()
    {
        const Lexeme& open = take();
        if (current().kind == Kind::CloseBracket)
            return fail(current(), "a comparison is expected between the brackets");
        Parsed inner = either();
        if (!inner)
            return std::nullopt;
        if (current().kind == Kind::End)
            return fail(open, "there is no ')' for this '('");
        if (current().kind != Kind::CloseBracket)
            return failAfterExpression();
        take();
        return inner;
    }

    Parsed comparison()
    {
        const Lexeme& lexeme = current();
        if (lexeme.kind == Kind::Unterminated)
            return fail(lexeme, "the closing quote is missing");
        if (lexeme.isText())
            return wholeText(take());
        if (lexeme.kind == Kind::End)
            return fail(lexeme, m_position == 0 ? "a field or a text is expected"
                                                : "something is expected after " +
                                                      inQuotes(m_lexemes[m_position - 1].text));
        if (lexeme.kind != Kind::Word || lexeme.symbol != Symbol::None)
            return fail(lexeme, "a field or a text is expected before " + inQuotes(lexeme.text));
        return fieldOrWord(take());
    }

    [[nodiscard]] bool isOperatorNext() const
    {
        const bool isNotIn = current().symbol == Symbol::Not && following().symbol == Symbol::In;
        return isNotIn || comparisonOperator(current().symbol) || current().text == "=";
    }

    Parsed fieldOrWord(const Lexeme& lexeme)
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
        return tail(lexeme, std::move(reference));
    }

    std::nullopt_t failUnknown(const Lexeme& lexeme)
    {
        std::string sentence = "there is no field " + inQuotes(lexeme.text);
        const std::vector<std::string> nearest = nearestFields(lexeme.text, m_listed);
        for (std::size_t i = 0; i < nearest.size(); ++i)
            sentence += (i == 0 ? "; did you mean " : i + 1 == nearest.size() ? " or " : ", ") + nearest[i];
        if (!nearest.empty())
            sentence += '?';
        return fail(lexeme, std::move(sentence));
    }

    Parsed wholeText(const Lexeme& lexeme)
    {
        if (lexeme.isText() && isOperatorNext())
            return fail(lexeme, "a field is expected before " + inQuotes(current().text) + ", not a text");
        std::string content = contentOf(lexeme, false);
        if (content.empty())
            return fail(lexeme, "there is nothing between the quotes");
        return Expression{Comparison{{&field(FieldId::AnyText), {}, Guard::None},
                                     Operator::Contains,
                                     {Literal{std::move(content)}},
                                     std::nullopt}};
    }

    /// A boolean field on its own asks whether it is true.
    static Expression existence(FieldReference reference)
    {
        if (typeOf(reference) == ValueType::Boolean)
            return {Comparison{
                std::move(reference), Operator::Equal, {Literal{NumberRange{1, 1}}}, std::nullopt}};
        return {Comparison{std::move(reference), Operator::Exists, {}, std::nullopt}};
    }

    Parsed tail(const Lexeme& name, FieldReference reference)
    {
        if (current().symbol == Symbol::Not) {
            take();
            Parsed positive = tail(name, std::move(reference));
            if (!positive)
                return std::nullopt;
            return Expression{Negation{std::make_unique<Expression>(*std::move(positive))}};
        }
        if (current().text == "=")
            return fail(current(), "write '==' to compare");
        const Lexeme& sign = take();
        Comparison comparison{std::move(reference), *comparisonOperator(sign.symbol), {}, std::nullopt};
        if (!isAllowed(comparison, name, sign))
            return std::nullopt;
        const bool isDone = comparison.op == Operator::Matches ? pattern(comparison, sign)
                            : comparison.op == Operator::In && current().kind == Kind::OpenBrace
                                ? set(comparison)
                                : oneValue(comparison, sign);
        if (!isDone)
            return std::nullopt;
        return Expression{std::move(comparison)};
    }

    bool isAllowed(const Comparison& comparison, const Lexeme& name, const Lexeme& sign)
    {
        const ValueType type = typeOf(comparison.reference);
        const bool isForText = comparison.op == Operator::Contains || comparison.op == Operator::Matches;
        const bool hasText =
            type == ValueType::Text || type == ValueType::Address || type == ValueType::Endpoint;
        if (isForText && !hasText) {
            fail(sign, inQuotes(sign.text) + " works on texts; " + inQuotes(name.text) +
                           " is compared with " + expectation(comparison.reference));
            return false;
        }
        const bool isOrder = comparison.op == Operator::Less || comparison.op == Operator::LessOrEqual ||
                             comparison.op == Operator::Greater || comparison.op == Operator::GreaterOrEqual;
        if (isOrder && type == ValueType::Boolean) {
            fail(sign, inQuotes(name.text) + " is true or false; use '==' or '!='");
            return false;
        }
        return true;
    }

    /// The lexeme of a value, or a failure.
    const Lexeme* valueLexeme(const FieldReference& reference)
    {
        const Lexeme& lexeme = current();
        if (lexeme.kind == Kind::Unterminated) {
            fail(lexeme, "the closing quote is missing");
            return nullptr;
        }
        const bool isKeyword = lexeme.symbol == Symbol::And || lexeme.symbol == Symbol::Or;
        if (!lexeme.isText() && (lexeme.kind != Kind::Word || isKeyword)) {
            const Lexeme& before = m_lexemes[m_position - 1];
            fail(lexeme, expectation(reference) + " is expected after " + inQuotes(before.text));
            return nullptr;
        }
        return &take();
    }

    bool oneValue(Comparison& comparison, const Lexeme& sign)
    {
        if (comparison.op == Operator::Contains)
            return searchedText(comparison, sign);
        std::optional<Literal> literal = value(comparison);
        if (literal)
            comparison.literals.push_back(*std::move(literal));
        return literal.has_value();
    }

    bool searchedText(Comparison& comparison, const Lexeme& sign)
    {
        const Lexeme* lexeme = valueLexeme({&field(FieldId::AnyText), {}, Guard::None});
        if (lexeme == nullptr)
            return false;
        std::string content = contentOf(*lexeme, false);
        if (content.empty()) {
            fail(*lexeme, "a text is expected after " + inQuotes(sign.text));
            return false;
        }
        comparison.literals.emplace_back(std::move(content));
        return true;
    }

    /// Joins "3 s" and "2026-11-24 21:35:01", which the lexer sees as two words.
    std::string valueText(const Lexeme& lexeme, ValueType type)
    {
        std::string text = contentOf(lexeme, false);
        if (lexeme.kind != Kind::Word || current().kind != Kind::Word)
            return text;
        const bool isUnit = type == ValueType::Duration && isDurationUnit(current().text);
        const bool isClock = type == ValueType::Time && looksLikeClock(current().text);
        if (isUnit || isClock)
            text += ' ' + std::string{take().text};
        return text;
    }

    std::optional<Literal> value(const Comparison& comparison)
    {
        const FieldReference& reference = comparison.reference;
        const Lexeme* lexeme = valueLexeme(reference);
        if (lexeme == nullptr)
            return std::nullopt;
        const std::string text = valueText(*lexeme, typeOf(reference));
        const std::size_t length = m_lexemes[m_position - 1].end() - lexeme->offset;
        auto answer = readLiteral(reference, text);
        if (auto* sentence = std::get_if<std::string>(&answer))
            return fail(lexeme->offset, length, std::move(*sentence));
        if (lexeme->kind == Kind::Word && isAnotherField(text))
            return fail(*lexeme, "fields cannot be compared with each other; put " + inQuotes(text) +
                                     " into quotes if you mean the text");
        if (!isKnownValue(comparison, text))
            return fail(lexeme->offset, length, unknownValue(reference, text));
        return std::get<Literal>(std::move(answer));
    }

    [[nodiscard]] bool isAnotherField(std::string_view text) const
    {
        return text.find_first_of("._") != std::string_view::npos && base::isAlpha(text.front()) &&
               findField(text, m_listed).field != nullptr &&
               findField(text, m_listed).field->id != FieldId::AnyHeader;
    }

    static bool isKnownValue(const Comparison& comparison, std::string_view text)
    {
        const auto known = enumeratedValues(comparison.reference.field->id);
        const bool isEquality = comparison.op == Operator::Equal || comparison.op == Operator::NotEqual ||
                                comparison.op == Operator::In;
        return !isEquality || known.empty() || std::find(known.begin(), known.end(), text) != known.end();
    }

    static std::string unknownValue(const FieldReference& reference, std::string_view text)
    {
        const auto known = enumeratedValues(reference.field->id);
        const auto inOtherCase = std::find_if(known.begin(), known.end(), [&](std::string_view candidate) {
            return base::equalsIgnoringCase(candidate, text);
        });
        std::string sentence = inQuotes(text) + " is no value of " + std::string{reference.field->name};
        if (inOtherCase != known.end())
            return sentence + "; did you mean " + std::string{*inOtherCase} + '?';
        constexpr std::size_t mostShown = 20;
        if (known.size() > mostShown)
            return sentence;
        sentence += "; it is one of";
        for (const std::string_view candidate : known)
            sentence += (candidate == known.front() ? " " : ", ") + std::string{candidate};
        return sentence;
    }

    bool set(Comparison& comparison)
    {
        const Lexeme& open = take();
        if (current().kind == Kind::CloseBrace) {
            fail(current(), expectation(comparison.reference) + " is expected between the braces");
            return false;
        }
        while (true) {
            std::optional<Literal> literal = item(comparison);
            if (!literal)
                return false;
            comparison.literals.push_back(*std::move(literal));
            if (current().kind == Kind::CloseBrace)
                break;
            if (current().kind != Kind::Comma) {
                if (current().kind == Kind::End)
                    fail(open, "there is no '}' for this '{'");
                else
                    fail(current(), "',' or '}' is expected before " + inQuotes(current().text));
                return false;
            }
            take();
        }
        take();
        return true;
    }

    std::optional<Literal> item(const Comparison& comparison)
    {
        const std::size_t begin = current().offset;
        std::optional<Literal> first = value(comparison);
        if (!first || current().kind != Kind::Range)
            return first;
        take();
        std::optional<Literal> last = value(comparison);
        if (!last)
            return std::nullopt;
        auto range = rangeBetween(*first, *last);
        if (auto* sentence = std::get_if<1>(&range))
            return fail(begin, m_lexemes[m_position - 1].end() - begin, std::move(*sentence));
        return std::get<0>(std::move(range));
    }

    bool pattern(Comparison& comparison, const Lexeme& sign)
    {
        const Lexeme* lexeme = valueLexeme({&field(FieldId::AnyText), {}, Guard::None});
        if (lexeme == nullptr)
            return false;
        const std::string content = contentOf(*lexeme, true);
        if (content.empty()) {
            fail(*lexeme, "a regular expression is expected after " + inQuotes(sign.text));
            return false;
        }
        auto compiled = Pattern::compile(content);
        if (const auto* failure = std::get_if<Pattern::Failure>(&compiled)) {
            const std::size_t opening = lexeme->kind == Kind::Raw ? 2 : lexeme->kind == Kind::Quoted ? 1 : 0;
            const std::size_t at = lexeme->offset + std::min(opening + failure->offset, lexeme->text.size());
            fail(at, lexeme->end() - at, "the regular expression is not valid: " + failure->reason);
            return false;
        }
        comparison.pattern = std::get<Pattern>(std::move(compiled));
        return true;
    }

    Scope m_listed;
    std::vector<Lexeme> m_lexemes;
    std::size_t m_position = 0;
    unsigned m_depth = 0;
    const Lexeme* m_lastBareField = nullptr;
    std::optional<FilterError> m_error;
};

} // namespace

std::variant<std::optional<Expression>, FilterError> parseExpression(std::string_view text, Scope listed)
{
    if (text.size() > maximumFilterLength)
        return FilterError{maximumFilterLength, text.size() - maximumFilterLength,
                           "the filter is longer than 64 KiB"};
    return Parser{text, listed}.parse();
}

} // namespace core::filter
