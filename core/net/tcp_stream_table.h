// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/packet_decoder.h"
#include "core/net/tcp_stream.h"

#include <cstddef>
#include <cstdint>
#include <list>
#include <optional>
#include <span>
#include <unordered_map>

namespace core::net {

/// A TCP segment on its way to its stream.
struct TcpPacket {
    Path path;
    std::uint32_t sequence = 0;
    std::uint32_t acknowledgement = 0;
    bool isSyn = false;
    bool isAck = false;
    bool isFin = false;
    bool isRst = false;
    std::span<const std::byte> payload;
    /// Payload bytes that the capture cut off.
    std::size_t missingBytes = 0;
    /// The payload lies within the frame being decoded.
    bool isWithinFrame = true;
};

/// Nothing when the header is cut short. `missingBytes` as the IP header has them.
[[nodiscard]] std::optional<TcpPacket> parseTcp(const IpAddress& source, const IpAddress& destination,
                                                std::span<const std::byte> bytes, std::size_t missingBytes);

/// All TCP streams: finds them by addresses and ports, opens and closes them, and decides when to stop
/// waiting for lost segments. All clocks are arrival times of frames. One thread; bounded by DecoderLimits.
///
/// A gap is given up when its stream holds too much, when the receiver has confirmed the bytes that we did
/// not see, after five seconds, or when the stream closes. A closed stream is remembered, so that a late
/// repetition is not taken for a new stream. Streams that were idle for long are closed, or kept for as long
/// as there is room, as the handler says.
class TcpStreamTable {
public:
    explicit TcpStreamTable(const DecoderLimits& limits) : m_limits(limits) {}

    FrameClass add(const FrameView& frame, const TcpPacket& packet, PayloadHandler& handler);

    /// Gives up what has waited too long and closes what was idle too long. Cheap when there is nothing.
    void advance(const FrameView& frame, PayloadHandler& handler);

    void finish(PayloadHandler& handler);

    [[nodiscard]] std::uint64_t gaps() const { return m_gaps; }

    [[nodiscard]] std::uint64_t evicted() const { return m_evicted; }

private:
    struct Entry;
    using Entries = std::list<Entry>;
    using Waiting = std::list<Entry*>;

    /// Streams that have delivered and are open; those of them that were idle for long and are kept; or the
    /// rest, which is given up first: connections without data yet, and the memory of closed ones.
    enum class Standing { Active, KeptIdle, Expendable };

    struct Entry {
        Entry(StreamId streamId, const Path& streamPath, TcpStream&& emptyStream)
            : id(streamId), path(streamPath), stream(std::move(emptyStream))
        {
        }

        StreamId id;
        Path path;
        TcpStream stream;
        base::Timestamp lastSeen;
        Standing standing = Standing::Expendable;
        bool isClosed = false;
        StreamId opposite;
        /// Since when it waits; meaningful while in m_waiting.
        base::Timestamp waitingSince;
        std::optional<Waiting::iterator> waiting;
        std::size_t countedBytes = 0; ///< its part of m_heldBytes
        std::uint64_t countedGaps = 0;
        Entries::iterator position; ///< in the list of its standing
    };

    class Delivery;

    [[nodiscard]] Entry* find(const Path& path);
    Entry* open(const FrameView& frame, const TcpPacket& packet, std::uint32_t first, bool isJoined);
    /// The stream for a segment with data or FIN, opened where needed; null when there is none to open.
    Entry* streamFor(const FrameView& frame, const TcpPacket& packet, PayloadHandler& handler);
    Entry* streamForSyn(const FrameView& frame, const TcpPacket& packet, PayloadHandler& handler);
    FrameClass addData(Entry& entry, const FrameView& frame, const TcpPacket& packet,
                       PayloadHandler& handler);
    void noteAcknowledgement(const FrameView& frame, const TcpPacket& packet, PayloadHandler& handler);
    void reset(const FrameView& frame, const TcpPacket& packet, PayloadHandler& handler);
    /// Brings the bookkeeping up to date after the stream changed.
    void settle(Entry& entry, base::Timestamp now);
    void skipGap(Entry& entry, const FrameView& frame, PayloadHandler& handler);
    /// Delivers what waits, tells the handler, and remembers the stream as closed.
    void close(Entry& entry, const FrameView& frame, PayloadHandler& handler);
    void remove(Entry& entry);
    /// Closes or keeps a stream that was idle for too long.
    void endIdle(Entry& entry, const FrameView& frame, PayloadHandler& handler);
    void evict(const FrameView& frame, PayloadHandler& handler);
    [[nodiscard]] Entries& listOf(Standing standing);

    DecoderLimits m_limits;
    Entries m_active; // least recently seen first, as in the other two
    Entries m_keptIdle;
    Entries m_expendable;
    std::unordered_map<Path, Entries::iterator, PathHash> m_index;
    Waiting m_waiting; // longest first
    std::size_t m_heldBytes = 0;
    std::int64_t m_lastId = 0;
    std::uint64_t m_gaps = 0;
    std::uint64_t m_evicted = 0;
};

} // namespace core::net
