// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/strong_id.h"
#include "core/base/timestamp.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <vector>

namespace core::net {

/// Puts the segments of one direction of one TCP connection in order (RFC 9293 section 3.4). Knows sequence
/// numbers, not ports, clocks or connections: see TcpStreamTable. Where bytes arrive twice, the first
/// version counts.
class TcpStream {
public:
    /// Bytes in order. `isHeld`: they waited, and come from an earlier frame than the one being decoded.
    struct Piece {
        std::span<const std::byte> bytes;
        base::FrameNumber frame;
        base::Timestamp captured;
        bool isHeld = false;
        bool followsGap = false;
    };

    class Receiver {
    public:
        virtual ~Receiver() = default;
        virtual void onPiece(const Piece& piece) = 0;

        /// A piece of the segment being added waits.
        virtual void onHeld(base::FrameNumber /*frame*/) {}

        /// A piece that waited brings nothing: it came again, or the capture had cut it off.
        virtual void onHeldInVain(base::FrameNumber /*frame*/, bool /*isCut*/) {}
    };

    struct Segment {
        std::uint32_t sequence = 0;
        std::span<const std::byte> bytes;
        /// Bytes at the end that the capture cut off: a known loss.
        std::size_t missing = 0;
        base::FrameNumber frame;
        base::Timestamp captured;

        [[nodiscard]] std::size_t size() const { return bytes.size() + missing; }
    };

    enum class Arrival {
        Delivered, ///< bytes of it reached the receiver
        Held,      ///< waits for earlier bytes
        Repeated,  ///< all of it was there already
        Missing,   ///< its turn, but the capture cut its bytes off
    };

    /// What one held segment costs beyond its bytes, about.
    static constexpr std::size_t segmentOverhead = 128;

    /// `first` is the sequence number of the first byte; `isJoined` when bytes before it were not seen.
    TcpStream(std::uint32_t first, bool isJoined);

    Arrival add(const Segment& segment, Receiver& receiver);

    /// Too far from where the stream is: another connection on the same ports.
    [[nodiscard]] bool isForeign(std::uint32_t sequence) const;

    /// The sender has no bytes after this sequence number.
    void setEnd(std::uint32_t sequence) { m_end = unwrapped(sequence); }

    [[nodiscard]] bool hasReachedEnd() const { return m_end && m_next >= *m_end; }

    /// Gives up the bytes before the first held segment and delivers what follows.
    void skipGap(Receiver& receiver);

    [[nodiscard]] bool isWaiting() const { return !m_held.empty(); }

    [[nodiscard]] std::size_t heldBytes() const { return m_heldBytes; }

    /// The other side has confirmed bytes that we never saw, up to a held segment.
    [[nodiscard]] bool isGapConfirmed(std::uint32_t acknowledgement) const;

    [[nodiscard]] std::uint32_t nextSequence() const { return static_cast<std::uint32_t>(m_next); }

    [[nodiscard]] bool startsAt(std::uint32_t sequence) const { return m_first == sequence; }

    [[nodiscard]] bool hasDelivered() const { return m_hasDelivered; }

    [[nodiscard]] std::uint64_t gaps() const { return m_gaps; }

private:
    struct Held {
        std::vector<std::byte> bytes;
        std::size_t missing = 0;
        base::FrameNumber frame;
        base::Timestamp captured;

        [[nodiscard]] std::size_t size() const { return bytes.size() + missing; }

        [[nodiscard]] std::size_t cost() const { return bytes.capacity() + segmentOverhead; }
    };

    /// The position nearest to m_next that has this sequence number.
    [[nodiscard]] std::uint64_t unwrapped(std::uint32_t sequence) const;
    /// False when there was nothing to deliver.
    bool deliver(std::uint64_t position, const Piece& piece, std::size_t missing, Receiver& receiver);
    void drain(Receiver& receiver);
    bool hold(std::uint64_t position, const Segment& segment, Receiver& receiver);

    std::uint32_t m_first;
    /// Positions are sequence numbers that do not wrap.
    std::uint64_t m_next;
    std::optional<std::uint64_t> m_end;
    bool m_hasGap;
    bool m_hasDelivered = false;
    std::map<std::uint64_t, Held> m_held; // by position; do not overlap
    std::size_t m_heldBytes = 0;
    std::uint64_t m_gaps = 0;
};

} // namespace core::net
