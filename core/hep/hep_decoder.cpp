// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/hep/hep_decoder.h"

#include "core/base/ascii.h"
#include "core/base/byte_reader.h"
#include "core/hep/hep_chunks.h"
#include "core/hep/hep_legacy.h"
#include "core/hep/hep_numbers.h"

#include <algorithm>
#include <limits>

namespace core::hep {
namespace {

constexpr std::uint8_t udpProtocol = 17;
/// IEEE 802.1Q: the identifier among the bits of a tag.
constexpr std::uint16_t vlanMask = 0x0fff;

/// Gathers the chunks of one version 3 packet, which come in any order.
class Hep3Assembler {
public:
    void take(const HepChunk& chunk)
    {
        if (chunk.vendor != genericVendor)
            ++m_packet.vendorChunks;
        else if (!takeAddress(chunk) && !takeNumber(chunk) && !takeText(chunk) && !takePayload(chunk))
            ++m_packet.otherChunks;
    }

    HepPacket finish()
    {
        finishPath();
        finishTime();
        if (!m_hasPayload)
            m_packet.defects.add(HepDefect::PayloadMissing);
        return m_packet;
    }

    HepDefects& defects() { return m_packet.defects; }

private:
    bool takeAddress(const HepChunk& chunk)
    {
        switch (ChunkType{chunk.type}) {
        case ChunkType::SourceIpv4:
        case ChunkType::SourceIpv6:
            readAddress(chunk, m_packet.path.source.address, m_hasSource);
            return true;
        case ChunkType::DestinationIpv4:
        case ChunkType::DestinationIpv6:
            readAddress(chunk, m_packet.path.destination.address, m_hasDestination);
            return true;
        default:
            return false;
        }
    }

    /// By the size of the body, not by the chunk type: a wrong type with 4 or 16 bytes is still clear.
    void readAddress(const HepChunk& chunk, net::IpAddress& address, bool& isPresent)
    {
        const bool isIpv6Type = chunk.type >= static_cast<std::uint16_t>(ChunkType::SourceIpv6);
        if (chunk.body.size() != (isIpv6Type ? 16U : 4U))
            m_packet.defects.add(HepDefect::ChunkSizeWrong);
        if (chunk.body.size() == 4)
            address = net::IpAddress::fromIpv4(chunk.body.first<4>());
        else if (chunk.body.size() == 16)
            address = net::IpAddress::fromIpv6(chunk.body.first<16>());
        else
            return;
        isPresent = true;
    }

    bool takeNumber(const HepChunk& chunk)
    {
        switch (ChunkType{chunk.type}) {
        case ChunkType::Family:
            readNumber(chunk, m_family);
            return true;
        case ChunkType::IpProtocol:
            readNumber(chunk, m_packet.ipProtocol);
            return true;
        case ChunkType::SourcePort:
            readNumber(chunk, m_packet.path.source.port);
            return true;
        case ChunkType::DestinationPort:
            readNumber(chunk, m_packet.path.destination.port);
            return true;
        case ChunkType::TimestampSeconds:
            readNumber(chunk, m_seconds);
            return true;
        case ChunkType::TimestampMicros:
            readNumber(chunk, m_micros);
            return true;
        case ChunkType::PayloadType: {
            auto type = static_cast<std::uint8_t>(m_packet.payloadType);
            readNumber(chunk, type);
            m_packet.payloadType = PayloadType{type};
            return true;
        }
        case ChunkType::CaptureId:
            readNumber(chunk, m_packet.captureId);
            return true;
        case ChunkType::VlanId:
            readNumber(chunk, m_packet.vlan);
            m_packet.vlan &= vlanMask;
            return true;
        default:
            return false;
        }
    }

    /// Some senders write a number narrower or wider than the specification says: it is read by its
    /// width, and ignored when its value does not fit.
    template <typename Number>
    void readNumber(const HepChunk& chunk, Number& number)
    {
        const std::size_t size = chunk.body.size();
        if (size != sizeof(Number))
            m_packet.defects.add(HepDefect::ChunkSizeWrong);
        if (size == 0 || size > sizeof(std::uint64_t) || chunk.isCutShort)
            return;
        std::uint64_t value = 0;
        for (const std::byte b : chunk.body)
            value = value << 8U | std::to_integer<std::uint64_t>(b);
        if (value <= std::numeric_limits<Number>::max())
            number = static_cast<Number>(value);
    }

    bool takeText(const HepChunk& chunk)
    {
        switch (ChunkType{chunk.type}) {
        case ChunkType::AuthenticationKey:
            m_packet.authenticationKey = base::asText(chunk.body);
            return true;
        case ChunkType::CorrelationId:
            m_packet.correlationId = base::asText(chunk.body);
            return true;
        case ChunkType::AgentName:
            m_packet.agentName = base::asText(chunk.body);
            return true;
        default:
            return false;
        }
    }

