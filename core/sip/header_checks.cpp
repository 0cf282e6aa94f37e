// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sip/header_checks.h"

#include "core/base/utf8.h"
#include "core/sip/characters.h"
#include "core/sip/name_addr_scanner.h"
#include "core/sip/parameters.h"

#include <array>
#include <cstring>

namespace core::sip {

namespace {

bool isOneOf(std::string_view text, std::string_view choices)
{
    for (std::size_t i = 0; i + 3 <= choices.size(); i += 3) {
        if (choices.substr(i, 3) == text)
            return true;
    }
    return false;
}

/// Calls `check` for each value of a comma-separated list; false when a value is empty or refused.
template <typename Check>
bool allValues(std::string_view value, Check check)
{
    std::string_view rest = value;
    std::string_view one;
    bool hasAny = false;
    while (nextValue(rest, one)) {
        if (!check(one))
            return false;
        hasAny = true;
    }
    return hasAny;
}

/// name=token or name="quoted".
bool isAuthenticationParameter(std::string_view text)
{
    const std::size_t nameEnd = endOf(Characters::Token, text, 0);
    std::size_t position = skipWhitespace(text, nameEnd);
    if (nameEnd == 0 || position == text.size() || text[position] != '=')
        return false;
    position = skipWhitespace(text, position + 1);
    if (position == text.size())
        return false;
    if (text[position] == '"')
        return endOfQuoted(text, position) == text.size();
    // Implementations write uri, nonce and the like without quotes too; only white space tells damage.
    return text.find_first_of(" \t\r\n\"", position) == std::string_view::npos;
}

std::size_t skipAscii(std::string_view text, std::size_t from)
{
    constexpr std::size_t step = 32;
    while (text.size() - from >= step) {
        std::array<std::uint64_t, 4> words{};
        std::memcpy(words.data(), text.data() + from, step);
        if (((words[0] | words[1] | words[2] | words[3]) & 0x8080'8080'8080'8080U) != 0)
            break;
        from += step;
    }
    while (from < text.size() && static_cast<unsigned char>(text[from]) < 0x80)
        ++from;
    return from;
}

} // namespace

bool isCallId(std::string_view value)
{
    std::size_t end = endOf(Characters::Word, value, 0);
    if (end == 0)
        return false;
    if (end < value.size() && value[end] == '@') {
        const std::size_t second = end + 1;
        end = endOf(Characters::Word, value, second);
        if (end == second)
            return false;
    }
    return end == value.size();
}

bool readCSeq(std::string_view value, CSeq& cseq)
{
    const std::size_t digitsEnd = endOf(Characters::Digit, value, 0);
    const std::size_t methodBegin = skipWhitespace(value, digitsEnd);
    cseq.method = value.substr(methodBegin);
    const std::optional<std::uint32_t> number = base::parseDecimal<std::uint32_t>(value.substr(0, digitsEnd));
    cseq.number = number.value_or(0);
    // RFC 3261 section 8.1.1.5: the number must be less than 2**31.
    constexpr std::uint32_t limit = 1U << 31U;
    return number && *number < limit && methodBegin != digitsEnd && !cseq.method.empty() &&
           consistsOf(Characters::Token, cseq.method);
}

bool isMaxForwards(std::string_view value)
{
    return base::parseDecimal<std::uint8_t>(value).has_value();
}

bool isDeltaSeconds(std::string_view value)
{
    return base::parseDecimal<std::uint32_t>(value).has_value();
}

bool isRetryAfter(std::string_view value)
{
    const std::size_t digitsEnd = endOf(Characters::Digit, value, 0);
    if (!isDeltaSeconds(value.substr(0, digitsEnd)))
        return false;
    const std::size_t next = skipWhitespace(value, digitsEnd);
    return next == value.size() || value[next] == '(' || value[next] == ';';
}

bool isDate(std::string_view value)
{
    // "Sat, 13 Nov 2010 23:29:00 GMT": every field has its place.
    constexpr std::string_view pattern = "aaa, 00 aaa 0000 00:00:00 GMT";
    if (value.size() != pattern.size())
        return false;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        const bool matches = pattern[i] == '0'   ? base::isDigit(value[i])
                             : pattern[i] == 'a' ? base::isAlpha(value[i])
                                                 : value[i] == pattern[i];
        if (!matches)
            return false;
    }
    const auto number = [value](std::size_t at) { return (value[at] - '0') * 10 + (value[at + 1] - '0'); };
    return isOneOf(value.substr(0, 3), "MonTueWedThuFriSatSun") &&
           isOneOf(value.substr(8, 3), "JanFebMarAprMayJunJulAugSepOctNovDec") && number(5) >= 1 &&
           number(5) <= 31 && number(17) <= 23 && number(20) <= 59 && number(23) <= 60;
}

bool isAuthorization(std::string_view value)
{
    const std::size_t schemeEnd = endOf(Characters::Token, value, 0);
    if (schemeEnd == 0 || schemeEnd == value.size() || !is(value[schemeEnd], Characters::Whitespace))
        return false;
    if (!base::equalsIgnoringCase(value.substr(0, schemeEnd), "Digest"))
        return true; // RFC 4475 section 3.3.7: other schemes have a grammar of their own
    return allValues(value.substr(schemeEnd), isAuthenticationParameter);
}

bool isWarning(std::string_view value)
{
    // warn-code SP warn-agent SP warn-text
    return allValues(value, [](std::string_view one) {
        const std::size_t codeEnd = endOf(Characters::Digit, one, 0);
        const std::size_t agentEnd = std::min(one.find(' ', codeEnd + 1), one.size());
        const std::size_t open = skipWhitespace(one, agentEnd);
        return codeEnd == 3 && codeEnd < one.size() && one[codeEnd] == ' ' && open < one.size() &&
               one[open] == '"' && endOfQuoted(one, open) == one.size();
    });
}

bool isContentType(std::string_view value)
{
    const std::size_t typeEnd = endOf(Characters::Token, value, 0);
    std::size_t position = skipWhitespace(value, typeEnd);
    if (typeEnd == 0 || position == value.size() || value[position] != '/')
        return false;
    position = skipWhitespace(value, position + 1);
    const std::size_t subtypeEnd = endOf(Characters::Token, value, position);
    if (subtypeEnd == position)
        return false;
    const ParameterScan parameters = scanParameters(value, subtypeEnd, {});
    return parameters.isValid && parameters.end == value.size();
}

bool isContactList(std::string_view value)
{
    if (value == "*")
        return true;
    std::size_t from = 0;
    for (;;) {
        const std::string_view rest = value.substr(from);
        const NameAddrScan scan = scanNameAddr(rest, "expires");
        if (!scan.isValid || (scan.wanted && !isDeltaSeconds(*scan.wanted)))
            return false;
        if (scan.end == rest.size())
            return true;
        from += scan.end + 1;
    }
}

bool isRouteList(std::string_view value)
{
    std::size_t from = 0;
    for (;;) {
        const std::string_view rest = value.substr(from);
        const NameAddrScan scan = scanNameAddr(rest, {});
        if (!scan.isValid || rest.find('<') > scan.end)
            return false;
        if (scan.end == rest.size())
            return true;
        from += scan.end + 1;
    }
}

bool isUtf8(std::string_view text)
{
    for (std::size_t i = skipAscii(text, 0); i < text.size(); i = skipAscii(text, i)) {
        const std::size_t length = base::firstCodePoint(text.substr(i)).length;
        if (length == 0)
            return false;
        i += length;
    }
    return true;
}

} // namespace core::sip
