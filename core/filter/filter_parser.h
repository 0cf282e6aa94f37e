// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/filter/expression.h"
#include "core/filter/filter.h"

#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace core::filter {

/// Longest filter text in bytes.
inline constexpr std::size_t maximumFilterLength = 64U << 10U;
/// Deepest nesting of brackets and negations.
inline constexpr unsigned maximumFilterDepth = 200;

/// The filter language:
///
///     filter     = [either]
///     either     = both  *(("or" | "||") both)
///     both       = single *(("and" | "&&") single)
///     single     = ("not" | "!") single | "(" either ")" | comparison
///                | ("any" | "no" | "every") "message" single
///     comparison = ["any" | "all"] test
///     test       = field | field operator value | field ["not"] "in" (value | "{" item *("," item) "}")
///                | field "contains" text | field ("matches" | "~") expression | word
///     item       = value | value ".." value
///
/// After "message" bare names are fields of messages. A word that is no field, or a quoted text, is searched
/// for in the whole message. Nothing for the empty filter.
[[nodiscard]] std::variant<std::optional<Expression>, FilterError> parseExpression(std::string_view text,
                                                                                   Scope listed);

/// "any", "no", "every", in any case.
[[nodiscard]] std::optional<Quantity> quantityOf(std::string_view word);

/// What must follow it: "message" or "messages".
[[nodiscard]] bool isMessageWord(std::string_view word);

} // namespace core::filter
