// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/session_reader.h"

#include <cstddef>
#include <vector>

namespace app {

/// A packet of HEP, with the frames that hold its bytes.
struct HepInFrames {
    std::vector<std::byte> bytes;
    /// In the order of the bytes.
    std::vector<core::base::FrameNumber> frames;
};

/// The packets of HEP 3 that a frame has a part of: the frame itself, datagrams, and what TCP segments or IP
/// fragments among the frames around it make together. Frames further away than any packet reaches are not
/// looked at. Datagrams of other protocols are among them. Errors: those of the reader.
[[nodiscard]] core::base::Result<std::vector<HepInFrames>> hepPacketsOf(core::session::SessionReader& reader,
                                                                        core::base::FrameNumber frame);

} // namespace app
