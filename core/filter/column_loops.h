// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/filter/bitmap.h"
#include "core/filter/filter.h"
#include "core/filter/predicate.h"

#include <stop_token>

namespace core::filter {

/// Rows of `candidates` whose value passes. Stops early, with any result, when `stop` is requested.
[[nodiscard]] Bitmap matchingRows(const Field& field, const Column& column, const Predicate& predicate,
                                  const Bitmap& candidates, MatchBudget& budget, const std::stop_token& stop);

} // namespace core::filter
