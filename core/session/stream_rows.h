// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/strong_id.h"
#include "core/media/codec.h"
#include "core/media/media_stream.h"
#include "core/media/stream_counters.h"
#include "core/media/stream_reports.h"
#include "core/media/udptl.h"
#include "core/net/address.h"

#include <cstdint>
#include <string>

namespace core::session {

/// How much of a G.711 stream is silence.
struct HeardSound {
    base::Duration heard{}; ///< zero: nothing was listened to
    base::Duration silent{};
    base::Duration longestSilence{};
};

/// Digits that one side of a call dialled, each by its way: "12#".
struct DialledDigits {
    std::string events;   ///< RFC 4733
    std::string inband;   ///< in the sound of G.711
    std::string messages; ///< INFO
};

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
    /// The formats that both sides agreed on, blank-joined; empty when nobody says.
    std::string agreed;
    /// Which side of the call receives it, 0 or 1: see media::AnnouncedMedia.
    std::uint32_t receiver = 0;
    bool isEncrypted = false; ///< SRTP, as SDP says
    HeardSound sound;
    DialledDigits digits;
    media::StreamReports reports;

    /// T.38: it has neither SSRC nor payload type.
    [[nodiscard]] bool isFax() const { return codec == media::faxName; }
};

/// An RTP stream that belongs to no call.
struct StrayStream {
    std::int64_t id = 0;
    net::Path path;
    std::string codec;
    base::Timestamp first;
    base::Timestamp last;
    std::uint64_t packets = 0;
};

/// One of the intervals of a stream.
struct StreamIntervalRow {
    std::int64_t stream = 0;
    media::IntervalRow interval;
};

} // namespace core::session
