// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/filter/expression.h"

#include <cstdint>

namespace core::filter {

/// Something in it is compared with "now".
[[nodiscard]] bool hasRelativeTimes(const Expression& expression);

/// The same with times of their own in place of those relative to `now`, in nanoseconds since 1970.
[[nodiscard]] Expression withTimesFrom(const Expression& expression, std::int64_t now);

} // namespace core::filter
