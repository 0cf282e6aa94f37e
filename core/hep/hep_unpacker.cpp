// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/hep/hep_unpacker.h"

#include "core/hep/hep_inflate.h"

namespace core::hep {

HepDecoding HepUnpacker::unpack(std::span<const std::byte> bytes)
{
    const bool isWholeCompressed = beginsLikeGzip(bytes);
    if (isWholeCompressed && inflatePayload(bytes, m_wholePacket) != Inflation::Done)
        return {std::nullopt, HepRefusal::CompressionBroken};
    HepDecoding decoding = decodeHep(isWholeCompressed ? std::span<const std::byte>{m_wholePacket} : bytes);
    if (!decoding.packet)
        return decoding;
    HepPacket& packet = *decoding.packet;
    packet.isPayloadInPlace = !isWholeCompressed;
    if (!packet.isPayloadCompressed)
        return decoding;
    if (inflatePayload(packet.payload, m_payload) != Inflation::Done)
        packet.defects.add(HepDefect::PayloadUndecompressed);
    // Nothing came out: the bytes as received say more than none.
    if (m_payload.empty())
        return decoding;
    packet.payload = m_payload;
    packet.isPayloadCompressed = false;
    packet.isPayloadInPlace = false;
    return decoding;
}

} // namespace core::hep
