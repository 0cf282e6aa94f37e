// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/media/jitter_meter.h"
#include "core/media/payload_types.h"
#include "core/media/rtp_header.h"
#include "core/media/sequence_tracker.h"
#include "core/media/stream_counters.h"

#include <cstdint>
#include <optional>

namespace core::media {

/// What a packet's surroundings say about it.
struct RtpArrival {
    base::Timestamp captured;
    /// At the recorder, which timeouts go by. The same where nothing else is known.
    base::Timestamp arrived;
    std::uint8_t dscp = 0; ///< of the IP header, 0 to 63
    /// Bytes at the end of the packet that the capture does not hold.
    std::uint32_t cutBytes = 0;
};

/// Adds up one RTP stream packet by packet. Of fixed size: nothing grows with the stream. One thread.
///
/// Loss and jitter are those of `tshark -z rtp,streams`, except where that counts
///   - a number overtaken at the end of a stream: it takes the last number that came for the highest one;
///   - numbers that begin anew: it takes the jump for a loss, or for a wrap-around (RFC 3550 appendix A.1);
///   - a timestamp behind telephone-events, or behind a payload type of unknown clock: it compares the
///     time of the event with the timestamp of the audio before it;
///   - a timestamp after numbers that begin anew, or of another clock: there is nothing to compare with;
///   - a timestamp that begins anew more than a second lower while the numbers go on: there neither. It
///   leaves
///     out what has a timestamp below the first one, and then compares across the jump;
///   - a clock that is no multiple of 1 kHz (44.1 kHz): it counts in whole ticks per millisecond;
///   - a packet older than the first: it is left out of jitter here too, but by number and not by timestamp.
class StreamStatistics {
public:
    static constexpr base::Duration defaultInterval = std::chrono::seconds{5};

    /// `interval` is above 0.
    explicit StreamStatistics(base::Duration interval = defaultInterval) : m_interval(interval) {}

    /// Returns the row of the interval that the packet closed by being behind it. `map`: what SDP said, or
    /// none; read when the payload type changes, and after formatsChanged().
    std::optional<IntervalRow> add(const RtpHeader& header, const RtpArrival& given, const PayloadMap* map);

    /// SDP said something new about the payload types.
    void formatsChanged() { m_knownType = noType; }

    /// The row of the interval that is still open, when it has packets.
    [[nodiscard]] std::optional<IntervalRow> finish();

    /// All that was counted. Up to date after each add().
    [[nodiscard]] const StreamCounters& total() const { return m_total; }

    /// Of the packet that was added last; Codec::Unknown when nobody says what its payload type is.
    [[nodiscard]] const PayloadFormat& format() const { return m_format; }

    /// Of the newest packet that was neither comfort noise nor an event.
    [[nodiscard]] const PayloadFormat& mediaFormat() const { return m_mediaFormat; }

private:
    static constexpr unsigned noType = 128;

    /// The kind of packet as far as measures treat it differently.
    enum class Kind : std::uint8_t { Media, ComfortNoise, Event };

    /// What had been counted when the open interval began.
    struct Baseline {
        std::uint64_t octets = 0;
        std::uint64_t expected = 0;
        std::int64_t lost = 0;
        std::int64_t missing = 0;
        std::uint64_t duplicates = 0;
        std::uint64_t reordered = 0;
        std::uint32_t losses = 0;
        std::uint64_t missed = 0;
    };

    std::optional<IntervalRow> closeInterval(base::Timestamp captured);
    [[nodiscard]] IntervalRow rowNow() const;
    void lookUp(std::uint8_t payloadType, const PayloadMap* map);
    void countKinds(const RtpHeader& header, const RtpArrival& arrival);
    SequenceStep countSequence(const RtpHeader& header);
    void countTimes(const RtpHeader& header, base::Timestamp captured, SequenceStep step);
    void measure(const RtpHeader& header, base::Timestamp captured, SequenceStep step);
    void countGap(const RtpHeader& header, base::Timestamp captured);
    void learnPacketTicks(std::uint32_t ticks);
    [[nodiscard]] bool beginsClockAnew(const RtpHeader& header) const;
    [[nodiscard]] bool isLongGap(const RtpHeader& header, std::uint32_t packets) const;
    void updateTotals();

    base::Duration m_interval;
    StreamCounters m_total;
    SequenceTracker m_sequence;
    JitterMeter m_jitter;
    // of the packet before this one
    base::Timestamp m_lastCaptured;
    base::Timestamp m_strayCaptured; ///< of the newest packet with a number far from the others
    std::uint32_t m_lastTimestamp = 0;
    Kind m_lastKind = Kind::Media;
    // of the payload type that was looked up last
    unsigned m_knownType = noType;
    PayloadFormat m_format;
    PayloadFormat m_mediaFormat;
    Kind m_kind = Kind::Media;
    std::uint32_t m_clockRate = 0; ///< for jitter; 0: none
    /// Votes for m_total.packetTicks (Boyer and Moore's majority).
    std::uint32_t m_ticksVotes = 0;
    bool m_sawMedia = false;
    // of the open interval
    IntervalRow m_row;
    Measure m_rowJitter;
    std::uint32_t m_rowMeasured = 0; ///< packets in m_rowJitter
    Baseline m_baseline;
};

} // namespace core::media
