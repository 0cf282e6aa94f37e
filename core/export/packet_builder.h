// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/address.h"

#include <compare>
#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <vector>

namespace core::exporting {

using Bytes = std::vector<std::byte>;

/// `packet`, an IP packet, behind an Ethernet header with made-up addresses (locally administered).
[[nodiscard]] Bytes ethernetFrame(std::span<const std::byte> packet);

/// Makes the packets that must have carried a payload, of which only the payload and its endpoints are known
/// (HEP): Ethernet, IPv4 or IPv6, and UDP, TCP or SCTP, with right lengths and checksums. TLS and WebSocket
/// become plain TCP, whose sequence and acknowledgement numbers go on from packet to packet as if nothing
/// else had been sent. An unknown transport becomes UDP.
class PacketBuilder {
public:
    /// Largest payload of one packet: what an IP packet can hold, less the headers.
    static constexpr std::size_t maximumPayload = 65'000;

    /// The frames for one payload; more than one when it does not fit into a packet.
    [[nodiscard]] std::vector<Bytes> frames(const net::Path& path, std::span<const std::byte> payload);

private:
    struct Direction {
        net::Endpoint from;
        net::Endpoint to;
        auto operator<=>(const Direction&) const = default;
    };

    [[nodiscard]] Bytes udp(const net::Path& path, std::span<const std::byte> payload);
    [[nodiscard]] Bytes tcp(const net::Path& path, std::span<const std::byte> payload);
    [[nodiscard]] Bytes sctp(const net::Path& path, std::span<const std::byte> payload);
    [[nodiscard]] Bytes packet(const net::Path& path, std::uint8_t protocol, Bytes segment,
                               std::size_t checksumAt);

    /// Bytes (TCP) or messages (SCTP) sent so far.
    std::map<Direction, std::uint32_t> m_sent;
    std::uint16_t m_identification = 0;
};

} // namespace core::exporting
