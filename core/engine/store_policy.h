// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace core::engine {

/// Which frames are kept. What is not kept is counted all the same.
enum class StorePolicy : std::uint8_t { All, Signalling };

/// How much of RTP and RTCP is kept: everything, packets cut after their RTP header, or nothing.
enum class RtpPolicy : std::uint8_t { Full, Headers, None };

struct RecorderOptions {
    StorePolicy store = StorePolicy::All;
    RtpPolicy rtp = RtpPolicy::Full;
    /// No more messages are taken after this many; 0: no limit.
    std::uint64_t maximumMessages = 0;
};

} // namespace core::engine
