// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/hep/hep_stream_framer.h"

#include "core/base/ascii.h"
#include "core/hep/hep_chunks.h"

#include <algorithm>

namespace core::hep {
namespace {

constexpr std::size_t magicSize = 4;

std::size_t number16(std::span<const std::byte> bytes, std::size_t at)
{
    return std::to_integer<std::size_t>(bytes[at]) << 8U | std::to_integer<std::size_t>(bytes[at + 1]);
}

bool mayBeMagic(std::byte first)
{
    return first == std::byte{'H'} || first == std::byte{'E'};
}

/// The first bytes of a magic number, when there are fewer than all.
bool mayBecomeMagic(std::span<const std::byte> bytes)
{
    const std::string_view text = base::asText(bytes.first(std::min(bytes.size(), magicSize)));
    return std::string_view{"HEP3"}.starts_with(text) || std::string_view{"EEP3"}.starts_with(text);
}

} // namespace

HepStreamFramer::Likeness HepStreamFramer::likeness(std::span<const std::byte> bytes)
{
    if (!mayBecomeMagic(bytes))
        return Likeness::NoPacket;
    if (bytes.size() < hep3HeaderSize)
        return Likeness::NeedsMore;
    const std::size_t length = number16(bytes, magicSize);
    if (length == hep3HeaderSize)
        return Likeness::Packet;
    if (length < hep3HeaderSize + chunkHeaderSize)
        return Likeness::NoPacket;
    if (bytes.size() < hep3HeaderSize + chunkHeaderSize)
        return Likeness::NeedsMore;
    const bool isVendorUsual = bytes[hep3HeaderSize] == std::byte{0}; // nine are registered
    const std::size_t chunkLength = number16(bytes, hep3HeaderSize + 4);
    return isVendorUsual && chunkLength >= chunkHeaderSize && hep3HeaderSize + chunkLength <= length
               ? Likeness::Packet
               : Likeness::NoPacket;
}

void HepStreamFramer::append(std::span<const std::byte> bytes, bool followsGap)
{
    if (followsGap && pendingBytes() == 0)
        m_tail = 0;
    m_buffer.erase(m_buffer.begin(), m_buffer.begin() + static_cast<std::ptrdiff_t>(m_begin - m_tail));
    m_begin = m_tail;
    if (followsGap && pendingBytes() != 0)
        m_gap = m_buffer.size();
    m_buffer.insert(m_buffer.end(), bytes.begin(), bytes.end());
}

void HepStreamFramer::finish()
{
    m_isFinished = true;
}

bool HepStreamFramer::mayBegin(std::span<const std::byte> bytes)
{
    return likeness(bytes) != Likeness::NoPacket;
}

std::span<const std::byte> HepStreamFramer::available() const
{
    const std::size_t end = m_gap.value_or(m_buffer.size());
    return std::span{m_buffer}.subspan(m_begin, end - m_begin);
}

std::optional<HepStreamFramer::Piece> HepStreamFramer::next()
{
    if (m_gap && m_begin >= *m_gap) {
        m_gap.reset();
        m_tail = 0;
    }
    if (available().empty() || stepBack() == Likeness::NeedsMore)
        return std::nullopt;
    const std::span<const std::byte> bytes = available();
    if (!m_isBetween) {
        if (mayBecomeMagic(bytes)) {
            if (bytes.size() < hep3HeaderSize && !isEnd())
                return std::nullopt;
            m_isBetween = bytes.size() < hep3HeaderSize || number16(bytes, magicSize) < hep3HeaderSize;
            // The magic number itself is not looked at again.
            m_searched = m_isBetween ? 1 : m_searched;
        } else {
            m_isBetween = true;
        }
    }
    return m_isBetween ? nextBetween(bytes) : nextPacket(bytes);
}

HepStreamFramer::Likeness HepStreamFramer::stepBack()
{
    while (m_tail != 0 && !mayBecomeMagic(available())) {
        const std::size_t end = m_gap.value_or(m_buffer.size());
        const Likeness found = likeness(std::span{m_buffer}.first(end).subspan(m_begin - m_tail));
        if (found == Likeness::NeedsMore && !isEnd())
            return found;
        if (found == Likeness::Packet) {
            m_begin -= m_tail;
            m_offset -= m_tail;
            m_tail = 0;
            return found;
        }
        --m_tail;
    }
    return Likeness::NoPacket;
}

std::optional<HepStreamFramer::Piece> HepStreamFramer::nextPacket(std::span<const std::byte> bytes)
{
    const std::size_t length = number16(bytes, magicSize);
    if (m_walked == 0) {
        m_walked = hep3HeaderSize;
        m_searched = 1;
    }
    if (!m_isBroken) {
        if (const std::optional<std::size_t> nextPacket = walkChunks(bytes, length))
            return take(*nextPacket, true);
    }
    if (m_isBroken) {
        const std::optional<std::size_t> place = search(bytes, std::min(length, bytes.size()));
        if (!place)
            return std::nullopt;
        if (*place < length && *place < bytes.size())
            return take(*place, true);
    }
    if (bytes.size() >= length && (m_isBroken || m_walked == length))
        return take(length, true);
    if (isEnd())
        return take(bytes.size(), true);
    return std::nullopt;
}

std::optional<std::size_t> HepStreamFramer::walkChunks(std::span<const std::byte> bytes, std::size_t length)
{
    while (m_walked + chunkHeaderSize <= std::min(length, bytes.size())) {
        if (beginsLikeHep3(bytes.subspan(m_walked)))
            return m_walked;
        const std::size_t chunkLength = number16(bytes, m_walked + 4);
        const std::size_t chunkEnd = m_walked + chunkLength;
        m_isBroken = chunkLength < chunkHeaderSize || chunkEnd > length;
        if (m_isBroken)
            break;
        if (const auto place = searchChunk(bytes, chunkEnd, chunkEnd == length))
            return place;
        if (m_searched < chunkEnd)
            return std::nullopt;
        m_walked = chunkEnd;
    }
    m_isBroken = m_isBroken || (m_walked < length && m_walked + chunkHeaderSize > length);
    if (m_isBroken)
        m_searched = 1;
    return std::nullopt;
}

std::optional<std::size_t> HepStreamFramer::searchChunk(std::span<const std::byte> bytes,
                                                        std::size_t chunkEnd, bool isLast)
{
    // A text may end with the first letters of the magic number, and the packet with the text: it does not
    // wait for more bytes because of them. What then follows says whether they were its own, see stepBack().
    const std::size_t shortest = isLast ? magicSize : 1;
    for (; m_searched + shortest <= chunkEnd && m_searched < bytes.size(); ++m_searched) {
        if (!mayBeMagic(bytes[m_searched]))
            continue;
        const std::span<const std::byte> rest = bytes.subspan(m_searched);
        const Likeness found = likeness(rest);
        if (found == Likeness::NeedsMore && !isEnd())
            return std::nullopt;
        if (found != Likeness::Packet)
            continue;
        const bool isWhole =
            m_searched == m_walked + chunkHeaderSize && m_searched + number16(rest, magicSize) == chunkEnd;
        if (!isWhole)
            return m_searched;
        break; // HEP within HEP
    }
    if (bytes.size() >= chunkEnd)
        m_searched = chunkEnd;
    return std::nullopt;
}

std::optional<std::size_t> HepStreamFramer::search(std::span<const std::byte> bytes, std::size_t end)
{
    for (; m_searched < end; ++m_searched) {
        if (!mayBeMagic(bytes[m_searched]))
            continue;
        const std::span<const std::byte> rest = bytes.subspan(m_searched);
        switch (likeness(rest)) {
        case Likeness::Packet:
            return m_searched;
        case Likeness::NeedsMore:
            if (!isEnd())
                return std::nullopt;
            break;
        case Likeness::NoPacket:
            break;
        }
    }
    return end;
}

std::optional<HepStreamFramer::Piece> HepStreamFramer::nextBetween(std::span<const std::byte> bytes)
{
    const std::size_t end = std::min(bytes.size(), maximumPiece);
    const std::optional<std::size_t> place = search(bytes, end);
    if (!place)
        return std::nullopt;
    if (*place < end)
        return take(*place, false);
    if (end == maximumPiece || isEnd())
        return take(end, false);
    return std::nullopt;
}

HepStreamFramer::Piece HepStreamFramer::take(std::size_t size, bool isPacket)
{
    const Piece piece{std::span{m_buffer}.subspan(m_begin, size), m_offset, isPacket};
    m_begin += size;
    m_offset += size;
    m_tail = isPacket ? std::min(size, magicSize - 1) : 0;
    m_packets += isPacket ? 1U : 0U;
    m_walked = 0;
    m_searched = 0;
    m_isBroken = false;
    m_isBetween = false;
    return piece;
}

} // namespace core::hep
