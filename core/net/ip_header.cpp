// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/ip_header.h"

#include "core/net/wire.h"

#include <algorithm>

namespace core::net {
namespace {

using Bytes = std::span<const std::byte>;

constexpr std::size_t ipv4HeaderSize = 20;
constexpr std::size_t ipv6HeaderSize = 40;

enum ExtensionHeader : std::uint8_t {
    HopByHop = 0,
    Routing = 43,
    Fragment = 44,
    Authentication = 51,
    DestinationOptions = 60,
    Mobility = 135,
    HostIdentity = 139,
    Shim6 = 140,
};

bool parseIpv4(Bytes bytes, IpPacket& packet)
{
    if (bytes.size() < ipv4HeaderSize)
        return false;
    const std::size_t headerSize = std::size_t{4} * (wire8(bytes, 0) & 15U);
    std::size_t totalLength = wire16(bytes, 2);
    if (totalLength == 0)
        totalLength = bytes.size();
    if (headerSize < ipv4HeaderSize || totalLength < headerSize || headerSize > bytes.size())
        return false;

    packet.source = IpAddress::fromIpv4(bytes.subspan<12, 4>());
    packet.destination = IpAddress::fromIpv4(bytes.subspan<16, 4>());
    packet.protocol = wire8(bytes, 9);
    packet.dscp = static_cast<std::uint8_t>(wire8(bytes, 1) >> 2U);
    const std::size_t captured = std::min(totalLength, bytes.size());
    packet.missingBytes = totalLength - captured;
    packet.payload = bytes.subspan(headerSize, captured - headerSize);

    const unsigned fragment = wire16(bytes, 6);
    packet.fragmentOffset = std::size_t{8} * (fragment & 0x1fffU);
    packet.hasMoreFragments = (fragment & 0x2000U) != 0;
    packet.isFragment = packet.hasMoreFragments || packet.fragmentOffset > 0;
    packet.identification = wire16(bytes, 4);
    return packet.protocol != Authentication || packet.isFragment || skipExtensionHeaders(packet);
}

bool parseIpv6(Bytes bytes, IpPacket& packet)
{
    if (bytes.size() < ipv6HeaderSize)
        return false;
    packet.source = IpAddress::fromIpv6(bytes.subspan<8, 16>());
    packet.destination = IpAddress::fromIpv6(bytes.subspan<24, 16>());
    packet.protocol = wire8(bytes, 6);
    packet.dscp = static_cast<std::uint8_t>((wire16(bytes, 0) >> 6U) & 0x3fU);
    const std::size_t available = bytes.size() - ipv6HeaderSize;
    // Zero also stands for a jumbogram (RFC 2675), which is all that is there as well.
    const std::size_t length = wire16(bytes, 4) == 0 ? available : wire16(bytes, 4);
    packet.missingBytes = length - std::min(length, available);
    packet.payload = bytes.subspan(ipv6HeaderSize, std::min(length, available));
    return skipExtensionHeaders(packet);
}

} // namespace

bool skipExtensionHeaders(IpPacket& packet)
{
    for (;;) {
        std::size_t size = 0;
        switch (packet.protocol) {
        case HopByHop:
        case Routing:
        case DestinationOptions:
        case Mobility:
        case HostIdentity:
        case Shim6:
            size = packet.payload.size() < 8 ? 8 : (wire8(packet.payload, 1) + 1U) * 8U;
            break;
        case Authentication:
            size = packet.payload.size() < 8 ? 8 : (wire8(packet.payload, 1) + 2U) * 4U;
            break;
        case Fragment:
            if (!packet.source.isIpv6())
                return true;
            size = 8;
            break;
        default:
            return true;
        }
        if (packet.payload.size() < size)
            return false;
        const bool isFragmentHeader = packet.protocol == Fragment;
        if (isFragmentHeader) {
            const unsigned fragment = wire16(packet.payload, 2);
            packet.fragmentOffset = fragment & 0xfff8U;
            packet.hasMoreFragments = (fragment & 1U) != 0;
            // RFC 6946: an "atomic" fragment is the whole packet.
            packet.isFragment = packet.hasMoreFragments || packet.fragmentOffset > 0;
            packet.identification = wire32(packet.payload, 4);
        }
        packet.protocol = wire8(packet.payload, 0);
        packet.payload = packet.payload.subspan(size);
        if (packet.isFragment && isFragmentHeader)
            return true;
    }
}

bool parseIp(Bytes bytes, IpPacket& packet)
{
    if (bytes.empty())
        return false;
    switch (wire8(bytes, 0) >> 4U) {
    case 4:
        return parseIpv4(bytes, packet);
    case 6:
        return parseIpv6(bytes, packet);
    default:
        return false;
    }
}

} // namespace core::net
