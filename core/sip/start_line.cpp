// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sip/start_line.h"

#include "core/sip/characters.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace core::sip {

namespace {

constexpr std::array<std::string_view, 14> knownMethods = {
    "INVITE", "ACK",   "BYE",     "CANCEL", "REGISTER",  "OPTIONS", "INFO",
    "UPDATE", "PRACK", "MESSAGE", "NOTIFY", "SUBSCRIBE", "REFER",   "PUBLISH",
};

/// Longer tokens at the start are no method. The longest in RFC 4475 has 43 characters.
constexpr std::size_t longestMethod = 128;

/// Garbage in front of a message is shorter than the IPv4 and UDP headers of a tunnelled packet: what such a
/// packet carries is found when the tunnel is decoded, with the addresses that belong to it.
constexpr std::size_t longestGarbage = 27;

bool isSipVersion(std::string_view text)
{
    return text.size() > 4 && base::startsWithIgnoringCase(text, "SIP/") && base::isDigit(text[4]);
}

/// "HTTP/1.1", "RTSP/1.0": the version that ends a request line of another protocol.
bool isForeignVersion(std::string_view text)
{
    const std::size_t slash = text.find('/');
    return slash != npos && slash != 0 && slash + 1 < text.size() && base::isDigit(text[slash + 1]) &&
           std::all_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(slash), base::isAlpha);
}

bool beginsWithTelephonyScheme(std::string_view text)
{
    return base::startsWithIgnoringCase(text, "sip:") || base::startsWithIgnoringCase(text, "sips:") ||
           base::startsWithIgnoringCase(text, "tel:");
}

void checkVersion(StartLine& line)
{
    if (!base::equalsIgnoringCase(line.version, "SIP/2.0"))
        line.defects.add(Defect::VersionUnsupported);
}

/// RFC 3261 section 7.2: SIP-Version SP Status-Code SP Reason-Phrase
void splitStatusLine(std::string_view text, StartLine& line)
{
    line.kind = Kind::Response;
    std::size_t position = findAny<' ', '\t'>(text, 0);
    line.version = text.substr(0, position);
    checkVersion(line);

    const std::size_t digits = skipWhitespace(text, position);
    const std::size_t digitsEnd = endOf(Characters::Digit, text, digits);
    unsigned status = 0;
    for (const char c : text.substr(digits, digitsEnd - digits))
        status = std::min(status * 10 + static_cast<unsigned>(c - '0'), 65'535U);
    line.status = status;
    line.reason = base::trimmed(text.substr(digitsEnd));
    const bool isWellFormed = digits == position + 1 && text[position] == ' ' && digitsEnd - digits >= 1 &&
                              digitsEnd < text.size() && text[digitsEnd] == ' ';
    if (!isWellFormed)
        line.defects.add(Defect::StartLineMalformed);
    if (digitsEnd - digits != 3 || status < 100 || status > 699)
        line.defects.add(Defect::StatusCodeOutOfRange);
}

/// RFC 3261 section 7.1: Method SP Request-URI SP SIP-Version. `text` is the line without its end.
bool splitRequestLine(std::string_view text, std::size_t methodEnd, StartLine& line)
{
    line.kind = Kind::Request;
    line.method = text.substr(0, methodEnd);
    const std::string_view whole = text;
    text = base::trimmed(text);
    if (text.size() <= methodEnd)
        return false;
    const std::string_view rest = base::trimmed(text.substr(methodEnd));
    const std::size_t lastGap = rest.find_last_of(" \t");
    const std::string_view last = lastGap == npos ? rest : rest.substr(lastGap + 1);
    if (isSipVersion(last)) {
        line.version = last;
        checkVersion(line);
        line.requestUri = base::trimmed(rest.substr(0, rest.size() - last.size()));
        const bool isWellFormed =
            !line.requestUri.empty() && text.size() == whole.size() && whole[methodEnd] == ' ' &&
            methodEnd + 1 + line.requestUri.size() + 1 + last.size() == text.size() && rest[lastGap] == ' ';
        if (!isWellFormed)
            line.defects.add(Defect::StartLineMalformed);
        return true;
    }
    // Without a version only what nobody else sends: a known method and a telephony URI.
    if (!isKnownMethod(line.method) || !beginsWithTelephonyScheme(rest) || isForeignVersion(last))
        return false;
    line.requestUri = rest;
    line.defects.add(Defect::StartLineMalformed);
    return true;
}

/// "INVITEsip:bob@example.com SIP/2.0": the token before the colon is method and scheme in one.
std::size_t endOfGluedMethod(std::string_view token)
{
    for (const std::string_view method : knownMethods) {
        if (token.starts_with(method) && beginsWithTelephonyScheme(token.substr(method.size())))
            return method.size();
    }
    return 0;
}

/// Envelopes and logs that carry SIP text behind their own header have decoders of their own.
bool isEnvelope(std::string_view text)
{
    return text.starts_with("HEP3") || text.starts_with("\x01\x10") || text.starts_with("\x02\x10") ||
           (text.size() > 1 && text[0] == '<' && base::isDigit(text[1])); // syslog
}

} // namespace

