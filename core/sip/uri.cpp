// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sip/uri.h"

#include "core/sip/characters.h"
#include "core/sip/uri_scanner.h"

namespace core::sip {

namespace {

constexpr auto npos = std::string_view::npos;

/// Takes the part before the first of `delimiters` off `text`; the delimiter stays.
std::string_view takeUntil(std::string_view& text, std::string_view delimiters)
{
    const std::size_t end = std::min(text.find_first_of(delimiters), text.size());
    const std::string_view part = text.substr(0, end);
    text.remove_prefix(end);
    return part;
}

/// *( ";" pname [ "=" pvalue ] )
bool areUriParameters(std::string_view text)
{
    while (!text.empty()) {
        text.remove_prefix(1);
        std::string_view parameter = takeUntil(text, ";");
        const std::string_view name = takeUntil(parameter, "=");
        if (name.empty() || !consistsOfEscaped(Characters::UriParameter, name))
            return false;
        if (parameter.empty())
            continue;
        parameter.remove_prefix(1);
        if (parameter.empty() || !consistsOfEscaped(Characters::UriParameter, parameter))
            return false;
    }
    return true;
}

/// hname "=" hvalue *( "&" hname "=" hvalue )
bool areUriHeaders(std::string_view text)
{
    for (;;) {
        std::string_view header = takeUntil(text, "&");
        const std::string_view name = takeUntil(header, "=");
        if (name.empty() || header.empty() || !consistsOfEscaped(Characters::UriHeader, name) ||
            !consistsOfEscaped(Characters::UriHeader, header.substr(1)))
            return false;
        if (text.empty())
            return true;
        text.remove_prefix(1);
    }
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
    // The user part may hold ";" and "?", so it is cut off first. An "@" in it has to be escaped; when it
    // is not, as in sip:me@home.example@proxy.example, the last one is the separator.
    std::size_t at = rest.find('@');
    if (at != npos) {
        const std::size_t hostEnd = std::min(rest.find_first_of(";?", at), rest.size());
        at = rest.rfind('@', hostEnd - 1);
        isValid = scanUserInfo(rest.substr(0, at), uri);
        rest.remove_prefix(at + 1);
    }
    const std::string_view hostPort = takeUntil(rest, ";?");
    isValid = scanHostPort(hostPort, uri.host, uri.port) && isValid;
    uri.parameters = takeUntil(rest, "?");
    if (!rest.empty()) {
        uri.headers = rest.substr(1);
        isValid = areUriHeaders(uri.headers) && isValid;
    }
    return areUriParameters(uri.parameters) && isValid;
}

/// RFC 3966: tel:+1-201-555-0123;phone-context=...
bool scanTelUri(std::string_view rest, Uri& uri)
{
    uri.user = takeUntil(rest, ";?");
    uri.parameters = takeUntil(rest, "?");
    const std::size_t digits = uri.user.starts_with('+') ? 1 : 0;
    const bool isNumber = uri.user.size() > digits &&
                          uri.user.find_first_not_of("0123456789abcdefABCDEF*#-.()", digits) == npos;
    return isNumber && rest.empty() && areUriParameters(uri.parameters);
}

} // namespace

bool scanHostPort(std::string_view text, std::string_view& host, std::optional<std::uint16_t>& port)
{
    bool isValid = true;
    std::size_t end = 0;
    if (text.starts_with('[')) {
        const std::size_t close = text.find(']');
        host = text.substr(1, close == npos ? npos : close - 1);
        end = close == npos ? text.size() : close + 1;
        // Only the letters are checked: RFC 5118 section 4.10 asks to take "[2001:db8:::192.0.2.1]" too.
        isValid = close != npos && host.find(':') != npos &&
                  host.find_first_not_of("0123456789abcdefABCDEF:.") == npos;
    } else {
        end = endOf(Characters::Host, text, 0);
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
