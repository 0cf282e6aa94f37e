// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/address.h"

#include <cstddef>
#include <cstdint>
#include <span>

namespace core::net {

/// The parts of an IPv4 (RFC 791) or IPv6 (RFC 8200) packet that decoding needs.
struct IpPacket {
    IpAddress source;
    IpAddress destination;
    /// Behind IPv6 extension headers and authentication headers.
    std::uint8_t protocol = 0;
    std::uint8_t dscp = 0;
    std::span<const std::byte> payload;
    /// Bytes that the header announces beyond those that were captured.
    std::size_t missingBytes = 0;

    bool isFragment = false;
    bool hasMoreFragments = false;
    std::uint32_t identification = 0;
    /// In bytes.
    std::size_t fragmentOffset = 0;

    [[nodiscard]] bool isTruncated() const { return missingBytes > 0; }
};

/// Fills `packet`, which must be new. False when the header is cut short or contradicts itself. A total
/// length of zero (segmentation left to the network card) means all that is there.
[[nodiscard]] bool parseIp(std::span<const std::byte> bytes, IpPacket& packet);

/// Takes IPv6 extension headers and authentication headers off the front of `packet.payload`. Done by
/// parseIp(), except for fragments, whose headers continue in the assembled payload. False: cut short.
[[nodiscard]] bool skipExtensionHeaders(IpPacket& packet);

} // namespace core::net
