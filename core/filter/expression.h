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

/// Which values of a field must pass, as Wireshark 4 has it: "all udp.port > 1024".
enum class Values : std::uint8_t {
    Usual, ///< any; see NotEqual
    Any,
    All, ///< and there are some
};

/// One test of one field. True when any value of the row passes, unless `values` says otherwise.
struct Comparison {
    FieldReference reference;
    Operator op = Operator::Exists;
    Values values = Values::Usual;
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

enum class Quantity : std::uint8_t { Any, No, Every };

/// Of a call, or of the call that a message belongs to: how many of its messages pass the part, each by
/// itself.
struct OfMessages {
    Quantity quantity = Quantity::Any;
    std::unique_ptr<Expression> part;
};

/// What a filter text says, as it says it.
struct Expression {
    std::variant<Comparison, AllOf, AnyOf, Negation, OfMessages> node;
};

} // namespace core::filter
