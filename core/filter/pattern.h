// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <variant>

namespace core::filter {

/// A Perl-compatible regular expression over bytes, ASCII letters in any case. Matching is bounded in steps
/// and memory, whatever the expression and the text. Any thread.
class Pattern {
public:
    struct Failure {
        std::size_t offset = 0; ///< byte position in the expression
        std::string reason;     ///< what the library says: "missing closing parenthesis"
    };

    [[nodiscard]] static std::variant<Pattern, Failure> compile(std::string_view expression);

    /// As it was given to compile().
    [[nodiscard]] const std::string& expression() const;

    enum class Outcome { No, Yes, TooManySteps };
    [[nodiscard]] Outcome find(std::string_view text) const;

private:
    struct Code;

    explicit Pattern(std::shared_ptr<const Code> code) : m_code(std::move(code)) {}

    std::shared_ptr<const Code> m_code;
};

} // namespace core::filter
