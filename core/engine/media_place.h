// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/media/stream_key.h"
#include "core/net/address.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

// Addresses of packets as media has them, and back.
namespace core::engine {

[[nodiscard]] inline media::MediaEndpoint mediaEndpoint(const net::Endpoint& endpoint)
{
    return media::mediaEndpoint(endpoint.address.bytes(), endpoint.port);
}

[[nodiscard]] inline net::Endpoint netEndpoint(const media::MediaEndpoint& endpoint)
{
    const std::span<const std::byte, 16> bytes{endpoint.address};
    return {endpoint.family == 6 ? net::IpAddress::fromIpv6(bytes)
                                 : net::IpAddress::fromIpv4(bytes.first<4>()),
            endpoint.port};
}

[[nodiscard]] inline media::MediaPath mediaPath(const net::Path& path)
{
    return {mediaEndpoint(path.source), mediaEndpoint(path.destination)};
}

/// See media::ReadAddress.
[[nodiscard]] inline media::MediaEndpoint readMediaAddress(std::string_view address, std::uint16_t port)
{
    const auto parsed = net::IpAddress::parse(address);
    return parsed ? media::mediaEndpoint(parsed->bytes(), port) : media::MediaEndpoint{};
}

} // namespace core::engine
