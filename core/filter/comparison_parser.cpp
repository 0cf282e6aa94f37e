// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/filter/comparison_parser.h"

#include "core/base/ascii.h"
#include "core/filter/quoted_text.h"
#include "core/filter/time_literal.h"

#include <algorithm>
#include <utility>

namespace core::filter {
namespace {

using Kind = Lexeme::Kind;
using Code = FilterErrorCode;

class ComparisonParser {
public:
    ComparisonParser(LexemeStream& stream, Scope listed) : m_stream(stream), m_listed(listed) {}

    std::optional<Comparison> parse(const Lexeme& name, FieldReference reference)
    {
        const Lexeme& sign = m_stream.take();
        Comparison comparison;
        comparison.reference = std::move(reference);
        comparison.op = *comparisonOperator(sign.symbol);
        if (!isAllowed(comparison, name, sign))
            return std::nullopt;
        const bool isSet = comparison.op == Operator::In && m_stream.current().kind == Kind::OpenBrace;
        const bool isDone = comparison.op == Operator::Matches ? pattern(comparison, sign)
                            : isSet                            ? set(comparison)
                                                               : oneValue(comparison, sign);
        if (!isDone)
            return std::nullopt;
        return comparison;
    }

private:
    bool isAllowed(const Comparison& comparison, const Lexeme& name, const Lexeme& sign)
    {
        const ValueType type = typeOf(comparison.reference);
        const bool isForText = comparison.op == Operator::Contains || comparison.op == Operator::Matches;
        const bool hasText =
            type == ValueType::Text || type == ValueType::Address || type == ValueType::Endpoint;
        if (isForText && !hasText) {
            m_stream.fail(sign, {Code::OperatorForTexts, {inQuotes(sign.text), inQuotes(name.text)}, type});
            return false;
        }
        const bool isOrder = comparison.op == Operator::Less || comparison.op == Operator::LessOrEqual ||
                             comparison.op == Operator::Greater || comparison.op == Operator::GreaterOrEqual;
        if (isOrder && type == ValueType::Boolean) {
            m_stream.fail(sign, Code::OrderOfBoolean, name.text);
            return false;
        }
        return true;
    }

    /// The lexeme of a value, or a failure.
    const Lexeme* valueLexeme(const FieldReference& reference)
    {
        const Lexeme& lexeme = m_stream.current();
        if (lexeme.kind == Kind::Unterminated) {
            m_stream.fail(lexeme, Code::QuoteNotClosed);
            return nullptr;
        }
        const bool isKeyword = lexeme.symbol == Symbol::And || lexeme.symbol == Symbol::Or;
        if (!lexeme.isText() && (lexeme.kind != Kind::Word || isKeyword)) {
            m_stream.fail(
                lexeme, {Code::ValueExpectedAfter, {inQuotes(m_stream.previous().text)}, typeOf(reference)});
            return nullptr;
        }
        return &m_stream.take();
    }

    bool oneValue(Comparison& comparison, const Lexeme& sign)
    {
        if (comparison.op == Operator::Contains)
            return searchedText(comparison, sign);
        std::optional<Literal> literal = value(comparison);
        if (!literal)
            return false;
        comparison.literals.push_back(*std::move(literal));
        return true;
    }

    bool searchedText(Comparison& comparison, const Lexeme& sign)
    {
        const Lexeme* lexeme = valueLexeme({&field(FieldId::AnyText), {}, Guard::None});
        if (lexeme == nullptr)
            return false;
        std::string content = contentOf(*lexeme, false);
        if (content.empty()) {
            m_stream.fail(*lexeme, {Code::ValueExpectedAfter, {inQuotes(sign.text)}, ValueType::Text});
            return false;
        }
        comparison.literals.emplace_back(std::move(content));
        return true;
    }

    /// Joins "3 s", "1.5 kB" and "2026-11-24 21:35:01", which the lexer sees as two words.
    std::string valueText(const Lexeme& lexeme, const FieldReference& reference)
    {
        std::string text = contentOf(lexeme, false);
        if (lexeme.kind != Kind::Word || m_stream.current().kind != Kind::Word)
            return text;
        const ValueType type = typeOf(reference);
        if (type == ValueType::Time && isNow(text))
            return relativeTime(std::move(text));
        const std::string_view next = m_stream.current().text;
        const bool isUnit =
            (type == ValueType::Duration && isDurationUnit(next)) || (isSize(reference) && isSizeUnit(next));
        const bool isClock = type == ValueType::Time && looksLikeClock(next);
        if (isUnit || isClock)
            text += ' ' + std::string{m_stream.take().text};
        return text;
    }

    /// "now", "-", "10", "min"; also with fewer spaces.
    std::string relativeTime(std::string text)
    {
        const auto takeNext = [&] { text += m_stream.take().text; };
        const auto isWord = [&] { return m_stream.current().kind == Kind::Word; };
        const auto isSign = [](char c) { return c == '-' || c == '+'; };
        constexpr std::string_view now = "now";
        if (text.size() == now.size() && isWord() && isSign(m_stream.current().text.front()))
            takeNext();
        if (isSign(text.back()) && isWord() && base::isDigit(m_stream.current().text.front()))
            takeNext();
        if (base::isDigit(text.back()) && isWord() && isDurationUnit(m_stream.current().text))
            takeNext();
        return text;
    }

