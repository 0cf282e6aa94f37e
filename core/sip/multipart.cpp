// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sip/multipart.h"

#include "core/sip/characters.h"
#include "core/sip/header_name.h"
#include "core/sip/uri.h"

namespace core::sip {

namespace {

/// Multiparts nested deeper than anybody sends them are not searched.
constexpr unsigned deepestNesting = 4;

/// RFC 2046 section 5.1.1 allows 70 characters. The search takes time in proportion.
constexpr std::size_t longestBoundary = 200;

struct Part {
    std::string_view contentType;
    std::string_view body;
};

/// Takes one line off `rest`, without its line end.
std::string_view takeLine(std::string_view& rest)
{
    const std::size_t newline = rest.find('\n');
    std::string_view line = rest.substr(0, newline);
    rest.remove_prefix(newline == npos ? rest.size() : newline + 1);
    if (line.ends_with('\r'))
        line.remove_suffix(1);
    return line;
}

/// Headers, an empty line, and the content. Without headers a part is plain text (RFC 2046 section 5.1).
Part splitPart(std::string_view text)
{
    Part part;
    while (!text.empty()) {
        const std::string_view line = takeLine(text);
        if (line.empty())
            break;
        const std::size_t colon = line.find(':');
        if (colon != npos && headerName(base::trimmed(line.substr(0, colon))) == HeaderName::ContentType) {
            const char* begin = line.data() + colon + 1;
            const char* end = line.data() + line.size();
            while (!text.empty() && base::isSpaceOrTab(text.front())) {
                const std::string_view continuation = takeLine(text);
                end = continuation.data() + continuation.size();
            }
            part.contentType = base::trimmed({begin, static_cast<std::size_t>(end - begin)});
        }
    }
    part.body = text;
    return part;
}

/// Position of "--boundary" at the start of a line at or after `from`; npos when there is none.
std::size_t findDelimiter(std::string_view body, std::string_view boundary, std::size_t from)
{
    for (std::size_t at = body.find(boundary, from); at != npos; at = body.find(boundary, at + 1)) {
        if (at >= 2 && body.substr(at - 2, 2) == "--" && (at == 2 || body[at - 3] == '\n'))
            return at - 2;
    }
    return npos;
}

std::string_view findSdpPart(std::string_view contentType, std::string_view body, unsigned depth)
{
    const std::size_t semicolon = contentType.find(';');
    if (semicolon == npos || depth == deepestNesting)
        return {};
    const std::string_view boundary =
        findParameter(contentType.substr(semicolon), "boundary").value_or(std::string_view{});
    if (boundary.empty() || boundary.size() > longestBoundary)
        return {};
    std::size_t at = findDelimiter(body, boundary, 0);
    while (at != npos) {
        std::string_view rest = body.substr(at + 2 + boundary.size());
        if (rest.starts_with("--")) // the closing delimiter
            return {};
        static_cast<void>(takeLine(rest));
        const std::size_t begin = body.size() - rest.size();
        at = findDelimiter(body, boundary, begin);
        std::string_view text = body.substr(begin, at == npos ? npos : at - begin);
        if (at != npos) { // the line end before a delimiter belongs to the delimiter
            text.remove_suffix(text.ends_with("\r\n") ? 2 : text.ends_with('\n') ? 1 : 0);
        }
        const Part part = splitPart(text);
        if (isSdpType(part.contentType))
            return part.body;
        if (isMultipartType(part.contentType)) {
            const std::string_view found = findSdpPart(part.contentType, part.body, depth + 1);
            if (!found.empty())
                return found;
        }
    }
    return {};
}

/// "type / subtype" with white space allowed around the slash.
bool hasType(std::string_view contentType, std::string_view type, std::string_view subtype)
{
    const std::string_view media = contentType.substr(0, contentType.find(';'));
    const std::size_t slash = media.find('/');
    return slash != npos && base::equalsIgnoringCase(base::trimmed(media.substr(0, slash)), type) &&
           (subtype.empty() || base::equalsIgnoringCase(base::trimmed(media.substr(slash + 1)), subtype));
}

} // namespace

bool isSdpType(std::string_view contentType)
{
    return contentType == "application/sdp" || hasType(contentType, "application", "sdp");
}

bool isMultipartType(std::string_view contentType)
{
    return hasType(contentType, "multipart", {});
}

std::string_view findSdpPart(std::string_view contentType, std::string_view body)
{
    return findSdpPart(contentType, body, 0);
}

} // namespace core::sip
