// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sip/name_addr.h"

#include "core/sip/characters.h"
#include "core/sip/name_addr_scanner.h"
#include "core/sip/parameters.h"
#include "core/sip/uri_scanner.h"

namespace core::sip {

namespace {

/// Reads the display name, quoted or not, and returns the position of "<"; npos when there is none and the
/// value is a bare addr-spec.
std::size_t scanDisplayName(std::string_view value, std::size_t begin, NameAddrScan& scan)
{
    if (value[begin] == '"') {
        const std::size_t close = endOfQuoted(value, begin);
        if (close != npos) {
            scan.address.displayName = value.substr(begin + 1, close - begin - 2);
            const std::size_t next = skipWhitespace(value, close);
            const std::size_t open = value.find('<', next);
            scan.isValid = open == next && open != npos;
            return open;
        }
        scan.isValid = false;
        return value.find('<', begin);
    }
    std::size_t end = begin;
    while (end < value.size() &&
           (is(value[end], Characters::Token) || is(value[end], Characters::Whitespace)))
        ++end;
    if (end < value.size() && value[end] != '<') {
        if (value[end] == ':') // the scheme of an addr-spec
            return npos;
        const std::size_t open = value.find('<', end);
        if (open == npos)
            return npos;
        scan.isValid = false; // RFC 3261 section 25.1: such a display name has to be quoted
        end = open;
    }
    if (end == value.size())
        return npos;
    scan.address.displayName = base::trimmed(value.substr(begin, end - begin));
    return end;
}

} // namespace

NameAddrScan scanNameAddr(std::string_view value, std::string_view wantedParameter)
{
    NameAddrScan scan;
    const std::size_t begin = skipWhitespace(value, 0);
    if (begin == value.size()) {
        scan.isValid = false;
        scan.end = begin;
        return scan;
    }
    const std::size_t open = scanDisplayName(value, begin, scan);
    std::size_t end = 0;
    if (open != npos) {
        const std::size_t close = std::min(value.find('>', open), value.size());
        const std::string_view text = value.substr(open + 1, close - open - 1);
        scan.address.uriText = base::trimmed(text);
        // White space within the brackets is not allowed (RFC 4475 section 3.1.2.14).
        scan.isValid = scan.isValid && close < value.size() && scan.address.uriText.size() == text.size();
        end = std::min(close + 1, value.size());
    } else {
        // RFC 3261 section 20.10: without brackets what follows ";" belongs to the header, and the URI may
        // not hold "?" (which scanning then finds) or ",".
        end = findAny<';', ',', ' ', '\t', '\r', '\n'>(value, begin);
        scan.address.uriText = value.substr(begin, end - begin);
        scan.isValid = scan.isValid && scan.address.uriText.find('?') == npos;
    }
    scan.isValid = scanUri(scan.address.uriText, scan.address.uri) && scan.isValid;

    const std::size_t parametersBegin = skipWhitespace(value, end);
    if (parametersBegin == value.size()) {
        scan.end = parametersBegin;
        return scan;
    }
    const ParameterScan parameters = scanParameters(value, parametersBegin, wantedParameter);
    scan.address.parameters = base::trimmed(value.substr(parametersBegin, parameters.end - parametersBegin));
    scan.wanted = parameters.wanted;
    scan.end = parameters.end;
    scan.isValid = scan.isValid && parameters.isValid;
    return scan;
}

std::optional<NameAddr> NameAddr::parse(std::string_view value)
{
    const NameAddrScan scan = scanNameAddr(value, {});
    if (!scan.isValid)
        return std::nullopt;
    return scan.address;
}

bool nextValue(std::string_view& rest, std::string_view& value)
{
    const std::size_t begin = skipWhitespace(rest, 0);
    if (begin == rest.size()) {
        rest = {};
        return false;
    }
    // A quote or bracket that never closes runs to the end: looking for a comma behind it would make a
    // hostile list of them take quadratic time.
    std::size_t end = begin;
    while (end < rest.size() && rest[end] != ',') {
        if (rest[end] == '"')
            end = std::min(endOfQuoted(rest, end), rest.size());
        else if (rest[end] == '<')
            end = findAny<'>'>(rest, end);
        else
            ++end;
    }
    value = base::trimmed(rest.substr(begin, end - begin));
    rest.remove_prefix(end == rest.size() ? end : end + 1);
    return true;
}

} // namespace core::sip
