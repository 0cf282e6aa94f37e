// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/address.h"

#include <array>
#include <cstring>
#include <netinet/in.h>
#include <span>
#include <sys/socket.h>

namespace core::capture {

/// What the socket calls of the kernel take and fill in.
union SocketAddress {
    sockaddr generic;
    sockaddr_in ipv4;
    sockaddr_in6 ipv6;
};

/// Returns the size that the kernel is to be told.
inline socklen_t fill(SocketAddress& address, const net::Endpoint& endpoint)
{
    const auto bytes = endpoint.address.bytes();
    std::memset(&address, 0, sizeof address);
    if (endpoint.address.isIpv6()) {
        address.ipv6.sin6_family = AF_INET6;
        address.ipv6.sin6_port = htons(endpoint.port);
        std::memcpy(&address.ipv6.sin6_addr, bytes.data(), bytes.size());
        return sizeof address.ipv6;
    }
    address.ipv4.sin_family = AF_INET;
    address.ipv4.sin_port = htons(endpoint.port);
    std::memcpy(&address.ipv4.sin_addr, bytes.data(), bytes.size());
    return sizeof address.ipv4;
}

[[nodiscard]] inline net::Endpoint endpointOf(const SocketAddress& address)
{
    if (address.generic.sa_family != AF_INET6) {
        std::array<std::byte, 4> bytes{};
        std::memcpy(bytes.data(), &address.ipv4.sin_addr, bytes.size());
        return {net::IpAddress::fromIpv4(bytes), ntohs(address.ipv4.sin_port)};
    }
    std::array<std::byte, 16> bytes{};
    std::memcpy(bytes.data(), &address.ipv6.sin6_addr, bytes.size());
    const std::uint16_t port = ntohs(address.ipv6.sin6_port);
    // The mapped form exists in the socket only: on the wire this was IPv4.
    if (IN6_IS_ADDR_V4MAPPED(&address.ipv6.sin6_addr))
        return {net::IpAddress::fromIpv4(std::span{bytes}.last<4>()), port};
    return {net::IpAddress::fromIpv6(bytes), port};
}

} // namespace core::capture
