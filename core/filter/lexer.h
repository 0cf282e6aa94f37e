// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace core::filter {

/// What a word, or two, does between or before comparisons.
enum class Symbol : std::uint8_t {
    None,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Contains,
    Matches,
    In,
    And,
    Or,
    Not,
};

/// The smallest pieces of a filter text. `Lexeme::text` is the piece as typed, quotes included.
struct Lexeme {
    enum class Kind : std::uint8_t {
        Word,         ///< may also be a keyword, see `symbol`
        Quoted,       ///< "..." or '...'
        Raw,          ///< r"...": backslashes are just backslashes
        Unterminated, ///< a quoted text whose end is missing
        Operator,     ///< see `symbol`; None when it is no operator of ours ("=", "&")
        OpenBracket,
        CloseBracket,
        OpenBrace,
        CloseBrace,
        Comma,
        Range, ///< ".." within braces
        End,
    };

    Kind kind = Kind::End;
    Symbol symbol = Symbol::None;
    std::size_t offset = 0;
    std::string_view text;

    [[nodiscard]] std::size_t end() const { return offset + text.size(); }

    [[nodiscard]] bool isText() const { return kind == Kind::Quoted || kind == Kind::Raw; }
};

/// Splits any text; the last lexeme is always End.
[[nodiscard]] std::vector<Lexeme> lexemes(std::string_view text);

/// "==" and "eq" and the like, any case.
[[nodiscard]] Symbol symbolOf(std::string_view word);

} // namespace core::filter
