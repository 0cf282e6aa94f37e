// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string_view>

namespace core::session {

/// Which frames are kept. What is not kept is counted all the same. The numbers are stored.
enum class StorePolicy : std::uint8_t { All = 0, Signalling = 1 };
/// "all", "signalling"
[[nodiscard]] std::string_view name(StorePolicy policy);

/// How much of RTP and RTCP is kept: everything, packets cut after their RTP header, or nothing. The numbers
/// are stored.
enum class RtpPolicy : std::uint8_t { Full = 0, Headers = 1, None = 2 };
/// "full", "headers", "none"
[[nodiscard]] std::string_view name(RtpPolicy policy);

/// What the user chose to keep of what a source delivers.
struct FrameChoice {
    StorePolicy store = StorePolicy::All;
    RtpPolicy rtp = RtpPolicy::Full;

    bool operator==(const FrameChoice&) const = default;
};

} // namespace core::session
