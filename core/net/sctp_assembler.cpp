// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/sctp_assembler.h"

#include "core/net/wire.h"

#include <algorithm>
#include <utility>

namespace core::net {
namespace {

constexpr std::size_t commonHeaderSize = 12;
constexpr std::size_t chunkHeaderSize = 4;
constexpr std::size_t fragmentOverhead = 160;

enum ChunkType : std::uint8_t { Data = 0, Abort = 6, ShutdownComplete = 14, InterleavedData = 64 };

/// Flags of a DATA chunk.
constexpr unsigned lastFragment = 1;
constexpr unsigned firstFragment = 2;

/// A frame can be several things at once; the most telling one counts.
FrameClass stronger(FrameClass a, FrameClass b)
{
    constexpr std::array order{FrameClass::Payload, FrameClass::FragmentHeld, FrameClass::Repeated};
    for (const FrameClass candidate : order) {
        if (a == candidate || b == candidate)
            return candidate;
    }
    return FrameClass::OtherProtocol;
}

} // namespace

std::size_t SctpAssembler::KeyHash::operator()(const Key& key) const
{
    return PathHash{}(key.path) ^ (std::size_t{key.verificationTag} * 0x9e3779b97f4a7c15ULL);
}

std::size_t SctpAssembler::Fragment::cost() const
{
    return fragmentOverhead + bytes.size() + frames.size() * sizeof(base::FrameNumber);
}

bool SctpAssembler::TsnWindow::insert(std::uint32_t tsn)
{
    if (m_isEmpty) {
        m_isEmpty = false;
        m_newest = tsn;
    }
    const auto ahead = static_cast<std::int32_t>(tsn - m_newest);
    if (ahead <= -static_cast<std::int32_t>(size))
        return false;
    if (ahead >= static_cast<std::int32_t>(size)) {
        m_seen.reset();
        m_newest = tsn;
    }
    for (; static_cast<std::int32_t>(tsn - m_newest) > 0;)
        m_seen.reset(++m_newest % size);
    const bool isNew = !m_seen.test(tsn % size);
    m_seen.set(tsn % size);
    return isNew;
}

FrameClass SctpAssembler::add(const FrameView& frame, const SctpPacket& packet, PayloadHandler& handler)
{
    expire(frame.arrived, handler);
    if (packet.bytes.size() < commonHeaderSize)
        return FrameClass::Malformed;
    const Path path{{packet.source, wire16(packet.bytes, 0)},
                    {packet.destination, wire16(packet.bytes, 2)},
                    Transport::Sctp};
    const Key key{path, wire32(packet.bytes, 4)};
    auto chunks = packet.bytes.subspan(commonHeaderSize);
    auto result = FrameClass::OtherProtocol;
    while (chunks.size() >= chunkHeaderSize) {
        const std::uint8_t type = wire8(chunks, 0);
        const unsigned flags = wire8(chunks, 1);
        const std::size_t length = wire16(chunks, 2);
        if (length < chunkHeaderSize)
            return result == FrameClass::OtherProtocol ? FrameClass::Malformed : result;
        const std::size_t captured = std::min(length, chunks.size());
        // I-DATA (RFC 8260) has a longer header: stream, reserved, message id, then protocol or number.
        const std::size_t headerSize = type == Data ? 16 : 20;
        if ((type == Data || type == InterleavedData) && captured >= headerSize) {
            DataChunk chunk;
            chunk.tsn = wire32(chunks, 4);
            chunk.isFirst = (flags & firstFragment) != 0;
            chunk.isLast = (flags & lastFragment) != 0;
            chunk.isTruncated = captured < length;
            chunk.payload = chunks.subspan(headerSize, captured - headerSize);
            result =
                stronger(result, addData(find(key, frame.arrived, handler), frame, packet, chunk, handler));
        } else if (type == Abort || type == ShutdownComplete) {
            if (const auto known = m_index.find(key); known != m_index.end())
                forget(*known->second, handler, FrameDetail::FragmentsMissing);
        }
        chunks = chunks.subspan(std::min((length + 3) / 4 * 4, chunks.size()));
    }
    return result;
}

FrameClass SctpAssembler::addData(Association& association, const FrameView& frame, const SctpPacket& packet,
                                  const DataChunk& chunk, PayloadHandler& handler)
{
    if (!association.seen.insert(chunk.tsn) || association.fragments.contains(chunk.tsn))
        return FrameClass::Repeated;
    if (chunk.isFirst && chunk.isLast) {
        handler.onDatagram(frame,
                           {association.key.path, chunk.payload, packet.isWithinFrame,
                            packet.isWithinFrame ? std::span<const base::FrameNumber>{} : packet.frames,
                            chunk.isTruncated});
        return FrameClass::Payload;
    }
    const auto first = keep(association, packet, chunk, handler);
    if (!first)
        return FrameClass::FragmentHeld;
    deliver(association, *first, frame, handler);
    return FrameClass::Payload;
}

std::optional<std::uint32_t> SctpAssembler::keep(Association& association, const SctpPacket& packet,
                                                 const DataChunk& chunk, PayloadHandler& handler)
{
    auto& fragments = association.fragments;
    Fragment& fragment = fragments[chunk.tsn];
    fragment = {{chunk.payload.begin(), chunk.payload.end()},
                {packet.frames.begin(), packet.frames.end()},
                chunk.isFirst,
                chunk.isLast,
                chunk.isTruncated,
                chunk.tsn};
    m_heldBytes += fragment.cost();

    std::uint32_t first = chunk.tsn;
    std::uint32_t last = chunk.tsn;
    const auto before = fragments.find(chunk.tsn - 1);
    if (!chunk.isFirst && before != fragments.end() && !before->second.isLast)
        first = before->second.otherEnd;
    const auto after = fragments.find(chunk.tsn + 1);
    if (!chunk.isLast && after != fragments.end() && !after->second.isFirst)
        last = after->second.otherEnd;
    fragments[first].otherEnd = last;
    fragments[last].otherEnd = first;
    if (fragments[first].isFirst && fragments[last].isLast)
        return first;
    handler.onPartHeld(packet.frames.back());
    while (m_heldBytes > m_maximumBytes && !m_associations.empty())
        forget(m_associations.front(), handler, FrameDetail::FragmentsEvicted);
    return std::nullopt;
}

void SctpAssembler::deliver(Association& association, std::uint32_t first, const FrameView& frame,
                            PayloadHandler& handler)
{
    std::vector<std::byte> message;
    std::vector<base::FrameNumber> frames;
    bool isTruncated = false;
    for (std::uint32_t tsn = first;; ++tsn) {
        const auto node = association.fragments.extract(tsn);
        const Fragment& fragment = node.mapped();
        message.insert(message.end(), fragment.bytes.begin(), fragment.bytes.end());
        frames.insert(frames.end(), fragment.frames.begin(), fragment.frames.end());
        isTruncated = isTruncated || fragment.isTruncated;
        m_heldBytes -= fragment.cost();
        if (fragment.isLast)
            break;
    }
    std::sort(frames.begin(), frames.end());
    frames.erase(std::unique(frames.begin(), frames.end()), frames.end());
    handler.onDatagram(frame, {association.key.path, message, false, frames, isTruncated});
}

SctpAssembler::Association& SctpAssembler::find(const Key& key, base::Timestamp now, PayloadHandler& handler)
{
    const auto [known, isNew] = m_index.try_emplace(key);
    if (isNew) {
        if (m_index.size() > m_maximumAssociations)
            forget(m_associations.front(), handler, FrameDetail::FragmentsEvicted);
        m_associations.emplace_back();
        known->second = std::prev(m_associations.end());
        known->second->key = key;
    }
    m_associations.splice(m_associations.end(), m_associations, known->second);
    known->second->lastSeen = now;
    return *known->second;
}

void SctpAssembler::expire(base::Timestamp now, PayloadHandler& handler)
{
    while (!m_associations.empty() && now - m_associations.front().lastSeen > m_maximumAge)
        forget(m_associations.front(), handler, FrameDetail::FragmentsLate);
}

void SctpAssembler::finish(PayloadHandler& handler)
{
    while (!m_associations.empty())
        forget(m_associations.front(), handler, FrameDetail::FragmentsMissing);
}

void SctpAssembler::forget(Association& association, PayloadHandler& handler, FrameDetail reason)
{
    for (const auto& [tsn, fragment] : association.fragments) {
        m_heldBytes -= fragment.cost();
        handler.onPartGivenUp(fragment.frames.back(), FrameClass::Incomplete, reason);
    }
    m_incomplete += association.fragments.size();
    const auto known = m_index.find(association.key);
    const auto position = known->second;
    m_index.erase(known);
    m_associations.erase(position);
}

} // namespace core::net
