// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>

namespace core::session {

/// How much a live session keeps; 0 is no limit. What is older goes, but for marked calls.
struct RingLimits {
    /// By the time of arrival; up to a sixteenth more is kept.
    std::chrono::nanoseconds span{0};
    /// Of the file's pages that are in use. The file is a little larger, and its WAL stands beside it.
    std::uint64_t bytes = 0;

    [[nodiscard]] bool isSet() const { return span.count() != 0 || bytes != 0; }
};

} // namespace core::session
