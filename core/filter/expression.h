// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/filter/field.h"
#include "core/filter/literal.h"
#include "core/filter/pattern.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <variant>
#include <vector>

namespace core::filter {

enum class Operator : std::uint8_t {
    Exists, ///< a bare field name
    Equal,
    NotEqual, ///< there are values, and none is equal
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Contains,
    Matches,
    In,
};

/// One test of one field. True when any value of the row passes; see NotEqual.
struct Comparison {
    FieldReference reference;
    Operator op = Operator::Exists;
    /// One; several for In; none for Exists and Matches.
    std::vector<Literal> literals;
    /// For Matches.
    std::optional<Pattern> pattern;
};

struct Expression;

struct AllOf {
    std::vector<Expression> parts;
};

struct AnyOf {
    std::vector<Expression> parts;
};

struct Negation {
    std::unique_ptr<Expression> part;
};

/// What a filter text says, as it says it.
struct Expression {
    std::variant<Comparison, AllOf, AnyOf, Negation> node;
};

} // namespace core::filter
