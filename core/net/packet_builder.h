// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/address.h"

#include <compare>
#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <vector>

namespace core::net {

/// `packet`, an IP packet, behind an Ethernet header with made-up addresses (locally administered).
[[nodiscard]] std::vector<std::byte> ethernetFrame(std::span<const std::byte> packet);

/// Makes the packets that must have carried a payload, of which only the payload and its endpoints are known
/// (HEP): IPv4 or IPv6, and UDP, TCP or SCTP, with right lengths and checksums. TLS and WebSocket become
/// plain TCP, whose sequence and acknowledgement numbers go on from packet to packet as if nothing else had
/// been sent. An unknown transport becomes UDP. One thread.
class PacketBuilder {
public:
    using Bytes = std::vector<std::byte>;

    /// Largest payload of one packet: what an IP packet can hold, less the headers.
    static constexpr std::size_t maximumPayload = 65'000;

    /// A datagram cannot be split, so it may be as large as UDP allows.
    static constexpr std::size_t maximumDatagram = 65'507;

    /// Connections whose numbers are kept; when there are more, all begin anew.
    static constexpr std::size_t maximumDirections = 65'536;

    /// The IP packets for one payload; more than one when it does not fit into a packet.
    [[nodiscard]] std::vector<Bytes> packets(const Path& path, std::span<const std::byte> payload);
    /// The same behind Ethernet headers.
    [[nodiscard]] std::vector<Bytes> frames(const Path& path, std::span<const std::byte> payload);

    /// Bytes that are missing at this place of a TCP connection: the next packet leaves room for them.
    void skip(const Path& path, std::uint32_t count);

    /// All connections begin anew, with numbers so far off that nobody takes them for repetitions.
    void restart();

private:
    struct Direction {
        Endpoint from;
        Endpoint to;
        auto operator<=>(const Direction&) const = default;
    };

    [[nodiscard]] Bytes udp(const Path& path, std::span<const std::byte> payload);
    [[nodiscard]] Bytes tcp(const Path& path, std::span<const std::byte> payload);
    [[nodiscard]] Bytes sctp(const Path& path, std::span<const std::byte> payload);
    [[nodiscard]] Bytes packet(const Path& path, std::uint8_t protocol, Bytes segment,
                               std::size_t checksumAt);

    /// Bytes (TCP) or messages (SCTP) sent so far.
    std::map<Direction, std::uint32_t> m_sent;
    std::uint32_t m_firstSequence = 1;
    std::uint16_t m_identification = 0;
};

} // namespace core::net
