// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sip/message.h"

#include "core/base/ascii.h"
#include "core/sip/message_parser.h"

#include <algorithm>

namespace core::sip {

bool Message::parse(std::span<const std::byte> bytes, Framing framing)
{
    return MessageParser(*this, bytes, framing).run();
}

std::string_view Message::header(HeaderName name) const
{
    const auto found = std::find_if(m_headers.begin(), m_headers.end(),
                                    [name](const HeaderField& field) { return field.name == name; });
    return found == m_headers.end() ? std::string_view{} : valueOf(*found);
}

std::string_view Message::header(std::string_view name) const
{
    const HeaderName known = headerName(name);
    if (known != HeaderName::Other)
        return header(known);
    const auto found = std::find_if(m_headers.begin(), m_headers.end(), [&](const HeaderField& field) {
        return field.name == HeaderName::Other && sameHeader(nameOf(field), name);
    });
    return found == m_headers.end() ? std::string_view{} : valueOf(*found);
}

bool Message::hasHeader(HeaderName name) const
{
    return std::any_of(m_headers.begin(), m_headers.end(),
                       [name](const HeaderField& field) { return field.name == name; });
}

std::string_view Message::userAgent() const
{
    if (m_kind == Kind::Response && hasHeader(HeaderName::Server))
        return header(HeaderName::Server);
    return header(HeaderName::UserAgent);
}

std::string unfolded(std::string_view value)
{
    std::string text;
    text.reserve(value.size());
    for (std::size_t i = 0; i < value.size();) {
        if (value[i] != '\r' && value[i] != '\n') {
            text.push_back(value[i++]);
            continue;
        }
        // A fold and the white space around it are one space.
        while (!text.empty() && base::isSpaceOrTab(text.back()))
            text.pop_back();
        while (i < value.size() && base::isLinearWhitespace(value[i]))
            ++i;
        text.push_back(' ');
    }
    return text;
}

} // namespace core::sip
