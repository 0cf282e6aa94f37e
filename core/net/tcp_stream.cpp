// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/tcp_stream.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace core::net {
namespace {

/// Room below the first sequence number for repeated segments.
constexpr std::uint64_t positionBase = std::uint64_t{1} << 32U;
/// RFC 7323 section 2.3 bounds windows to 1 GiB: nothing can rightly be further ahead.
constexpr std::int64_t furthestAhead = std::int64_t{1} << 30U;
/// No sender repeats bytes from this long ago.
constexpr std::int64_t furthestBehind = std::int64_t{1} << 26U;

} // namespace

TcpStream::TcpStream(std::uint32_t first, bool isJoined)
    : m_first(first), m_next(positionBase + first), m_hasGap(isJoined)
{
}

std::uint64_t TcpStream::unwrapped(std::uint32_t sequence) const
{
    const auto distance = static_cast<std::int32_t>(sequence - nextSequence());
    return m_next + static_cast<std::uint64_t>(std::int64_t{distance});
}

bool TcpStream::isForeign(std::uint32_t sequence) const
{
    const auto distance = static_cast<std::int64_t>(unwrapped(sequence) - m_next);
    return distance > furthestAhead || distance < -furthestBehind;
}

TcpStream::Arrival TcpStream::add(const Segment& segment, Receiver& receiver)
{
    const std::uint64_t position = unwrapped(segment.sequence);
    if (position + segment.size() <= m_next)
        return Arrival::Repeated;
    if (position > m_next)
        return hold(position, segment, receiver) ? Arrival::Held : Arrival::Repeated;
    const bool hasOwn = deliver(position, {segment.bytes, segment.frame, segment.captured, false, false},
                                segment.missing, receiver);
    drain(receiver);
    return hasOwn ? Arrival::Delivered : Arrival::Missing;
}

/// `position` is not after m_next.
bool TcpStream::deliver(std::uint64_t position, const Piece& piece, std::size_t missing, Receiver& receiver)
{
    const std::size_t known = std::min<std::size_t>(m_next - position, piece.bytes.size() + missing);
    Piece fresh = piece;
    fresh.bytes = piece.bytes.subspan(std::min(known, piece.bytes.size()));
    fresh.followsGap = m_hasGap;
    m_next = std::max(m_next, position + piece.bytes.size() + missing);
    if (!fresh.bytes.empty()) {
        m_hasGap = false;
        m_hasDelivered = true;
        receiver.onPiece(fresh);
    }
    if (missing > 0) {
        m_gaps += m_hasGap ? 0 : 1;
        m_hasGap = true;
    }
    return !fresh.bytes.empty();
}

void TcpStream::drain(Receiver& receiver)
{
    while (!m_held.empty() && m_held.begin()->first <= m_next) {
        const auto node = m_held.extract(m_held.begin());
        const Held& held = node.mapped();
        m_heldBytes -= held.cost();
        const bool isNew = node.key() + held.size() > m_next;
        if (!isNew || !deliver(node.key(), {held.bytes, held.frame, held.captured, true, false}, held.missing,
                               receiver))
            receiver.onHeldInVain(held.frame, isNew);
    }
}

/// Keeps what is new of a segment that came early. False when nothing is.
bool TcpStream::hold(std::uint64_t position, const Segment& segment, Receiver& receiver)
{
    const std::uint64_t end = position + segment.size();
    auto next = m_held.upper_bound(position);
    if (next != m_held.begin()) {
        const auto& [start, before] = *std::prev(next);
        position = std::max(position, start + before.size());
    }
    bool isNew = false;
    const std::uint64_t first = end - segment.size();
    while (position < end) {
        const std::uint64_t stop = next == m_held.end() ? end : std::min(end, next->first);
        if (stop > position) {
            const std::size_t from = std::min<std::size_t>(position - first, segment.bytes.size());
            const std::size_t to = std::min<std::size_t>(stop - first, segment.bytes.size());
            const auto bytes = segment.bytes.subspan(from, to - from);
            Held held{{bytes.begin(), bytes.end()},
                      stop - position - bytes.size(),
                      segment.frame,
                      segment.captured};
            m_heldBytes += held.cost();
            m_held.emplace_hint(next, position, std::move(held));
            isNew = true;
            receiver.onHeld(segment.frame);
        }
        if (next == m_held.end())
            break;
        position = std::max(stop, next->first + next->second.size());
        ++next;
    }
    return isNew;
}

void TcpStream::skipGap(Receiver& receiver)
{
    if (m_held.empty())
        return;
    m_gaps += m_hasGap ? 0 : 1;
    m_hasGap = true;
    m_next = m_held.begin()->first;
    drain(receiver);
}

bool TcpStream::isGapConfirmed(std::uint32_t acknowledgement) const
{
    return !m_held.empty() && unwrapped(acknowledgement) > m_held.begin()->first &&
           unwrapped(acknowledgement) - m_next <= static_cast<std::uint64_t>(furthestAhead);
}

} // namespace core::net
