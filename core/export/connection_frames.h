// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/export/selection.h"
#include "core/net/address.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <vector>

namespace core::exporting {

/// From the first to the last frame of interest, both included.
struct FrameRange {
    base::FrameNumber first;
    base::FrameNumber last;

    void include(base::FrameNumber frame)
    {
        first = first ? std::min(first, frame) : frame;
        last = std::max(last, frame);
    }

    [[nodiscard]] bool contains(base::FrameNumber frame) const { return first <= frame && frame <= last; }
};

/// One direction of a TCP connection.
struct Direction {
    /// The part of it that matters.
    FrameRange range;
    /// All of it, rather than what lies between its messages.
    bool isWhole = false;
};

using Directions = std::map<net::Path, Direction>;

/// Frames of the session that belong to these directions: of whole ones all that carry bytes, of others those
/// with nothing but keep-alives (RFC 5626 section 3.5.1). Without these a reader of the export would have to
/// wait for the bytes that are missing between two messages.
[[nodiscard]] base::Result<std::vector<base::FrameNumber>> framesOf(const Job& job,
                                                                    const Directions& directions);

} // namespace core::exporting
