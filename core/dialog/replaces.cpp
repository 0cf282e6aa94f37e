// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/ascii.h"
#include "core/dialog/dialog.h"
#include "core/sip/characters.h"
#include "core/sip/name_addr.h"

#include <algorithm>
#include <charconv>

namespace core::dialog {
namespace {

/// "%3B" -> ";"
std::string unescaped(std::string_view text)
{
    std::string plain;
    plain.reserve(text.size());
    for (std::size_t at = 0; at < text.size(); ++at) {
        const bool isEscape = text[at] == '%' && text.size() - at > 2 &&
                              sip::is(text[at + 1], sip::Characters::Hexadecimal) &&
                              sip::is(text[at + 2], sip::Characters::Hexadecimal);
        if (!isEscape) {
            plain += text[at];
            continue;
        }
        unsigned value = 0;
        std::from_chars(text.data() + at + 1, text.data() + at + 3, value, 16);
        plain += static_cast<char>(value);
        at += 2;
    }
    return plain;
}

} // namespace

std::optional<ReplacedDialog> parseReplaces(std::string_view value)
{
    const std::size_t semicolon = std::min(value.find(';'), value.size());
    const std::string_view parameters = value.substr(semicolon);
    ReplacedDialog replaced;
    replaced.callId = base::trimmed(value.substr(0, semicolon));
    replaced.toTag = sip::findParameter(parameters, "to-tag").value_or(std::string_view{});
    replaced.fromTag = sip::findParameter(parameters, "from-tag").value_or(std::string_view{});
    replaced.isEarlyOnly = sip::findParameter(parameters, "early-only").has_value();
    if (replaced.callId.empty())
        return std::nullopt;
    return replaced;
}

std::optional<ReplacedDialog> replacesOfReferTo(std::string_view value)
{
    const auto address = sip::NameAddr::parse(value);
    if (!address)
        return std::nullopt;
    std::string_view rest = address->uri.headers;
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find('&'), rest.size());
        const std::string_view header = rest.substr(0, end);
        const std::size_t equals = std::min(header.find('='), header.size());
        if (base::equalsIgnoringCase(header.substr(0, equals), "Replaces") && equals != header.size())
            return parseReplaces(unescaped(header.substr(equals + 1)));
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return std::nullopt;
}

} // namespace core::dialog
