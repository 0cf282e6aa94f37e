// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string_view>

namespace core::base {

struct CodePoint {
    char32_t value = 0;
    /// Bytes; 0 when the text does not begin with UTF-8.
    std::size_t length = 0;
};

/// The first character of `text`, which must not be empty. RFC 3629 section 4: no overlong forms, no
/// surrogates, nothing above U+10FFFF.
[[nodiscard]] inline CodePoint firstCodePoint(std::string_view text)
{
    const auto at = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned lead = at(0);
    if (lead < 0x80)
        return {lead, 1};
    const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4 || text.size() < length)
        return {};
    // The second byte alone decides about overlong forms, surrogates and the upper end.
    const unsigned lowest = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    const unsigned highest = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    if (at(1) < lowest || at(1) > highest)
        return {};
    char32_t value = (lead & (0x7FU >> length)) << 6U | (at(1) & 0x3FU);
    for (std::size_t i = 2; i < length; ++i) {
        if ((at(i) & 0xC0U) != 0x80U)
            return {};
        value = value << 6U | (at(i) & 0x3FU);
    }
    return {value, length};
}

} // namespace core::base
