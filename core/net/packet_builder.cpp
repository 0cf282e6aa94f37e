// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/packet_builder.h"

#include "core/net/ip_protocol.h"

#include <algorithm>
#include <array>
#include <utility>

namespace core::net {
namespace {

using Packet = PacketBuilder::Bytes;

constexpr std::size_t noChecksum = SIZE_MAX;

void append8(Packet& bytes, std::uint8_t value)
{
    bytes.push_back(std::byte{value});
}

void append16(Packet& bytes, std::size_t value)
{
    append8(bytes, static_cast<std::uint8_t>(value >> 8U));
    append8(bytes, static_cast<std::uint8_t>(value));
}

void append32(Packet& bytes, std::uint32_t value)
{
    append16(bytes, value >> 16U);
    append16(bytes, value & 0xFFFFU);
}

void append(Packet& bytes, std::span<const std::byte> more)
{
    bytes.insert(bytes.end(), more.begin(), more.end());
}

void put16(Packet& bytes, std::size_t at, std::uint16_t value)
{
    bytes[at] = static_cast<std::byte>(value >> 8U);
    bytes[at + 1] = static_cast<std::byte>(value & 0xFFU);
}

/// RFC 1071: the sum of 16-bit words; the checksum is its complement.
std::uint32_t sumOfWords(std::span<const std::byte> bytes, std::uint32_t sum = 0)
{
    for (std::size_t i = 0; i + 1 < bytes.size(); i += 2)
        sum += std::to_integer<std::uint32_t>(bytes[i]) << 8U | std::to_integer<std::uint32_t>(bytes[i + 1]);
    if (bytes.size() % 2 != 0)
        sum += std::to_integer<std::uint32_t>(bytes.back()) << 8U;
    return sum;
}

std::uint16_t checksumOf(std::uint32_t sum)
{
    while (sum > 0xFFFFU)
        sum = (sum & 0xFFFFU) + (sum >> 16U);
    return static_cast<std::uint16_t>(~sum);
}

/// CRC-32C, bit by bit: RFC 4960 appendix B. SCTP is too rare here for a table.
std::uint32_t crc32c(std::span<const std::byte> bytes)
{
    std::uint32_t crc = 0xFFFFFFFFU;
    for (const std::byte b : bytes) {
        crc ^= std::to_integer<std::uint32_t>(b);
        for (int i = 0; i < 8; ++i)
            crc = (crc >> 1U) ^ ((crc & 1U) != 0 ? 0x82F63B78U : 0U);
    }
    return ~crc;
}

/// RFC 4960 section 3.1: each direction of an association has a tag of its own, which is not 0.
std::uint32_t verificationTag(const Path& path)
{
    Packet endpoints;
    for (const Endpoint& endpoint : {path.source, path.destination}) {
        append(endpoints, endpoint.address.bytes());
        append16(endpoints, endpoint.port);
    }
    return crc32c(endpoints) | 1U;
}

/// 02:00 and the last four bytes of the IP address: one computer keeps one Ethernet address.
void appendMacAddress(Packet& bytes, std::span<const std::byte> ipAddress)
{
    append16(bytes, 0x0200);
    append(bytes, ipAddress.last(4));
}

/// Both addresses in one family: IPv4 becomes IPv4-mapped IPv6 when the other is IPv6.
Packet addressBytes(const IpAddress& address, bool asIpv6)
{
    Packet bytes;
    if (asIpv6 && !address.isIpv6()) {
        bytes.resize(10);
        append16(bytes, 0xFFFF);
    }
    append(bytes, address.bytes());
    return bytes;
}

Packet ipv4Header(std::size_t payloadLength, std::uint8_t protocol, std::uint16_t identification,
                  std::span<const std::byte> source, std::span<const std::byte> destination)
{
    constexpr std::size_t length = 20;
    constexpr std::size_t checksumAt = 10;
    Packet header;
    append16(header, 0x4500);
    append16(header, length + payloadLength);
    append16(header, identification);
    append16(header, 0); // may be fragmented, is not
    append8(header, 64);
    append8(header, protocol);
    append16(header, 0);
    append(header, source);
    append(header, destination);
    put16(header, checksumAt, checksumOf(sumOfWords(header)));
    return header;
}

Packet ipv6Header(std::size_t payloadLength, std::uint8_t protocol, std::span<const std::byte> source,
                  std::span<const std::byte> destination)
{
    Packet header;
    append32(header, 0x60000000U);
    append16(header, payloadLength);
    append8(header, protocol);
    append8(header, 64);
    append(header, source);
    append(header, destination);
    return header;
}

} // namespace

Packet ethernetFrame(std::span<const std::byte> packet)
{
    const bool isIpv6 = !packet.empty() && std::to_integer<unsigned>(packet.front()) >> 4U == 6;
    const std::size_t addressesAt = isIpv6 ? 8 : 12;
    const std::size_t addressLength = isIpv6 ? 16 : 4;
    static constexpr std::array<std::byte, 4> unknown{};
    const bool isWhole = packet.size() >= addressesAt + 2 * addressLength;
    const auto addressAt = [&](std::size_t at) {
        return isWhole ? packet.subspan(at, addressLength) : std::span<const std::byte>{unknown};
    };
    Packet frame;
    frame.reserve(14 + packet.size());
    appendMacAddress(frame, addressAt(addressesAt + addressLength));
    appendMacAddress(frame, addressAt(addressesAt));
    append16(frame, isIpv6 ? 0x86DD : 0x0800);
    append(frame, packet);
    return frame;
}

std::vector<Packet> PacketBuilder::frames(const Path& path, std::span<const std::byte> payload)
{
    std::vector<Packet> frames = packets(path, payload);
    for (Packet& frame : frames)
        frame = ethernetFrame(frame);
    return frames;
}

std::vector<Packet> PacketBuilder::packets(const Path& path, std::span<const std::byte> payload)
{
    if (m_sent.size() >= maximumDirections)
        restart();
    const bool isDatagram = path.transport == Transport::Udp || path.transport == Transport::Unknown;
    const std::size_t limit = isDatagram ? maximumDatagram : maximumPayload;
    std::vector<Packet> packets;
    do {
        const std::span<const std::byte> part = payload.first(std::min(payload.size(), limit));
        payload = payload.subspan(part.size());
        switch (path.transport) {
        case Transport::Tcp:
        case Transport::Tls:
        case Transport::Ws:
        case Transport::Wss:
            packets.push_back(tcp(path, part));
            break;
        case Transport::Sctp:
            packets.push_back(sctp(path, part));
            break;
        case Transport::Udp:
        case Transport::Unknown:
            packets.push_back(udp(path, part));
            break;
        }
    } while (!payload.empty());
    return packets;
}

void PacketBuilder::skip(const Path& path, std::uint32_t count)
{
    m_sent[{path.source, path.destination}] += count;
}

void PacketBuilder::restart()
{
    // RFC 7323 section 2.3: no window reaches further than 2^30.
    constexpr std::uint32_t farOff = 0x5000'0000;
    m_sent.clear();
    m_firstSequence += farOff;
}

Packet PacketBuilder::udp(const Path& path, std::span<const std::byte> payload)
{
    constexpr std::size_t checksumAt = 6;
    Packet segment;
    append16(segment, path.source.port);
    append16(segment, path.destination.port);
    append16(segment, 8 + payload.size());
    append16(segment, 0);
    append(segment, payload);
    return packet(path, IpProtocol::Udp, std::move(segment), checksumAt);
}

Packet PacketBuilder::tcp(const Path& path, std::span<const std::byte> payload)
{
    constexpr std::size_t checksumAt = 16;
    std::uint32_t& sent = m_sent[{path.source, path.destination}];
    const auto opposite = m_sent.find({path.destination, path.source});
    Packet segment;
    append16(segment, path.source.port);
    append16(segment, path.destination.port);
    append32(segment, m_firstSequence + sent);
    append32(segment, m_firstSequence + (opposite == m_sent.end() ? 0 : opposite->second));
    append16(segment, 0x5018); // header of five words, PSH and ACK
    append16(segment, 0xFFFF);
    append16(segment, 0);
    append16(segment, 0);
    append(segment, payload);
    sent += static_cast<std::uint32_t>(payload.size());
    return packet(path, IpProtocol::Tcp, std::move(segment), checksumAt);
}

Packet PacketBuilder::sctp(const Path& path, std::span<const std::byte> payload)
{
    constexpr std::size_t checksumAt = 8;
    constexpr std::size_t chunkHeaderLength = 16;
    const std::uint32_t number = m_sent[{path.source, path.destination}]++;
    Packet segment;
    append16(segment, path.source.port);
    append16(segment, path.destination.port);
    append32(segment, verificationTag(path));
    append32(segment, 0);
    append16(segment, 0x0003); // DATA, first and last piece
    append16(segment, chunkHeaderLength + payload.size());
    append32(segment, number + 1);
    append16(segment, 0);
    append16(segment, number & 0xFFFFU);
    append32(segment, 0);
    append(segment, payload);
    segment.resize((segment.size() + 3) / 4 * 4);
    const std::uint32_t crc = crc32c(segment);
    for (unsigned i = 0; i < 4; ++i)
        segment[checksumAt + i] = static_cast<std::byte>(crc >> 8U * i & 0xFFU);
    return packet(path, IpProtocol::Sctp, std::move(segment), noChecksum);
}

Packet PacketBuilder::packet(const Path& path, std::uint8_t protocol, Packet segment, std::size_t checksumAt)
{
    const bool isIpv6 = path.source.address.isIpv6() || path.destination.address.isIpv6();
    const Packet source = addressBytes(path.source.address, isIpv6);
    const Packet destination = addressBytes(path.destination.address, isIpv6);
    if (checksumAt != noChecksum) {
        std::uint32_t sum = sumOfWords(source, protocol + static_cast<std::uint32_t>(segment.size()));
        sum = sumOfWords(destination, sum);
        const std::uint16_t checksum = checksumOf(sumOfWords(segment, sum));
        // In UDP, zero would mean that there is none (RFC 768).
        put16(segment, checksumAt, checksum == 0 && protocol == IpProtocol::Udp ? 0xFFFF : checksum);
    }
    Packet whole = isIpv6 ? ipv6Header(segment.size(), protocol, source, destination)
                          : ipv4Header(segment.size(), protocol, ++m_identification, source, destination);
    append(whole, segment);
    return whole;
}

} // namespace core::net
