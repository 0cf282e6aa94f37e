// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/media/announcement.h"
#include "core/media/audio_meter.h"
#include "core/media/rtp_evidence.h"
#include "core/media/stream_reports.h"
#include "core/media/stream_statistics.h"
#include "core/media/telephone_event.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace core::media {

/// How a stream was recognised.
enum class StreamOrigin : std::uint8_t {
    Heuristic,  ///< by its packets alone; MediaStream::confidence says how sure that is
    Signalling, ///< it goes to an endpoint that SDP announced
    Symmetric,  ///< it goes to where the announced media come from
    Reports,    ///< no packet of it was captured: others reported on it
};

/// "heuristic", "signalling", "symmetric", "reports".
[[nodiscard]] std::string_view name(StreamOrigin origin);

/// One RTP stream. Of fixed size, but for digits and for what SDP said, which streams share.
struct MediaStream {
    /// From 1, in the order in which streams were recognised.
    std::uint64_t id = 0;
    StreamKey key;
    StreamOrigin origin = StreamOrigin::Heuristic;
    /// 0 to 100; see RtpEvidence.
    unsigned confidence = 0;
    /// What was announced first for this stream; null: nothing.
    std::shared_ptr<const AnnouncedMedia> media;
    /// T.38 over UDPTL: sequence numbers without timestamps and SSRC.
    bool isFax = false;
    /// The call that reports named, where no SDP did.
    base::CallKey reportedCall;
    /// Index of the party of `media` that receives the stream.
    std::uint8_t receiver = 0;
    /// 1 for the first SSRC on its path, 2 for the one that came next, ...
    std::uint32_t ssrcOnPath = 1;
    /// The stream that was on this path before with another SSRC; 0: none.
    std::uint64_t previousOnPath = 0;
    StreamStatistics statistics;
    ReportTracker reports;
    /// Null where there is no G.711, or it is encrypted.
    std::unique_ptr<AudioMeter> audio;
    /// Dialled in telephone-events (RFC 4733): "12#"; at most mostDigits.
    std::string digits;

    explicit MediaStream(base::Duration interval) : statistics(interval) {}
};

} // namespace core::media
