// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/filter/filter.h"
#include "core/filter/lexer.h"
#include "core/filter/quoted_text.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace core::filter {

/// The lexemes of a filter with a place in them, and the first mistake that was found.
class LexemeStream {
public:
    explicit LexemeStream(std::string_view text) : m_lexemes(lexemes(text)) {}

    [[nodiscard]] const Lexeme& current() const { return m_lexemes[m_position]; }

    [[nodiscard]] const Lexeme& following() const
    {
        return m_lexemes[std::min(m_position + 1, m_lexemes.size() - 1)];
    }

    [[nodiscard]] bool isAtStart() const { return m_position == 0; }

    /// The one taken last; not at the start.
    [[nodiscard]] const Lexeme& previous() const { return m_lexemes[m_position - 1]; }

    const Lexeme& take()
    {
        const Lexeme& lexeme = current();
        if (lexeme.kind != Lexeme::Kind::End)
            ++m_position;
        return lexeme;
    }

    std::nullopt_t fail(std::size_t offset, std::size_t length, FilterMistake mistake)
    {
        if (!m_error)
            m_error = FilterError{offset, length, std::move(mistake)};
        return std::nullopt;
    }

    std::nullopt_t fail(const Lexeme& lexeme, FilterMistake mistake)
    {
        return fail(lexeme.offset, lexeme.text.size(), std::move(mistake));
    }

    /// About one part of the filter.
    std::nullopt_t fail(const Lexeme& lexeme, FilterErrorCode code, std::string_view quoted)
    {
        return fail(lexeme, {code, {inQuotes(quoted)}, {}});
    }

    std::nullopt_t fail(const Lexeme& lexeme, FilterErrorCode code)
    {
        return fail(lexeme, FilterMistake{code, {}, {}});
    }

    [[nodiscard]] const std::optional<FilterError>& error() const { return m_error; }

private:
    std::vector<Lexeme> m_lexemes;
    std::size_t m_position = 0;
    std::optional<FilterError> m_error;
};

} // namespace core::filter
