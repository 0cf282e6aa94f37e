// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sip/via.h"

#include "core/sip/characters.h"
#include "core/sip/parameters.h"
#include "core/sip/uri_scanner.h"
#include "core/sip/via_scanner.h"

namespace core::sip {

namespace {

/// Reads a token and the separator behind it, white space allowed on both sides of the separator.
std::string_view takeToken(std::string_view text, std::size_t& position, bool& isValid)
{
    const std::size_t begin = skipWhitespace(text, position);
    const std::size_t end = endOf(Characters::Token, text, begin);
    isValid = isValid && begin != end;
    position = end;
    return text.substr(begin, end - begin);
}

void skipSlash(std::string_view text, std::size_t& position, bool& isValid)
{
    position = skipWhitespace(text, position);
    if (position < text.size() && text[position] == '/')
        ++position;
    else
        isValid = false;
}

/// sent-by: host [ COLON port ], white space allowed around the colon. Leaves `position` behind it.
void scanSentBy(std::string_view text, std::size_t& position, ViaScan& scan)
{
    const std::size_t begin = skipWhitespace(text, position);
    position = endOfPlainHostPort(text, begin, scan.via.host, scan.via.port);
    if (position != begin && (position == text.size() || text[position] == ';' || text[position] == ','))
        return;
    scan.via.port.reset();
    const std::size_t end = findAny<';', ',', ' ', '\t', '\r', '\n'>(text, begin);
    position = end;
    const std::size_t next = skipWhitespace(text, end);
    if (next == text.size() || (text[next] != ':' && (end == begin || text[end - 1] != ':'))) {
        scan.isValid =
            scanHostPort(text.substr(begin, end - begin), scan.via.host, scan.via.port) && scan.isValid;
        return;
    }
    // The rare spaced form "host : 5060".
    std::string_view host = text.substr(begin, end - begin);
    std::size_t digits = next;
    if (text[next] == ':')
        digits = skipWhitespace(text, next + 1);
    else
        host.remove_suffix(1);
    position = endOf(Characters::Token, text, digits);
    scan.isValid = scanHostPort(host, scan.via.host, scan.via.port) && scan.isValid;
    scan.via.port = base::parseDecimal<std::uint16_t>(text.substr(digits, position - digits));
    scan.isValid = scan.isValid && scan.via.port.has_value();
}

} // namespace

ViaScan scanVia(std::string_view value)
{
    ViaScan scan;
    std::size_t position = 0;
    if (value.size() > 8 && value.starts_with("SIP/2.0/")) {
        position = 8; // the spelling of nearly everyone
    } else {
        static_cast<void>(takeToken(value, position, scan.isValid));
        skipSlash(value, position, scan.isValid);
        static_cast<void>(takeToken(value, position, scan.isValid));
        skipSlash(value, position, scan.isValid);
    }
    scan.via.transport = takeToken(value, position, scan.isValid);
    scan.isValid = scan.isValid && position < value.size() && is(value[position], Characters::Whitespace);
    scanSentBy(value, position, scan);

    const std::size_t begin = skipWhitespace(value, position);
    const ParameterScan parameters = scanParameters(value, begin, "branch");
    scan.via.parameters = base::trimmed(value.substr(begin, parameters.end - begin));
    scan.branch = parameters.wanted;
    scan.end = parameters.end;
    scan.isValid = scan.isValid && parameters.isValid;
    return scan;
}

std::optional<Via> Via::parse(std::string_view value)
{
    const ViaScan scan = scanVia(value);
    if (!scan.isValid)
        return std::nullopt;
    return scan.via;
}

} // namespace core::sip
