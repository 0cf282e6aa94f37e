// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/summary.h"

#include <algorithm>
#include <numeric>

namespace core::statistics {

std::optional<Summary> summarise(std::vector<std::int64_t>& delays)
{
    if (delays.empty())
        return std::nullopt;
    std::sort(delays.begin(), delays.end());
    // The smallest delay that at least this many percent of all do not exceed.
    const auto percentile = [&](std::size_t wanted) {
        const std::size_t rank = (delays.size() * wanted + 99) / 100;
        return delays[std::max<std::size_t>(rank, 1) - 1];
    };
    // A sum of strangers' times may be more than a number holds.
    const double sum =
        std::accumulate(delays.begin(), delays.end(), 0.0,
                        [](double total, std::int64_t delay) { return total + static_cast<double>(delay); });
    return Summary{delays.size(),  delays.front(), sum / static_cast<double>(delays.size()),
                   percentile(50), percentile(95), percentile(99),
                   delays.back()};
}

} // namespace core::statistics
