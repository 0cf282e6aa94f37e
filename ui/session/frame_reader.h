// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/session_reader.h"

#include <optional>
#include <span>
#include <vector>

namespace ui::session {

/// A frame as a row of a list. Without `captured` it is not in the file: it was counted, not stored.
struct FrameGlance {
    core::base::FrameNumber number;
    std::optional<core::base::Timestamp> captured;
    std::uint32_t originalLength = 0;
    /// Ends of the packet within all tunnels, of a fragment those of its datagram, of HEP those that it
    /// names; absent where there are none.
    std::optional<core::net::Endpoint> from;
    std::optional<core::net::Endpoint> to;
};

/// A frame with its bytes, and the SIP message that it carried or helped to carry.
struct LoadedFrame {
    FrameGlance glance;
    std::vector<std::byte> bytes;
    core::base::MessageId message;
    core::base::CallKey call;
};

/// In the order of `numbers`. Loader thread.
[[nodiscard]] core::base::Result<std::vector<FrameGlance>>
readFrames(core::session::SessionReader& reader, std::span<const core::base::FrameNumber> numbers);

/// Loader thread.
[[nodiscard]] core::base::Result<LoadedFrame> readFrame(core::session::SessionReader& reader,
                                                        core::base::FrameNumber number);

} // namespace ui::session
