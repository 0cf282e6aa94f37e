// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sip/recogniser.h"

#include "core/base/ascii.h"
#include "core/sip/start_line.h"

#include <algorithm>

namespace core::sip {

namespace {

/// Keep-alives of at most four bytes that are not blank: "jaK" and its NUL from clients of one vendor,
/// dots and dashes from others.
bool isShortKeepAlive(std::string_view text)
{
    if (text == "jaK" || text == std::string_view("jaK\0", 4) || text == "png" || text == "ping")
        return true;
    return text.size() <= 4 && text.find_first_not_of(".-", 0) == std::string_view::npos;
}

bool isBlank(std::string_view text)
{
    return std::all_of(text.begin(), text.end(),
                       [](char c) { return base::isLinearWhitespace(c) || c == '\0'; });
}

} // namespace

Likeness likeness(std::span<const std::byte> payload)
{
    const std::string_view text = base::asText(payload);
    if (text.empty())
        return Likeness::NotSip;
    StartLine line;
    if (findStartLine(text, line))
        return Likeness::Sip;
    return isBlank(text) || isShortKeepAlive(text) ? Likeness::KeepAlive : Likeness::NotSip;
}

} // namespace core::sip
