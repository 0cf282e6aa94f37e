// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ascii.h"

#include <array>
#include <cstdint>
#include <string_view>

// Character classes of RFC 3261 section 25.1, one table look-up each. Percent escapes of URIs are not in the
// tables; see consistsOfEscaped().
namespace core::sip {

inline constexpr auto npos = std::string_view::npos;

enum class Characters : std::uint16_t {
    Token = 1U << 0U,
    User = 1U << 1U,
    Password = 1U << 2U,
    Host = 1U << 3U,
    UriParameter = 1U << 4U,
    UriHeader = 1U << 5U,
    AnyUri = 1U << 6U,
    /// gen-value without quotes: a token or a host, IPv6 with or without brackets (RFC 5118 section 4.5).
    Value = 1U << 7U,
    /// word, which Call-ID is made of.
    Word = 1U << 8U,
    Hexadecimal = 1U << 9U,
    Scheme = 1U << 10U,
    /// CR, LF, space, tab: what LWS is made of.
    Whitespace = 1U << 11U,
    Digit = 1U << 12U,
};

namespace detail {

constexpr std::array<std::uint16_t, 256> characterTable()
{
    std::array<std::uint16_t, 256> table{};
    const auto mark = [&table](std::string_view characters, auto... classes) {
        for (const char c : characters)
            table[static_cast<unsigned char>(c)] = static_cast<std::uint16_t>(
                table[static_cast<unsigned char>(c)] | (static_cast<unsigned>(classes) | ...));
    };
    using enum Characters;
    mark("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", Token, User, Password, Host,
         UriParameter, UriHeader, AnyUri, Value, Word, Scheme);
    mark("0123456789abcdefABCDEF", Hexadecimal);
    mark("0123456789", Digit);
    mark("-.!%*_+`'~", Token, Value, Word);
    mark("()<>:\\\"/[]?{}", Word);
    mark("-_.!~*'()", User, Password, UriParameter, UriHeader, AnyUri); // mark
    mark("&=+$,;?/", User);
    mark("&=+$,", Password);
    mark("[]/:&+$", UriParameter);
    mark("[]/?:+$", UriHeader);
    mark(";/?:@&=+$,[]", AnyUri);
    mark("[]:", Value);
    // The grammar has no underscore in host names, but names such as "sip_proxy.example" are common and
    // no implementation is known to refuse them.
    mark("-._", Host);
    mark("+-.", Scheme);
    mark("\r\n \t", Whitespace);
    return table;
}

inline constexpr std::array<std::uint16_t, 256> characterClasses = characterTable();

} // namespace detail

[[nodiscard]] constexpr bool is(char c, Characters characters)
{
    return (detail::characterClasses[static_cast<unsigned char>(c)] & static_cast<unsigned>(characters)) != 0;
}

/// Position of the first character at or after `from` that is not in the class; text.size() when all are.
[[nodiscard]] constexpr std::size_t endOf(Characters characters, std::string_view text, std::size_t from)
{
    while (from < text.size() && is(text[from], characters))
        ++from;
    return from;
}

[[nodiscard]] constexpr bool consistsOf(Characters characters, std::string_view text)
{
    return endOf(characters, text, 0) == text.size();
}

/// The same, and "%" with two hexadecimal digits is allowed everywhere.
[[nodiscard]] constexpr std::size_t endOfEscaped(Characters characters, std::string_view text,
                                                 std::size_t from)
{
    for (;;) {
        from = endOf(characters, text, from);
        const bool isEscape = text.size() - from > 2 && text[from] == '%' &&
                              is(text[from + 1], Characters::Hexadecimal) &&
                              is(text[from + 2], Characters::Hexadecimal);
        if (!isEscape)
            return from;
        from += 3;
    }
}

[[nodiscard]] constexpr bool consistsOfEscaped(Characters characters, std::string_view text)
{
    return endOfEscaped(characters, text, 0) == text.size();
}

/// Position of the first of the delimiters at or after `from`; text.size() when there is none. Much faster on
/// short texts than find_first_of, which calls memchr for each character.
template <char... delimiters>
[[nodiscard]] constexpr std::size_t findAny(std::string_view text, std::size_t from)
{
    while (from < text.size() && ((text[from] != delimiters) && ...))
        ++from;
    return from;
}

/// Position behind any white space, line folds included.
[[nodiscard]] constexpr std::size_t skipWhitespace(std::string_view text, std::size_t from)
{
    return endOf(Characters::Whitespace, text, from);
}

} // namespace core::sip
