// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/tcp_stream_table.h"

#include "core/net/wire.h"

#include <algorithm>
#include <utility>

namespace core::net {
namespace {

constexpr base::Duration longestWait = std::chrono::seconds{5};
/// Captures of several queues or taps may show a confirmation before the bytes it confirms.
constexpr base::Duration reorderingAllowance = std::chrono::milliseconds{200};

Path reversed(const Path& path)
{
    return {path.destination, path.source, path.transport};
}

} // namespace

std::optional<TcpPacket> parseTcp(const IpAddress& source, const IpAddress& destination,
                                  std::span<const std::byte> bytes, std::size_t missingBytes)
{
    constexpr std::size_t smallestHeader = 20;
    if (bytes.size() < smallestHeader)
        return std::nullopt;
    const std::size_t headerSize = static_cast<std::size_t>(wire8(bytes, 12) >> 4U) * 4;
    if (headerSize < smallestHeader || headerSize > bytes.size())
        return std::nullopt;
    const unsigned flags = wire8(bytes, 13);
    TcpPacket packet;
    packet.path = {{source, wire16(bytes, 0)}, {destination, wire16(bytes, 2)}, Transport::Tcp};
    packet.sequence = wire32(bytes, 4);
    packet.acknowledgement = wire32(bytes, 8);
    packet.isFin = (flags & 0x01U) != 0;
    packet.isSyn = (flags & 0x02U) != 0;
    packet.isRst = (flags & 0x04U) != 0;
    packet.isAck = (flags & 0x10U) != 0;
    packet.payload = bytes.subspan(headerSize);
    packet.missingBytes = missingBytes;
    return packet;
}

/// Turns pieces of a stream into what the handler expects.
class TcpStreamTable::Delivery final : public TcpStream::Receiver {
public:
    Delivery(const FrameView& frame, const Entry& entry, bool isWithinFrame, PayloadHandler& handler)
        : m_frame(frame), m_entry(entry), m_isWithinFrame(isWithinFrame), m_handler(handler)
    {
    }

    void onPiece(const TcpStream::Piece& piece) override
    {
        StreamBytes bytes;
        bytes.stream = m_entry.id;
        bytes.opposite = m_entry.opposite;
        bytes.path = m_entry.path;
        bytes.bytes = piece.bytes;
        bytes.frame = piece.frame;
        bytes.captured = piece.captured;
        bytes.isWithinFrame = m_isWithinFrame && !piece.isHeld;
        if (bytes.isWithinFrame)
            bytes.frameOffset = static_cast<std::uint32_t>(piece.bytes.data() - m_frame.bytes.data());
        bytes.followsGap = piece.followsGap;
        bytes.wasHeld = piece.isHeld;
        m_handler.onStreamBytes(m_frame, bytes);
    }

    void onHeld(base::FrameNumber frame) override { m_handler.onPartHeld(frame); }

