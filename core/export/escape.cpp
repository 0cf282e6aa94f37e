// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/export/escape.h"

#include "core/base/utf8.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace core::exporting {
namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD"; // U+FFFD

bool isControl(char32_t value)
{
    return value < 0x20 || (value >= 0x7F && value < 0xA0);
}

/// The longest start of `text` that can be copied as it is: printable ASCII without `special`.
std::size_t plainLength(std::string_view text, std::string_view special)
{
    const auto* end = std::find_if(text.begin(), text.end(), [&](char c) {
        return c < ' ' || c > '~' || special.find(c) != std::string_view::npos;
    });
    return static_cast<std::size_t>(end - text.begin());
}

void appendHex(std::string& output, std::string_view bytes)
{
    static constexpr std::string_view digits = "0123456789ABCDEF";
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        output += {'\\', 'x', digits[byte >> 4U], digits[byte & 0xFU]};
    }
}

void appendUnicodeEscape(std::string& output, std::uint32_t value)
{
    static constexpr std::string_view digits = "0123456789abcdef";
    output += {'\\', 'u', '0', '0', digits[value >> 4U & 0xFU], digits[value & 0xFU]};
}

/// The letter of a short escape; NUL when there is none.
char shortEscape(std::uint32_t value)
{
    switch (value) {
    case '\t':
        return 't';
    case '\r':
        return 'r';
    case '\n':
        return 'n';
    case '\\':
        return '\\';
    default:
        return '\0';
    }
}

/// Walks over `text`: plain stretches are copied, each other character or byte that is no UTF-8 (length 0)
/// goes to `special`.
template <typename Special>
void transcribe(std::string& output, std::string_view text, std::string_view specialCharacters,
                Special special)
{
    while (!text.empty()) {
        const std::size_t plain = plainLength(text, specialCharacters);
        output += text.substr(0, plain);
        text.remove_prefix(plain);
        if (text.empty())
            return;
        const base::CodePoint next = base::firstCodePoint(text);
        const std::string_view bytes = text.substr(0, std::max<std::size_t>(next.length, 1));
        special(next, bytes);
        text.remove_prefix(bytes.size());
    }
}

} // namespace

void appendTsv(std::string& output, std::string_view text)
{
    transcribe(output, text, "\\", [&](const base::CodePoint& next, std::string_view bytes) {
        if (const char letter = shortEscape(next.value); letter != '\0' && next.length == 1)
            output += {'\\', letter};
        else if (next.length == 0 || isControl(next.value))
            appendHex(output, bytes);
        else
            output += bytes;
    });
}

void appendCsv(std::string& output, std::string_view text)
{
    const bool isFormula =
        !text.empty() && std::string_view{"=+-@\t\r"}.find(text.front()) != std::string_view::npos;
    const bool needsQuotes = text.find_first_of("\",\r\n") != std::string_view::npos;
    if (needsQuotes)
        output += '"';
    if (isFormula)
        output += '\'';
    transcribe(output, text, "\"", [&](const base::CodePoint& next, std::string_view bytes) {
        if (next.length == 0)
            output += replacement;
        else
            output += next.value == '"' ? std::string_view{"\"\""} : bytes;
    });
    if (needsQuotes)
        output += '"';
}

void appendJson(std::string& output, std::string_view text)
{
    output += '"';
    transcribe(output, text, "\"\\", [&](const base::CodePoint& next, std::string_view bytes) {
        if (next.length == 0)
            output += replacement;
        else if (next.value == '"')
            output += "\\\"";
        else if (const char letter = shortEscape(next.value); letter != '\0')
            output += {'\\', letter};
        else if (isControl(next.value))
            appendUnicodeEscape(output, next.value);
        else
            output += bytes;
    });
    output += '"';
}

std::string asUtf8(std::string_view text)
{
    std::string output;
    transcribe(output, text, {}, [&](const base::CodePoint& next, std::string_view bytes) {
        output += next.length == 0 ? replacement : bytes;
    });
    return output;
}

} // namespace core::exporting