    std::optional<Literal> value(const Comparison& comparison)
    {
        const FieldReference& reference = comparison.reference;
        const Lexeme* lexeme = valueLexeme(reference);
        if (lexeme == nullptr)
            return std::nullopt;
        const std::string text = valueText(*lexeme, reference);
        const std::size_t length = m_stream.previous().end() - lexeme->offset;
        auto answer = readLiteral(reference, text);
        if (auto* mistake = std::get_if<FilterMistake>(&answer))
            return m_stream.fail(lexeme->offset, length, std::move(*mistake));
        if (lexeme->kind == Kind::Word && isAnotherField(text))
            return m_stream.fail(*lexeme, Code::FieldAsValue, text);
        if (!isKnownValue(comparison, text))
            return m_stream.fail(lexeme->offset, length, unknownValue(reference, text));
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

    static FilterMistake unknownValue(const FieldReference& reference, std::string_view text)
    {
        const auto known = enumeratedValues(reference.field->id);
        const auto inOtherCase = std::find_if(known.begin(), known.end(), [&](std::string_view candidate) {
            return base::equalsIgnoringCase(candidate, text);
        });
        FilterMistake mistake{Code::UnknownValue, {inQuotes(text), std::string{reference.field->name}}, {}};
        constexpr std::size_t mostShown = 20;
        if (inOtherCase != known.end()) {
            mistake.code = Code::UnknownValueLike;
            mistake.arguments.emplace_back(*inOtherCase);
        } else if (known.size() <= mostShown) {
            mistake.code = Code::UnknownValueOneOf;
            std::string& list = mistake.arguments.emplace_back();
            for (const std::string_view candidate : known)
                list += (list.empty() ? "" : ", ") + std::string{candidate};
        }
        return mistake;
    }

    bool set(Comparison& comparison)
    {
        const Lexeme& open = m_stream.take();
        if (m_stream.current().kind == Kind::CloseBrace) {
            m_stream.fail(m_stream.current(), {Code::EmptyBraces, {}, typeOf(comparison.reference)});
            return false;
        }
        while (true) {
            std::optional<Literal> literal = item(comparison);
            if (!literal)
                return false;
            comparison.literals.push_back(*std::move(literal));
            if (m_stream.current().kind == Kind::CloseBrace)
                break;
            if (m_stream.current().kind != Kind::Comma) {
                if (m_stream.current().kind == Kind::End)
                    m_stream.fail(open, Code::BraceNotClosed);
                else
                    m_stream.fail(m_stream.current(), Code::CommaExpectedBefore, m_stream.current().text);
                return false;
            }
            m_stream.take();
        }
        m_stream.take();
        return true;
    }

    std::optional<Literal> item(const Comparison& comparison)
    {
        const std::size_t begin = m_stream.current().offset;
        std::optional<Literal> first = value(comparison);
        if (!first || m_stream.current().kind != Kind::Range)
            return first;
        m_stream.take();
        std::optional<Literal> last = value(comparison);
        if (!last)
            return std::nullopt;
        auto range = rangeBetween(*first, *last);
        if (auto* mistake = std::get_if<1>(&range))
            return m_stream.fail(begin, m_stream.previous().end() - begin, std::move(*mistake));
        return std::get<0>(std::move(range));
    }

    bool pattern(Comparison& comparison, const Lexeme& sign)
    {
        const Lexeme* lexeme = valueLexeme({&field(FieldId::AnyText), {}, Guard::None});
        if (lexeme == nullptr)
            return false;
        const std::string content = contentOf(*lexeme, true);
        if (content.empty()) {
            m_stream.fail(*lexeme, Code::ExpressionExpectedAfter, sign.text);
            return false;
        }
        auto compiled = Pattern::compile(content);
        if (const auto* failure = std::get_if<Pattern::Failure>(&compiled)) {
            const std::size_t opening = lexeme->kind == Kind::Raw ? 2 : lexeme->kind == Kind::Quoted ? 1 : 0;
            const std::size_t at = lexeme->offset + std::min(opening + failure->offset, lexeme->text.size());
            m_stream.fail(at, lexeme->end() - at, {Code::ExpressionInvalid, {failure->reason}, {}});
            return false;
        }
        comparison.pattern = std::get<Pattern>(std::move(compiled));
        return true;
    }

    LexemeStream& m_stream;
    Scope m_listed;
};

} // namespace

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

std::optional<Comparison> parseComparison(LexemeStream& stream, Scope listed, const Lexeme& name,
                                          FieldReference reference)
{
    return ComparisonParser{stream, listed}.parse(name, std::move(reference));
}

} // namespace core::filter
