// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/timestamp.h"

#include <bitset>
#include <cstdint>

namespace core::media {

/// A mean and a maximum over those packets that say something about the network: not the first one, none with
/// the marker, none that is or follows comfort noise, none older than the first. A packet that is left out
/// counts as if it had the mean so far, as in Wireshark, so that the figures are the same there and here.
struct Measure {
    double mean = 0;
    double maximum = 0;

    /// `before`: packets of the stream before this one, all of them; at least 1.
    void add(double value, std::uint64_t before)
    {
        mean += (value - mean) / static_cast<double>(before);
        maximum = value > maximum ? value : maximum;
    }
};

/// Why packets stopped coming for a while.
struct Gaps {
    /// Runs of packets that were missing when the next one came.
    std::uint32_t losses = 0;
    /// Packets of these runs; those that came late are among them.
    std::uint64_t missed = 0;
    std::uint32_t longestLoss = 0; ///< in packets
    /// The sender was silent and said so, by comfort noise before or the marker behind.
    std::uint32_t silences = 0;
    base::Duration silence{}; ///< together
    /// The sender's timestamps jumped, and nothing says that it was silent.
    std::uint32_t pauses = 0;
    /// Sent without a pause, and arrived after one: held up in the network or by the sender's machine.
    std::uint32_t stalls = 0;
    base::Duration longestStall{};
};

/// What was counted of one RTP stream (one SSRC on one path) since its first packet.
struct StreamCounters {
    base::Timestamp first;
    base::Timestamp last;
    std::uint64_t packets = 0;
    /// Of payload, without headers and padding, as RTCP counts them.
    std::uint64_t octets = 0;
    std::uint64_t expected = 0;
    /// RFC 3550: expected minus received. Below zero when there are more duplicates than losses.
    std::int64_t lost = 0;
    /// Packets that never came.
    std::int64_t missing = 0;
    std::uint64_t duplicates = 0;
    std::uint64_t reordered = 0;
    /// Packets whose number is far from all others, in neither expected nor lost.
    std::uint64_t strays = 0;
    /// The sender began with other sequence numbers.
    std::uint32_t restarts = 0;

    Measure jitter; ///< in ms, RFC 3550 section 6.4.1; all zero while no clock rate is known
    double lastJitter = 0;
    Measure delta; ///< from packet to packet, in ms
    Gaps gaps;

    std::uint64_t markers = 0;
    std::uint64_t comfortNoise = 0;
    std::uint64_t events = 0; ///< packets of telephone-event
    /// Changes from one payload type to another, comfort noise and events aside.
    std::uint32_t payloadTypeChanges = 0;
    std::bitset<128> payloadTypes;
    std::uint8_t payloadType = 0; ///< the last one that was neither comfort noise nor event
    std::uint8_t dscp = 0;        ///< of the last packet, 0 to 63
    std::uint32_t dscpChanges = 0;
    /// Clock rate of the last packet that had one, in Hz; 0: unknown.
    std::uint32_t clockRate = 0;
    /// Clock ticks from one packet to the next, as most of them had it; 0: unknown.
    std::uint32_t packetTicks = 0;

    /// Of the audio in a packet, in ms; 0: unknown.
    [[nodiscard]] double packetMs() const { return clockRate == 0 ? 0 : packetTicks * 1000.0 / clockRate; }

    /// Packets that never came, of those expected.
    [[nodiscard]] double lossPercent() const
    {
        return expected == 0 || missing <= 0
                   ? 0
                   : 100.0 * static_cast<double>(missing) / static_cast<double>(expected);
    }
};

/// The same for one interval of a stream, as it is kept.
struct IntervalRow {
    /// The first packet's time plus a multiple of the interval's length.
    base::Timestamp begin;
    std::uint32_t number = 0; ///< from 0; intervals without packets have no row
    std::uint32_t packets = 0;
    std::uint64_t octets = 0;
    std::int64_t expected = 0;
    std::int64_t lost = 0;
    std::int64_t missing = 0; ///< below zero when packets of an earlier interval came late
    std::uint32_t duplicates = 0;
    std::uint32_t reordered = 0;
    std::uint32_t lossRuns = 0; ///< Gaps::losses of the interval
    std::uint32_t missed = 0;   ///< Gaps::missed of the interval
    double meanJitter = 0;      ///< ms
    double maximumJitter = 0;
    double maximumDelta = 0;
    std::uint8_t payloadType = 0;
};

} // namespace core::media
