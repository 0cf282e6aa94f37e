// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/filter/filter.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace core::statistics {

/// A span of time cut into bars of one round width, which is 0.1 s or more. Times in nanoseconds since 1970.
struct TimeBars {
    std::int64_t start = 0;
    std::int64_t width = 1;
    std::size_t count = 0;

    /// At most `most` bars, which is 1 or more.
    [[nodiscard]] static TimeBars over(std::int64_t first, std::int64_t last, std::size_t most);
    /// Over the times of those rows that have one; nothing when none has.
    [[nodiscard]] static std::optional<TimeBars> over(const filter::Column& times, const filter::Bitmap& rows,
                                                      std::size_t most);

    /// Times before and after belong to the first and the last bar.
    [[nodiscard]] std::size_t barOf(std::int64_t time) const;
    [[nodiscard]] std::int64_t startOf(std::size_t bar) const;
    /// "2026-09-14 11:41:07.000000Z"
    [[nodiscard]] std::string nameOf(std::size_t bar) const;
    /// In the filter language, for calls as for messages.
    [[nodiscard]] std::string conditionOf(std::size_t bar) const;
};

} // namespace core::statistics
