// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/filter/expression.h"
#include "core/filter/lexeme_stream.h"

#include <optional>

namespace core::filter {

/// The operator that a symbol stands for; nothing when it compares nothing.
[[nodiscard]] std::optional<Operator> comparisonOperator(Symbol symbol);

/// Reads what follows a field: operator and value or set. On a mistake, says so to the stream and returns
/// nothing. `name` is the field as typed.
[[nodiscard]] std::optional<Comparison> parseComparison(LexemeStream& stream, Scope listed,
                                                        const Lexeme& name, FieldReference reference);

} // namespace core::filter
