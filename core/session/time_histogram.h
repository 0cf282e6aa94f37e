// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/session_table.h"

#include <cstdint>
#include <span>

namespace core::session {

/// What a histogram is made of, by row.
struct HistogramInput {
    std::span<const std::int64_t> messageTimes;
    /// Column::absent for requests.
    std::span<const std::int64_t> messageStatuses;
    std::span<const std::int64_t> callStarts;
    std::span<const std::int64_t> callDurations;
    /// Numbers of CallType and CallState.
    std::span<const std::uint32_t> callTypes;
    std::span<const std::uint32_t> callStates;
};

/// At most `bins` bins of a round width (1, 2 or 5 times a power of ten), which is 0.1 s or more.
[[nodiscard]] TimeHistogram makeHistogram(const HistogramInput& input, base::Timestamp first,
                                          base::Timestamp last, std::size_t bins);

} // namespace core::session