    bool takePayload(const HepChunk& chunk)
    {
        const ChunkType type{chunk.type};
        if (type != ChunkType::Payload && type != ChunkType::CompressedPayload)
            return false;
        if (m_hasPayload) {
            m_packet.defects.add(HepDefect::PayloadRepeated);
            return true;
        }
        m_hasPayload = true;
        m_packet.payload = chunk.body;
        m_packet.isPayloadCompressed = type == ChunkType::CompressedPayload;
        return true;
    }

    void finishPath()
    {
        net::Path& path = m_packet.path;
        // A missing protocol chunk means UDP, which is what nearly all agents watch.
        path.transport = m_packet.ipProtocol == 0 ? net::Transport::Udp : transportOf(m_packet.ipProtocol);
        if (path.transport == net::Transport::Unknown)
            m_packet.defects.add(HepDefect::ProtocolUnknown);
        if (!m_hasSource || !m_hasDestination)
            m_packet.defects.add(HepDefect::AddressMissing);
        if (m_hasSource && m_hasDestination && isUnspecified(path.source.address) &&
            isUnspecified(path.destination.address))
            m_packet.defects.add(HepDefect::AddressUnspecified);
        // The number for IPv6 differs between systems, so the addresses are the truth.
        if (m_hasSource && m_family != 0 && (m_family == familyIpv4) == path.source.address.isIpv6())
            m_packet.defects.add(HepDefect::FamilyMismatch);
    }

    static bool isUnspecified(const net::IpAddress& address)
    {
        return std::ranges::all_of(address.bytes(), [](std::byte b) { return b == std::byte{0}; });
    }

    void finishTime()
    {
        if (m_seconds == 0) {
            m_packet.defects.add(HepDefect::TimeMissing);
            return;
        }
        if (m_micros >= microsPerSecond)
            m_packet.defects.add(HepDefect::TimeMalformed);
        m_packet.captured = base::fromSecondsAndNanoseconds(
            m_seconds, std::min<std::int64_t>(m_micros, microsPerSecond - 1) * 1000);
    }

    HepPacket m_packet;
    std::uint8_t m_family = 0;
    std::uint32_t m_seconds = 0;
    std::uint32_t m_micros = 0;
    bool m_hasSource = false;
    bool m_hasDestination = false;
    bool m_hasPayload = false;
};

///      0      1      2      3      4      5      6
///   +------+------+------+------+------+------+--------- - -
///   |  'H'    'E'    'P'    '3' | length (*)  | chunks         (*) of the whole packet
///   +------+------+------+------+------+------+--------- - -
HepDecoding decodeHep3(std::span<const std::byte> bytes)
{
    base::ByteReader reader{bytes};
    reader.skip(4);
    const std::size_t length = reader.u16();
    if (reader.failed())
        return {std::nullopt, HepRefusal::HeaderCutShort};
    if (length < hep3HeaderSize)
        return {std::nullopt, HepRefusal::LengthImpossible};
    Hep3Assembler assembler;
    if (length > bytes.size())
        assembler.defects().add(HepDefect::CutShort);
    if (length < bytes.size())
        assembler.defects().add(HepDefect::TrailingBytes);
    HepChunkReader chunks{bytes};
    while (const auto chunk = chunks.next())
        assembler.take(*chunk);
    // A packet that is cut short ends within a chunk: one defect says it.
    if (chunks.isMalformed() && length <= bytes.size())
        assembler.defects().add(HepDefect::ChunkMalformed);
    return {assembler.finish(), HepRefusal::None};
}

/// The magic number can also be text about HEP: then the first chunk makes no sense.
bool likelyHep3(std::span<const std::byte> bytes)
{
    constexpr std::uint16_t vendorBound = 0x0100; // nine are registered
    base::ByteReader reader{bytes};
    reader.skip(4);
    const std::size_t length = reader.u16();
    if (!reader.failed() && length == hep3HeaderSize)
        return true;
    const std::uint16_t vendor = reader.u16();
    reader.skip(2);
    const std::size_t chunkLength = reader.u16();
    return !reader.failed() && vendor < vendorBound && chunkLength >= chunkHeaderSize &&
           hep3HeaderSize + chunkLength <= length;
}

} // namespace

HepDecoding decodeHep(std::span<const std::byte> bytes)
{
    if (bytes.empty())
        return {std::nullopt, HepRefusal::Empty};
    if (beginsLikeHep3(bytes))
        return decodeHep3(bytes);
    if (isLegacyVersion(bytes.front()))
        return decodeLegacyHep(bytes);
    return {std::nullopt, HepRefusal::NotHep};
}

bool likelyHep(std::span<const std::byte> payload)
{
    if (payload.empty())
        return false;
    if (beginsLikeHep3(payload))
        return likelyHep3(payload);
    return isLegacyVersion(payload.front()) && likelyLegacyHep(payload);
}

net::Transport transportOf(std::uint8_t ipProtocol)
{
    switch (ipProtocol) {
    case udpProtocol:
        return net::Transport::Udp;
    case 6:
        return net::Transport::Tcp;
    case 22:
        return net::Transport::Tls;
    case 50:
        return net::Transport::Ws;
    case 132:
        return net::Transport::Sctp;
    default:
        return net::Transport::Unknown;
    }
}

} // namespace core::hep
