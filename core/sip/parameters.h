// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sip/uri.h"

#include <cstddef>

// Internal to core/sip: the parameters behind a header value, *( SEMI generic-param ).
namespace core::sip {

/// Position behind the closing quote of the quoted-string that begins at `open`; npos when it never closes.
[[nodiscard]] std::size_t endOfQuoted(std::string_view text, std::size_t open);

/// Reads one parameter after the other, white space and line folds allowed around ";" and "=".
class ParameterReader {
public:
    /// `text` begins before the first semicolon.
    explicit ParameterReader(std::string_view text, std::size_t position = 0)
        : m_text(text), m_position(position)
    {
    }

    /// False at the end of the parameters: a comma outside of quotes, other text, or the end of the text.
    /// Empty parameters (";;") are skipped and make the reader malformed.
    [[nodiscard]] bool next(Parameter& parameter);

    /// True when something read so far was not as RFC 3261 section 25.1 has it.
    [[nodiscard]] bool isMalformed() const { return m_isMalformed; }

    /// Where reading stopped, trailing white space excluded once next() has returned false.
    [[nodiscard]] std::size_t position() const { return m_position; }

private:
    void readValue(Parameter& parameter);

    std::string_view m_text;
    std::size_t m_position = 0;
    bool m_isMalformed = false;
};

/// What one pass over the parameters of a header value tells.
struct ParameterScan {
    /// Behind the parameters: at a comma, or the end of the text.
    std::size_t end = 0;
    /// The parameter that was asked for, its first occurrence.
    std::optional<std::string_view> wanted;
    bool isValid = true;
};

[[nodiscard]] ParameterScan scanParameters(std::string_view text, std::size_t from, std::string_view wanted);

} // namespace core::sip
