// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/export/selection.h"

#include <cstdint>
#include <set>
#include <vector>

namespace core::exporting {

/// What the session holds of the RTP streams of some calls.
struct MediaFrames {
    /// With RTP, and with RTCP of the same streams, in order.
    std::vector<base::FrameNumber> frames;
    std::uint64_t streams = 0;
    /// Packets of these streams that were seen; more than frames when media are not stored.
    std::uint64_t seenPackets = 0;
    std::uint64_t foundPackets = 0; ///< of these
};

/// Looks through all stored media. Cancelled, and what the session reports.
[[nodiscard]] base::Result<MediaFrames> mediaFramesOf(const Job& job, const std::set<base::CallKey>& calls);

} // namespace core::exporting
