// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/filled_text.h"

#include "core/base/ascii.h"

namespace core::base {

std::string filled(std::string_view text, std::span<const std::string> arguments)
{
    std::string result;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const bool isPlace =
            text[at] == '%' && at + 1 < text.size() && isDigit(text[at + 1]) && text[at + 1] != '0';
        if (!isPlace) {
            result += text[at];
            continue;
        }
        const auto index = static_cast<std::size_t>(text[++at] - '1');
        if (index < arguments.size())
            result += arguments[index];
    }
    return result;
}

} // namespace core::base
