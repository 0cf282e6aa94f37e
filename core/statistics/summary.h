// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace core::statistics {

/// Delays in nanoseconds, summed up. Percentiles are by nearest rank: each is a delay that was measured.
struct Summary {
    std::size_t count = 0;
    std::int64_t minimum = 0;
    double mean = 0;
    std::int64_t p50 = 0;
    std::int64_t p95 = 0;
    std::int64_t p99 = 0;
    std::int64_t maximum = 0;
};

/// Nothing of no delays. Puts them into another order.
[[nodiscard]] std::optional<Summary> summarise(std::vector<std::int64_t>& delays);

} // namespace core::statistics