bool isKnownMethod(std::string_view method)
{
    return std::find(knownMethods.begin(), knownMethods.end(), method) != knownMethods.end();
}

std::size_t garbageBeforeMethod(std::string_view token)
{
    std::size_t longest = 0;
    for (const std::string_view method : knownMethods) {
        if (token.ends_with(method))
            longest = std::max(longest, method.size());
    }
    return longest == 0 ? 0 : token.size() - longest;
}

std::size_t startLineWithin(std::string_view line)
{
    StartLine ignored;
    if (readStartLine(line, 0, ignored))
        return 0;
    while (line.ends_with('\n') || line.ends_with('\r'))
        line.remove_suffix(1);
    constexpr std::string_view version = "SIP/2.0";
    if (line.ends_with(version)) {
        // A request line: from the version back over URI and method.
        const std::string_view front = line.substr(0, line.size() - version.size());
        const std::size_t uriEnd = front.find_last_not_of(' ');
        const std::size_t gap = uriEnd == npos ? npos : front.find_last_of(' ', uriEnd);
        if (gap == npos || uriEnd + 1 == front.size() || front.find(':', gap) == npos)
            return npos;
        std::size_t begin = gap;
        while (begin > 0 && is(line[begin - 1], Characters::Token))
            --begin;
        begin += garbageBeforeMethod(line.substr(begin, gap - begin));
        return begin == gap ? npos : begin;
    }
    for (std::size_t at = line.find(version); at != npos; at = line.find(version, at + 1)) {
        const std::string_view status = line.substr(at + version.size());
        if (status.size() >= 4 && status[0] == ' ' && base::isDigit(status[1]) && base::isDigit(status[2]) &&
            base::isDigit(status[3]))
            return at;
    }
    return npos;
}

bool readStartLine(std::string_view text, std::size_t begin, StartLine& line)
{
    line.begin = begin;
    const std::string_view rest = text.substr(begin);
    const bool isStatusLine = isSipVersion(rest);
    std::size_t methodEnd = 0;
    if (!isStatusLine) {
        methodEnd = endOf(Characters::Token, rest.substr(0, longestMethod), 0);
        if (methodEnd == 0 || methodEnd == rest.size())
            return false;
        if (rest[methodEnd] == ':')
            methodEnd = endOfGluedMethod(rest.substr(0, methodEnd + 1));
        else if (!base::isSpaceOrTab(rest[methodEnd]))
            return false;
        if (methodEnd == 0)
            return false;
    }
    const std::size_t lineEnd = rest.find('\n');
    line.end = lineEnd == npos ? text.size() : begin + lineEnd + 1;
    std::string_view content = rest.substr(0, lineEnd);
    if (content.ends_with('\r'))
        content.remove_suffix(1);
    else if (lineEnd != npos)
        line.defects.add(Defect::LineEndsWithoutCarriageReturn);
    if (!isStatusLine)
        return splitRequestLine(content, methodEnd, line);
    splitStatusLine(content, line);
    return true;
}

bool findStartLine(std::string_view text, StartLine& line)
{
    // RFC 3261 section 7.5: empty lines before the start line are ignored. NULs and spaces are not in the
    // RFC, but come from devices that pad their keep-alives.
    std::size_t begin = 0;
    bool hasOther = false;
    for (; begin < text.size(); ++begin) {
        const char c = text[begin];
        if (c == '\0' || c == ' ' || c == '\t')
            hasOther = true;
        else if (c != '\r' && c != '\n')
            break;
    }
    if (begin == text.size())
        return false;
    if (readStartLine(text, begin, line)) {
        if (hasOther)
            line.defects.add(Defect::LeadingGarbage);
        return true;
    }
    if (isEnvelope(text))
        return false;
    line = {};
    for (std::size_t at = 0; at <= std::min(text.size(), longestGarbage);) {
        const std::size_t next = text.find('\n', at);
        if (next == npos)
            return false;
        const std::size_t offset = startLineWithin(text.substr(at, next + 1 - at));
        if (offset != npos && at + offset <= longestGarbage && readStartLine(text, at + offset, line)) {
            line.defects.add(Defect::LeadingGarbage);
            return true;
        }
        at = next + 1;
    }
    return false;
}

} // namespace core::sip
