// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/filter/expression.h"
#include "core/filter/predicate.h"

#include <vector>

namespace core::filter {

/// A filter broken down into what the evaluator can do: single stored fields, sets of rows, and steps
/// between messages and calls. Wireshark's "!=", its fields with two values and its guarded names are
/// written out.
struct Plan {
    enum class Kind : std::uint8_t {
        Nothing,    ///< no row
        Everything, ///< all rows
        All,
        Any,
        Not,        ///< of the one part
        OtherScope, ///< calls with any message that the one part matches; messages whose call it matches
        Match,
    };

    Kind kind = Kind::Nothing;
    /// Of All and Any in the order to evaluate: cheap ones first.
    std::vector<Plan> parts;
    /// Of Match; the guard of the reference is no longer of interest.
    FieldReference reference;
    Predicate predicate;
    /// Something in here needs the bytes of messages.
    bool needsBytes = false;
    /// For ordering: 0 numbers, 1 dictionaries, 2 the other scope, 3 bytes, 4 findings.
    unsigned cost = 0;
};

[[nodiscard]] Plan planFor(const Expression& expression, Scope listed);

} // namespace core::filter
