// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sip/uri.h"

#include "core/sip/characters.h"
#include "core/sip/uri_scanner.h"

namespace core::sip {

namespace {

/// Behind *( ";" pname [ "=" pvalue ] ), or where that grammar breaks.
std::size_t endOfUriParameters(std::string_view text, std::size_t from)
{
    while (from < text.size() && text[from] == ';') {
        const std::size_t nameEnd = endOfEscaped(Characters::UriParameter, text, from + 1);
        if (nameEnd == from + 1)
            return from;
        from = nameEnd;
        if (from == text.size() || text[from] != '=')
            continue;
        const std::size_t valueEnd = endOfEscaped(Characters::UriParameter, text, from + 1);
        if (valueEnd == from + 1)
            return from;
        from = valueEnd;
    }
    return from;
}

/// hname "=" hvalue *( "&" hname "=" hvalue )
bool areUriHeaders(std::string_view text)
{
    for (std::size_t from = 0;; ++from) {
        const std::size_t nameEnd = endOfEscaped(Characters::UriHeader, text, from);
        if (nameEnd == from || nameEnd == text.size() || text[nameEnd] != '=')
            return false;
        from = endOfEscaped(Characters::UriHeader, text, nameEnd + 1);
        if (from == text.size())
            return true;
        if (text[from] != '&')
            return false;
    }
}

/// Splits ";parameters?headers" off and tells whether both are well-formed.
bool scanParametersAndHeaders(std::string_view text, Uri& uri)
{
    const std::size_t parametersEnd = endOfUriParameters(text, 0);
    const std::size_t question = findAny<'?'>(text, parametersEnd);
    uri.parameters = text.substr(0, question);
    if (question == text.size())
        return parametersEnd == question;
    uri.headers = text.substr(question + 1);
    return parametersEnd == question && areUriHeaders(uri.headers);
}

bool scanUserInfo(std::string_view text, Uri& uri)
{
    const std::size_t colon = text.find(':');
    uri.user = text.substr(0, colon);
    bool isValid = !uri.user.empty() && consistsOfEscaped(Characters::User, uri.user);
    if (colon != npos) {
        uri.password = text.substr(colon + 1);
        isValid = isValid && consistsOfEscaped(Characters::Password, uri.password);
    }
    return isValid;
}

/// RFC 3261 section 19.1.1: sip:user:password@host:port;uri-parameters?headers
bool scanSipUri(std::string_view rest, Uri& uri)
{
    bool isValid = true;
    // The user part may hold ";" and "?", so it is cut off first.
    std::size_t at = endOf(Characters::User, rest, 0);
    if (at != 0 && at < rest.size() && rest[at] == '@') {
        uri.user = rest.substr(0, at);
        rest.remove_prefix(at + 1);
    } else if (at = rest.find('@'); at != npos) {
        // An "@" in the user part has to be escaped. When it is not, as in sip:me@home.example@proxy.example,
        // the last one is the separator.
        const std::size_t hostEnd = findAny<';', '?'>(rest, at);
        at = rest.rfind('@', hostEnd - 1);
        isValid = scanUserInfo(rest.substr(0, at), uri);
        rest.remove_prefix(at + 1);
    }
    std::size_t hostEnd = endOfPlainHostPort(rest, 0, uri.host, uri.port);
    if (hostEnd == 0 || (hostEnd != rest.size() && rest[hostEnd] != ';' && rest[hostEnd] != '?')) {
        hostEnd = findAny<';', '?'>(rest, 0);
        isValid = scanHostPort(rest.substr(0, hostEnd), uri.host, uri.port) && isValid;
    }
    return hostEnd == rest.size() ? isValid : scanParametersAndHeaders(rest.substr(hostEnd), uri) && isValid;
}

/// RFC 3966: tel:+1-201-555-0123;phone-context=...
bool scanTelUri(std::string_view rest, Uri& uri)
{
    const std::size_t numberEnd = findAny<';', '?'>(rest, 0);
    uri.user = rest.substr(0, numberEnd);
    const std::size_t digits = uri.user.starts_with('+') ? 1 : 0;
    const bool isNumber = uri.user.size() > digits &&
                          uri.user.find_first_not_of("0123456789abcdefABCDEF*#-.()", digits) == npos;
    return scanParametersAndHeaders(rest.substr(numberEnd), uri) && uri.headers.empty() && isNumber;
}

} // namespace

std::size_t endOfPlainHostPort(std::string_view text, std::size_t from, std::string_view& host,
                               std::optional<std::uint16_t>& port)
{
    const std::size_t hostEnd = endOf(Characters::Host, text, from);
    host = text.substr(from, hostEnd - from);
    if (hostEnd == from || hostEnd == text.size() || text[hostEnd] != ':')
        return hostEnd;
    constexpr unsigned highestPort = 65'535;
    unsigned number = 0;
    std::size_t end = hostEnd + 1;
    for (; end < text.size() && base::isDigit(text[end]) && number <= highestPort; ++end)
        number = number * 10 + static_cast<unsigned>(text[end] - '0');
    if (end == hostEnd + 1 || number > highestPort)
        return from;
    port = static_cast<std::uint16_t>(number);
    return end;
}

bool scanHostPort(std::string_view text, std::string_view& host, std::optional<std::uint16_t>& port)
{
    std::size_t end = endOfPlainHostPort(text, 0, host, port);
    if (end != 0 && end == text.size())
        return true;
    port.reset();
    end = endOf(Characters::Host, text, 0);
    bool isValid = true;
    if (text.starts_with('[')) {
        const std::size_t close = text.find(']');
        host = text.substr(1, close == npos ? npos : close - 1);
        end = close == npos ? text.size() : close + 1;
        // Only the letters are checked: RFC 5118 section 4.10 asks to take "[2001:db8:::192.0.2.1]" too.
        isValid = close != npos && host.find(':') != npos &&
                  host.find_first_not_of("0123456789abcdefABCDEF:.") == npos;
    } else {
        if (end < text.size() && text[end] != ':')
            end = std::min(text.find(':', end), text.size());
        // An IPv6 address without brackets cannot be told from a port (RFC 5118 section 4.3): all is host.
        if (text.find(':', end + 1) != npos)
            end = text.size();
        host = text.substr(0, end);
        isValid = !host.empty() && consistsOf(Characters::Host, host);
    }
    if (end == text.size())
        return isValid;
    port = base::parseDecimal<std::uint16_t>(text.substr(end + 1));
    return isValid && text[end] == ':' && port.has_value();
}

bool scanUri(std::string_view text, Uri& uri)
{
    if (text.starts_with("sip:")) { // the spelling of nearly everyone
        uri.scheme = text.substr(0, 3);
        return scanSipUri(text.substr(4), uri);
    }
    const std::size_t colon = text.find(':');
    if (colon == npos || colon == 0 || !base::isAlpha(text.front()) ||
        !consistsOf(Characters::Scheme, text.substr(0, colon))) {
        // No scheme, as in "To: alan@example.com" of old implementations: read as if it were sip:.
        static_cast<void>(scanSipUri(text, uri));
        return false;
    }
    uri.scheme = text.substr(0, colon);
    const std::string_view rest = text.substr(colon + 1);
    if (base::equalsIgnoringCase(uri.scheme, "sip") || base::equalsIgnoringCase(uri.scheme, "sips"))
        return scanSipUri(rest, uri);
    if (base::equalsIgnoringCase(uri.scheme, "tel"))
        return scanTelUri(rest, uri);
    uri.host = rest;
    return !rest.empty() && consistsOfEscaped(Characters::AnyUri, rest);
}

std::optional<Uri> Uri::parse(std::string_view text)
{
    Uri uri;
    if (!scanUri(text, uri))
        return std::nullopt;
    return uri;
}

} // namespace core::sip
