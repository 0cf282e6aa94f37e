// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/filter/quoted_text.h"

#include "core/base/ascii.h"

#include <algorithm>

namespace core::filter {
namespace {

int hexDigit(char c)
{
    const char lower = base::toLower(c);
    if (base::isDigit(c))
        return c - '0';
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

/// What one backslash sequence at the start of `rest` stands for; takes it off.
std::string takeEscape(std::string_view& rest, bool isPattern)
{
    const char c = rest.size() > 1 ? rest[1] : '\\';
    const auto taken = [&](std::size_t length, std::string meaning) {
        rest.remove_prefix(std::min(length, rest.size()));
        return meaning;
    };
    if (c == '\\' || c == '"' || c == '\'')
        return taken(2, {c});
    if (!isPattern && c == 'n')
        return taken(2, "\n");
    if (!isPattern && c == 'r')
        return taken(2, "\r");
    if (!isPattern && c == 't')
        return taken(2, "\t");
    if (!isPattern && c == 'x' && rest.size() >= 4 && hexDigit(rest[2]) >= 0 && hexDigit(rest[3]) >= 0)
        return taken(4, {static_cast<char>(hexDigit(rest[2]) * 16 + hexDigit(rest[3]))});
    return taken(2, {'\\', c});
}

} // namespace

std::string inQuotes(std::string_view text)
{
    constexpr std::size_t longest = 60;
    return '\'' + std::string{text.substr(0, longest)} + (text.size() > longest ? "...'" : "'");
}

std::string contentOf(const Lexeme& lexeme, bool isPattern)
{
    if (lexeme.kind == Lexeme::Kind::Raw)
        return std::string{lexeme.text.substr(2, lexeme.text.size() - 3)};
    if (lexeme.kind != Lexeme::Kind::Quoted)
        return std::string{lexeme.text};
    std::string content;
    std::string_view rest = lexeme.text.substr(1, lexeme.text.size() - 2);
    while (!rest.empty()) {
        if (rest.front() == '\\') {
            content += takeEscape(rest, isPattern);
        } else {
            content += rest.front();
            rest.remove_prefix(1);
        }
    }
    return content;
}

} // namespace core::filter
