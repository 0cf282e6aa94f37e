// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/export/selection.h"

#include <compare>
#include <span>
#include <vector>

namespace core::exporting {

/// What becomes one or more packets of a capture file: a frame as it was captured, or a message for which
/// packets are made.
struct PlannedPacket {
    /// Of a message the frame that completed it.
    base::FrameNumber frame;
    /// 0 for a frame as captured.
    base::MessageId message;

    auto operator<=>(const PlannedPacket&) const = default;
};

/// In the order in which the frames came in, each once.
[[nodiscard]] base::Result<std::vector<PlannedPacket>> planCapture(const Job& job,
                                                                   std::span<const base::MessageId> messages);

} // namespace core::exporting
