// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/strong_id.h"
#include "core/base/timestamp.h"
#include "core/net/address.h"
#include "core/session/stream_rows.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace core::flow {

/// One RTP stream, that is one direction of the media, from its first packet to its last.
struct MediaArrow {
    /// As in the list of streams.
    std::int64_t stream = 0;
    base::CallKey call;
    /// As Arrow::callIndex.
    std::size_t callIndex = 0;
    /// Indexes into CallFlow::lanes.
    std::size_t fromLane = 0;
    std::size_t toLane = 0;
    net::Endpoint from;
    net::Endpoint to;
    base::Timestamp begin;
    base::Timestamp end;
    /// Empty when neither SDP nor RFC 3551 names it.
    std::string codec;
    std::uint64_t packets = 0;
    double lossPercent = 0;
    /// Mean, in ms; nothing while no clock rate is known.
    std::optional<double> jitter;
    /// Nothing when it is no speech.
    std::optional<double> mos;
};

/// What a ladder shows of a stream; lanes and callIndex are layOut()'s to fill.
[[nodiscard]] MediaArrow mediaArrow(const session::StreamRow& stream);

/// What stands on the arrow: "RTP PCMA"; "T.38", which is no RTP.
[[nodiscard]] std::string mediaName(const MediaArrow& arrow);
/// "601 packets, 12.010 s, loss 0.5 %, jitter 1.25 ms, MOS 4.32": what stands beside "RTP PCMA". English.
[[nodiscard]] std::string mediaFigures(const MediaArrow& arrow);

} // namespace core::flow
