// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/strong_id.h"
#include "core/media/codec.h"
#include "core/media/media_stream.h"
#include "core/media/stream_counters.h"
#include "core/net/address.h"

#include <cstdint>
#include <string>

namespace core::session {

/// An RTP stream. Derived from the frames.
struct StreamRow {
    /// In the order in which streams were recognised, from 1.
    std::int64_t id = 0;
    base::CallKey call;     ///< none: no signalling announced it
    std::uint32_t line = 0; ///< the m-line of the call, from 0
    media::StreamOrigin origin = media::StreamOrigin::Heuristic;
    std::uint32_t confidence = 0; ///< see media::MediaStream
    net::Path path;
    std::uint32_t ssrc = 0;
    std::uint32_t ssrcOnPath = 1;
    /// The name of the codec that was used last, as SDP or RFC 3551 spells it; empty when nobody says.
    std::string codec;
    media::StreamCounters counters;
};

/// One of its intervals.
struct StreamIntervalRow {
    std::int64_t stream = 0;
    media::IntervalRow interval;
};

} // namespace core::session