    void onHeldInVain(base::FrameNumber frame, bool isCut) override
    {
        if (isCut)
            m_handler.onPartGivenUp(frame, FrameClass::Incomplete, FrameDetail::CutByCapture);
        else
            m_handler.onPartGivenUp(frame, FrameClass::Repeated, FrameDetail::SegmentRepeated);
    }

private:
    const FrameView& m_frame;
    const Entry& m_entry;
    bool m_isWithinFrame;
    PayloadHandler& m_handler;
};

FrameClass TcpStreamTable::add(const FrameView& frame, const TcpPacket& packet, PayloadHandler& handler)
{
    if (packet.isAck)
        noteAcknowledgement(frame, packet, handler);
    if (packet.isRst) {
        reset(frame, packet, handler);
        return FrameClass::TcpControl;
    }
    Entry* entry = packet.isSyn ? streamForSyn(frame, packet, handler) : streamFor(frame, packet, handler);
    if (entry == nullptr)
        return FrameClass::TcpControl;
    entry->lastSeen = frame.arrived;
    const FrameClass result = addData(*entry, frame, packet, handler);
    if (packet.isFin) {
        const auto size = static_cast<std::uint32_t>(packet.payload.size() + packet.missingBytes);
        entry->stream.setEnd(packet.sequence + (packet.isSyn ? 1U : 0U) + size);
    }
    if (!entry->isClosed && entry->stream.hasReachedEnd())
        close(*entry, frame, handler);
    else
        settle(*entry, frame.arrived);
    while (entry->stream.heldBytes() > m_limits.heldBytesPerStream)
        skipGap(*entry, frame, handler);
    evict(frame, handler);
    return result;
}

FrameClass TcpStreamTable::addData(Entry& entry, const FrameView& frame, const TcpPacket& packet,
                                   PayloadHandler& handler)
{
    TcpStream::Segment segment;
    segment.sequence = packet.sequence + (packet.isSyn ? 1U : 0U);
    segment.bytes = packet.payload;
    segment.missing = packet.missingBytes;
    segment.frame = frame.number;
    segment.captured = frame.captured;
    // RFC 1122 section 4.2.3.6: a keep-alive repeats the last byte, or none.
    const bool isKeepAlive = segment.size() <= 1 && segment.sequence + 1 == entry.stream.nextSequence();
    if (segment.size() == 0 || isKeepAlive)
        return FrameClass::TcpControl;

    Delivery delivery{frame, entry, packet.isWithinFrame, handler};
    switch (entry.stream.add(segment, delivery)) {
    case TcpStream::Arrival::Delivered:
        return FrameClass::Payload;
    case TcpStream::Arrival::Held:
        return FrameClass::SegmentHeld;
    case TcpStream::Arrival::Missing:
        return FrameClass::Incomplete;
    case TcpStream::Arrival::Repeated:
        break;
    }
    return FrameClass::Repeated;
}

TcpStreamTable::Entry* TcpStreamTable::streamForSyn(const FrameView& frame, const TcpPacket& packet,
                                                    PayloadHandler& handler)
{
    const std::uint32_t first = packet.sequence + 1;
    if (Entry* known = find(packet.path); known != nullptr) {
        if (known->stream.startsAt(first))
            return known; // the same SYN again
        if (!known->isClosed)
            close(*known, frame, handler);
        remove(*known);
    }
    return open(frame, packet, first, false);
}

TcpStreamTable::Entry* TcpStreamTable::streamFor(const FrameView& frame, const TcpPacket& packet,
                                                 PayloadHandler& handler)
{
    const std::size_t size = packet.payload.size() + packet.missingBytes;
    Entry* known = find(packet.path);
    if (known == nullptr) {
        // A single byte may be a keep-alive of a connection that we have not seen: not a place to join.
        return size <= 1 ? nullptr : open(frame, packet, packet.sequence, true);
    }
    if (size == 0)
        return known;
    const auto distance = static_cast<std::int32_t>(packet.sequence - known->stream.nextSequence());
    const bool isAfterClose = known->isClosed && std::int64_t{distance} + static_cast<std::int64_t>(size) > 0;
    if (!isAfterClose && !known->stream.isForeign(packet.sequence))
        return known;
    if (!known->isClosed)
        close(*known, frame, handler);
    remove(*known);
    return open(frame, packet, packet.sequence, !isAfterClose || distance != 0);
}

TcpStreamTable::Entry* TcpStreamTable::find(const Path& path)
{
    const auto known = m_index.find(path);
    return known == m_index.end() ? nullptr : &*known->second;
}

TcpStreamTable::Entry* TcpStreamTable::open(const FrameView& frame, const TcpPacket& packet,
                                            std::uint32_t first, bool isJoined)
{
    Entry& entry = m_expendable.emplace_back(StreamId{++m_lastId}, packet.path, TcpStream{first, isJoined});
    entry.lastSeen = frame.arrived;
    entry.position = std::prev(m_expendable.end());
    m_index.emplace(packet.path, entry.position);
    // A connection of an endpoint with itself has no other direction.
    Entry* opposite = find(reversed(packet.path));
    if (opposite != nullptr && opposite != &entry && !opposite->isClosed) {
        entry.opposite = opposite->id;
        opposite->opposite = entry.id;
    }
    return &entry;
}

void TcpStreamTable::noteAcknowledgement(const FrameView& frame, const TcpPacket& packet,
                                         PayloadHandler& handler)
{
    if (m_waiting.empty())
        return;
    Entry* sender = find(reversed(packet.path));
    if (sender == nullptr)
        return;
    while (sender->waiting && sender->stream.isGapConfirmed(packet.acknowledgement) &&
           frame.arrived - sender->waitingSince >= reorderingAllowance)
        skipGap(*sender, frame, handler);
}

void TcpStreamTable::reset(const FrameView& frame, const TcpPacket& packet, PayloadHandler& handler)
{
    for (const Path& path : {packet.path, reversed(packet.path)}) {
        Entry* entry = find(path);
        if (entry != nullptr && !entry->isClosed)
            close(*entry, frame, handler);
    }
}

void TcpStreamTable::settle(Entry& entry, base::Timestamp now)
{
    m_heldBytes = m_heldBytes - entry.countedBytes + entry.stream.heldBytes();
    entry.countedBytes = entry.stream.heldBytes();
    m_gaps += entry.stream.gaps() - entry.countedGaps;
    entry.countedGaps = entry.stream.gaps();

    if (entry.stream.isWaiting() && !entry.waiting) {
        entry.waitingSince = now;
        entry.waiting = m_waiting.insert(m_waiting.end(), &entry);
    } else if (!entry.stream.isWaiting() && entry.waiting) {
        m_waiting.erase(*entry.waiting);
        entry.waiting.reset();
    }

    const Standing standing =
        entry.isClosed || !entry.stream.hasDelivered() ? Standing::Expendable : Standing::Active;
    Entries& target = listOf(standing);
    target.splice(target.end(), listOf(entry.standing), entry.position);
    entry.standing = standing;
}

void TcpStreamTable::skipGap(Entry& entry, const FrameView& frame, PayloadHandler& handler)
{
    Delivery delivery{frame, entry, false, handler};
    entry.stream.skipGap(delivery);
    // What still waits begins to wait anew.
    if (entry.waiting) {
        m_waiting.erase(*entry.waiting);
        entry.waiting.reset();
    }
    if (!entry.isClosed && entry.stream.hasReachedEnd())
        close(entry, frame, handler);
    else
        settle(entry, frame.arrived);
}

void TcpStreamTable::close(Entry& entry, const FrameView& frame, PayloadHandler& handler)
{
    entry.isClosed = true;
    Delivery delivery{frame, entry, false, handler};
    while (entry.stream.isWaiting())
        entry.stream.skipGap(delivery);
    if (entry.stream.hasDelivered())
        handler.onStreamClosed(entry.id);
    settle(entry, frame.arrived);
}

void TcpStreamTable::remove(Entry& entry)
{
    m_index.erase(entry.path);
    listOf(entry.standing).erase(entry.position);
}

void TcpStreamTable::evict(const FrameView& frame, PayloadHandler& handler)
{
    while (m_heldBytes > m_limits.heldBytes && !m_waiting.empty())
        skipGap(*m_waiting.front(), frame, handler);
    while (m_index.size() > m_limits.streams) {
        Entries& others = m_keptIdle.empty() ? m_active : m_keptIdle;
        Entry& oldest = (m_expendable.empty() ? others : m_expendable).front();
        if (!oldest.isClosed) {
            ++m_evicted;
            close(oldest, frame, handler);
        }
        remove(oldest);
    }
}

void TcpStreamTable::advance(const FrameView& frame, PayloadHandler& handler)
{
    while (!m_waiting.empty() && frame.arrived - m_waiting.front()->waitingSince > longestWait)
        skipGap(*m_waiting.front(), frame, handler);
    for (Entries* list : {&m_active, &m_expendable}) {
        while (!list->empty() && frame.arrived - list->front().lastSeen > m_limits.streamIdle)
            endIdle(list->front(), frame, handler);
    }
}

void TcpStreamTable::endIdle(Entry& entry, const FrameView& frame, PayloadHandler& handler)
{
    if (entry.standing == Standing::Active && handler.keepsIdleStream(entry.id)) {
        m_keptIdle.splice(m_keptIdle.end(), m_active, entry.position);
        entry.standing = Standing::KeptIdle;
        return;
    }
    if (!entry.isClosed)
        close(entry, frame, handler);
    remove(entry);
}

void TcpStreamTable::finish(PayloadHandler& handler)
{
    const FrameView none;
    for (Entries* list : {&m_active, &m_keptIdle, &m_expendable}) {
        while (!list->empty()) {
            Entry& oldest = list->front();
            if (!oldest.isClosed)
                close(oldest, none, handler);
            remove(oldest);
        }
    }
}

TcpStreamTable::Entries& TcpStreamTable::listOf(Standing standing)
{
    switch (standing) {
    case Standing::Active:
        return m_active;
    case Standing::KeptIdle:
        return m_keptIdle;
    case Standing::Expendable:
        break;
    }
    return m_expendable;
}

} // namespace core::net
