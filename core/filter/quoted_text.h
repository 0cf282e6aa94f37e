// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/filter/lexer.h"

#include <string>
#include <string_view>

namespace core::filter {

/// For sentences: 'text', cut when it is long.
[[nodiscard]] std::string inQuotes(std::string_view text);

/// The text that a word or a quoted text stands for. In quotes, \\, \" and \' stand for the second
/// character, and outside of regular expressions \n, \r, \t and \x41 for what they usually mean; any other
/// backslash stays, so that "\d" reaches the regular expression.
[[nodiscard]] std::string contentOf(const Lexeme& lexeme, bool isPattern);

} // namespace core::filter
