// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/flow/printable.h"

#include <array>
#include <cstddef>

namespace core::flow {
namespace {

struct CodePoint {
    std::uint32_t value = 0;
    /// Bytes; 0 when the text does not begin with valid UTF-8.
    std::size_t length = 0;
};

/// RFC 3629: no overlong forms, no surrogates, at most U+10FFFF.
CodePoint firstCodePoint(std::string_view text)
{
    const auto byteAt = [&](std::size_t index) { return static_cast<unsigned char>(text[index]); };
    const unsigned lead = byteAt(0);
    if (lead < 0x80)
        return {lead, 1};
    const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4 || text.size() < length)
        return {};
    std::uint32_t value = lead & (0x7FU >> length);
    for (std::size_t index = 1; index < length; ++index) {
        if ((byteAt(index) & 0xC0U) != 0x80U)
            return {};
        value = value << 6U | (byteAt(index) & 0x3FU);
    }
    static constexpr std::array<std::uint32_t, 5> smallest{0, 0, 0x80, 0x800, 0x10000};
    const bool isSurrogate = value >= 0xD800 && value <= 0xDFFF;
    return value < smallest[length] || isSurrogate || value > 0x10FFFF ? CodePoint{}
                                                                       : CodePoint{value, length};
}

bool isPrintable(std::uint32_t value)
{
    const bool isControl = value < 0x20 || (value >= 0x7F && value < 0xA0);
    const bool turnsDirection = value == 0x061C || (value >= 0x200B && value <= 0x200F) ||
                                (value >= 0x2028 && value <= 0x202E) ||
                                (value >= 0x2060 && value <= 0x206F) || value == 0xFEFF;
    return !isControl && !turnsDirection;
}

void addEscaped(std::vector<std::string>& cells, std::string_view bytes)
{
    static constexpr std::string_view digits = "0123456789ABCDEF";
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        for (const char shown : {'\\', 'x', digits[byte >> 4U], digits[byte & 0xFU]})
            cells.emplace_back(1, shown);
    }
}

} // namespace

std::vector<std::string> printableCells(std::string_view text, Characters characters)
{
    std::vector<std::string> cells;
    while (!text.empty()) {
        const CodePoint next = firstCodePoint(text);
        const std::size_t length = next.length == 0 ? 1 : next.length;
        const bool isWanted = next.length == 1 || (next.length > 1 && characters == Characters::Utf8);
        if (isWanted && isPrintable(next.value))
            cells.emplace_back(text.substr(0, length));
        else
            addEscaped(cells, text.substr(0, length));
        text.remove_prefix(length);
    }
    return cells;
}

} // namespace core::flow
