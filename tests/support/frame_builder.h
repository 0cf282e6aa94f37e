// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/address.h"

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string_view>
#include <vector>

// Builds packets from the inside out, so that a test reads like the packet:
//     ethernet(ip(from, to, udp(5060, 5060, text("OPTIONS ..."))))
// Lengths are filled in; checksums are zero, as with checksum offload.
namespace tests::support {

using Bytes = std::vector<std::byte>;

[[nodiscard]] Bytes text(std::string_view characters);
/// "45 00 0a"; blanks do not count.
[[nodiscard]] Bytes hex(std::string_view digits);
[[nodiscard]] Bytes join(std::initializer_list<Bytes> parts);
/// `count` bytes that differ from their neighbours, different for each `seed`.
[[nodiscard]] Bytes pattern(std::size_t count, unsigned seed = 0);
[[nodiscard]] Bytes slice(const Bytes& bytes, std::size_t from, std::size_t count);
[[nodiscard]] core::net::IpAddress address(std::string_view characters);
[[nodiscard]] core::net::Endpoint endpoint(std::string_view characters, std::uint16_t port);

/// What an IP header says about the bytes behind it.
struct Transported {
    std::uint8_t protocol = 0;
    Bytes bytes;
};

[[nodiscard]] Transported udp(std::uint16_t from, std::uint16_t to, const Bytes& payload);

struct TcpFlags {
    bool syn = false;
    bool ack = true;
    bool fin = false;
    bool rst = false;
};

[[nodiscard]] Transported tcp(std::uint16_t from, std::uint16_t to, std::uint32_t sequence,
                              const Bytes& payload, TcpFlags flags = {});

/// One SCTP DATA chunk (RFC 4960 section 3.3.1), padded.
struct SctpData {
    std::uint32_t tsn = 1;
    bool isFirst = true;
    bool isLast = true;
    std::uint16_t stream = 0;
    std::uint16_t streamSequence = 0;
    std::uint32_t payloadProtocol = 0;
    bool isUnordered = false;
};

[[nodiscard]] Bytes sctpData(const SctpData& data, const Bytes& payload);
[[nodiscard]] Transported sctp(std::uint16_t from, std::uint16_t to, std::uint32_t verificationTag,
                               const Bytes& chunks);
[[nodiscard]] Transported greFor(std::uint16_t protocol, const Bytes& payload,
                                 const Bytes& optionalWords = {}, std::uint16_t flags = 0);

struct IpOptions {
    std::uint16_t identification = 1;
    /// In bytes; a multiple of eight.
    std::size_t fragmentOffset = 0;
    bool moreFragments = false;
    /// IPv4 options or IPv6 extension headers; for the latter `firstExtension` is their protocol number.
    Bytes extra;
    std::uint8_t firstExtension = 0;
};

/// IPv4 or IPv6 by the family of the addresses.
[[nodiscard]] Bytes ip(std::string_view from, std::string_view to, const Transported& inner,
                       const IpOptions& options = {});
/// Fragments of one IP packet whose pieces hold at most `pieceSize` bytes (a multiple of eight).
[[nodiscard]] std::vector<Bytes> fragments(std::string_view from, std::string_view to,
                                           const Transported& inner, std::size_t pieceSize,
                                           std::uint16_t identification = 1);

[[nodiscard]] Bytes ethernet(const Bytes& packet, std::uint16_t etherType = 0);
/// A tag to put between the addresses and `packet`: ethernet(vlan(7, packet), 0x8100).
[[nodiscard]] Bytes vlan(std::uint16_t id, const Bytes& packet, std::uint16_t etherType = 0);
/// 0x0800 or 0x86dd by the version in the first byte.
[[nodiscard]] std::uint16_t etherTypeOf(const Bytes& packet);
[[nodiscard]] Bytes big16(std::uint16_t value);
[[nodiscard]] Bytes big32(std::uint32_t value);

} // namespace tests::support
