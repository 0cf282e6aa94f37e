// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/tunnels.h"
#include "core/net/wire.h"

#include <array>

namespace core::net {
namespace {

using Bytes = std::span<const std::byte>;

enum InnerProtocol : std::uint8_t { IpInIp = 4, Tcp = 6, Udp = 17, Ipv6InIp = 41, Sctp = 132 };

/// RFC 4303 section 2.4: padding counts 1, 2, 3, ...
bool isPadding(Bytes bytes)
{
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        if (wire8(bytes, i) != i + 1)
            return false;
    }
    return true;
}

/// Whether `payload` begins with a header of this protocol that fits its size exactly.
bool fits(std::uint8_t protocol, Bytes payload)
{
    switch (protocol) {
    case Udp:
        return payload.size() >= 8 && wire16(payload, 4) == payload.size();
    case Tcp: {
        if (payload.size() < 20)
            return false;
        const std::size_t headerSize = std::size_t{4} * (wire8(payload, 12) >> 4U);
        const bool hasReservedBits = (wire8(payload, 12) & 0x0eU) != 0;
        return headerSize >= 20 && headerSize <= payload.size() && !hasReservedBits;
    }
    case IpInIp:
        return payload.size() >= 20 && wire8(payload, 0) >> 4U == 4 && wire16(payload, 2) == payload.size();
    case Ipv6InIp:
        return payload.size() >= 40 && wire8(payload, 0) >> 4U == 6 &&
               wire16(payload, 4) + 40U == payload.size();
    case Sctp:
        return payload.size() >= 16 && payload.size() % 4 == 0 && wire16(payload, 14) >= 4 &&
               wire16(payload, 14) <= payload.size() - 12;
    default:
        return false;
    }
}

} // namespace

std::optional<EspContent> openEspNull(Bytes bytes)
{
    constexpr std::size_t headerSize = 8;
    constexpr std::size_t trailerSize = 2;
    // HMAC-96 first, which nearly all NULL encryption has; then the others.
    constexpr std::array<std::size_t, 5> integritySizes{12, 16, 0, 24, 32};
    for (const std::size_t integritySize : integritySizes) {
        if (bytes.size() < headerSize + trailerSize + integritySize)
            continue;
        const Bytes body = bytes.subspan(headerSize, bytes.size() - headerSize - integritySize);
        const std::size_t paddingSize = wire8(body, body.size() - 2);
        const std::uint8_t protocol = wire8(body, body.size() - 1);
        if (paddingSize + trailerSize > body.size())
            continue;
        const Bytes payload = body.first(body.size() - trailerSize - paddingSize);
        if (isPadding(body.subspan(payload.size(), paddingSize)) && fits(protocol, payload))
            return EspContent{protocol, payload};
    }
    return std::nullopt;
}

} // namespace core::net
