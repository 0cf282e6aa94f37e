// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/filter/filter_error.h"

#include <array>

namespace core::filter {
namespace {

using Code = FilterErrorCode;

struct Entry {
    Code code;
    std::string_view form;
};

constexpr std::array forms{
    Entry{Code::TooLong, "the filter is longer than 64 KiB"},
    Entry{Code::TooDeep, "the filter is nested too deeply"},
    Entry{Code::QuoteNotClosed, "the closing quote is missing"},
    Entry{Code::EmptyQuotes, "there is nothing between the quotes"},
    Entry{Code::BracketNotOpened, "there is no '(' for this ')'"},
    Entry{Code::BracketNotClosed, "there is no ')' for this '('"},
    Entry{Code::BraceNotClosed, "there is no '}' for this '{'"},
    Entry{Code::EmptyBrackets, "a comparison is expected between the brackets"},
    Entry{Code::EmptyBraces, "%e is expected between the braces"},
    Entry{Code::FieldOrTextExpected, "a field or a text is expected"},
    Entry{Code::FieldOrTextExpectedBefore, "a field or a text is expected before %1"},
    Entry{Code::FieldExpectedBefore, "a field is expected before %1, not a text"},
    Entry{Code::SomethingExpectedAfter, "something is expected after %1"},
    Entry{Code::OperatorExpectedAfter, "an operator such as '==' is expected after %1"},
    Entry{Code::JointExpectedBefore, "'and' or 'or' is expected before %1"},
    Entry{Code::CommaExpectedBefore, "',' or '}' is expected before %1"},
    Entry{Code::SingleEquals, "write '==' to compare"},
    Entry{Code::SingleSign, "write %1"},
    Entry{Code::UnknownField, "there is no field %1"},
    Entry{Code::UnknownFieldLikeOne, "there is no field %1; did you mean %2?"},
    Entry{Code::UnknownFieldLikeTwo, "there is no field %1; did you mean %2 or %3?"},
    Entry{Code::UnknownFieldLikeThree, "there is no field %1; did you mean %2, %3 or %4?"},
    Entry{Code::OperatorForTexts, "%1 works on texts; the value of %2 is %e"},
    Entry{Code::OrderOfBoolean, "%1 is true or false; use '==' or '!='"},
    Entry{Code::FieldAsValue,
          "fields cannot be compared with each other; put %1 into quotes if you mean the text"},
    Entry{Code::ValueExpectedAfter, "%e is expected after %1"},
    Entry{Code::ExpressionExpectedAfter, "a regular expression is expected after %1"},
    Entry{Code::ExpressionInvalid, "the regular expression is not valid: %1"},
    Entry{Code::NotAStatus, "%1 is no status code; write for instance 486 or 4xx"},
    Entry{Code::NotAnInteger, "%1 is no whole number"},
    Entry{Code::NotANumber, "%1 is no number"},
    Entry{Code::NotATime, "%1 is no time; write seconds since 1970 or \"2026-11-24 21:35:01\" (UTC)"},
    Entry{Code::NotADuration, "%1 is no duration; write for instance 3 s or 250 ms"},
    Entry{Code::NotAnAddress, "%1 is no IP address or network; write for instance 10.0.0.1 or 10.0.0.0/8"},
    Entry{Code::NotAnEndpoint, "%1 is no address; write for instance 10.0.0.1, 10.0.0.1:5060 or 10.0.0.0/8"},
    Entry{Code::NotABoolean, "%1 is neither true nor false"},
    Entry{Code::Ipv4Only, "this field holds IPv4 addresses only; use ipv6.addr, src.ip or dst.ip"},
    Entry{Code::Ipv6Only, "this field holds IPv6 addresses only; use ip.addr, src.ip or dst.ip"},
    Entry{Code::UnknownValue, "%1 is no value of %2"},
    Entry{Code::UnknownValueLike, "%1 is no value of %2; did you mean %3?"},
    Entry{Code::UnknownValueOneOf, "%1 is no value of %2; it is one of %3"},
    Entry{Code::RangeReversed, "the range ends before it begins"},
    Entry{Code::RangeMixed, "the range begins with one kind of address and ends with another"},
    Entry{Code::RangeImpossible, "ranges are for numbers, times and addresses"},
    Entry{Code::StepsSpent,
          "this regular expression needs too many steps for one of the texts, and there is no answer "
          "without it; avoid repetitions within repetitions, as in (a+)+"},
    Entry{Code::TimeSpent,
          "this regular expression takes too long for so many texts, and there is no answer without "
          "it; make it simpler, or leave fewer texts with another condition: ... and method == INVITE"},
};

constexpr auto codes = [] {
    std::array<Code, forms.size()> list{};
    for (std::size_t i = 0; i < forms.size(); ++i)
        list[i] = forms[i].code;
    return list;
}();

constexpr bool isInOrderOfCodes()
{
    for (std::size_t i = 0; i < forms.size(); ++i) {
        if (static_cast<std::size_t>(forms[i].code) != i)
            return false;
    }
    return true;
}

static_assert(isInOrderOfCodes());

} // namespace

std::span<const FilterErrorCode> allFilterErrorCodes()
{
    return codes;
}

std::string_view form(FilterErrorCode code)
{
    return forms[static_cast<std::size_t>(code)].form;
}

std::string_view expectation(ValueType type)
{
    switch (type) {
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

std::string fill(std::string_view form, const FilterMistake& mistake, std::string_view expected)
{
    std::string sentence;
    for (std::size_t i = 0; i < form.size(); ++i) {
        const char next = form[i] == '%' && i + 1 < form.size() ? form[i + 1] : '\0';
        if (next == 'e') {
            sentence += expected;
            ++i;
        } else if (next >= '1' && static_cast<std::size_t>(next - '1') < mistake.arguments.size()) {
            sentence += mistake.arguments[static_cast<std::size_t>(next - '1')];
            ++i;
        } else {
            sentence += form[i];
        }
    }
    return sentence;
}

std::string FilterError::sentence() const
{
    return fill(form(mistake.code), mistake,
                mistake.expected ? expectation(*mistake.expected) : std::string_view{});
}

} // namespace core::filter
