// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/flow/printable.h"

#include "core/base/utf8.h"

#include <cstddef>

namespace core::flow {
namespace {

bool isPrintable(char32_t value)
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
        const base::CodePoint next = base::firstCodePoint(text);
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
