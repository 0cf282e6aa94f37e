// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/media/stream_counters.h"
#include "core/net/address.h"

#include <cstdint>
#include <string>
#include <vector>

namespace core::dialog {

/// An RTP stream that the SDP of a call announced.
struct StoryStream {
    std::int64_t id = 0;
    net::Path path;
    std::uint32_t line = 0;     ///< the m-line, from 0
    std::uint32_t receiver = 0; ///< the side that receives it, 0 or 1
    /// As SDP or RFC 3551 spells it; empty when nobody says.
    std::string codec;
    media::StreamCounters counters;
    /// Dialled in telephone-events: "12#".
    std::string digits = {};
};

/// What was captured of the media of a call.
struct StoryMedia {
    /// In order of their ids.
    std::vector<StoryStream> streams;
    /// RTP between addresses that the call names for its media was captured, of this call or of another.
    bool isVisible = false;
    /// From addresses that the call names for its media to somewhere that no session description names; of no
    /// call, so without line and receiver.
    std::vector<StoryStream> strays = {};
};

} // namespace core::dialog
