// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>

namespace core::media {

/// An address and port of media as bytes. Without padding, so that its bytes can be hashed.
struct MediaEndpoint {
    std::array<std::byte, 16> address{}; ///< an IPv4 address in the first four
    std::uint16_t port = 0;
    std::uint16_t family = 0; ///< 4, 6; 0: none

    bool operator==(const MediaEndpoint&) const = default;
};

/// `address` has 4 or 16 bytes in network order; anything else gives an endpoint of no family.
[[nodiscard]] inline MediaEndpoint mediaEndpoint(std::span<const std::byte> address, std::uint16_t port)
{
    MediaEndpoint endpoint;
    if (address.size() != 4 && address.size() != 16)
        return endpoint;
    std::copy(address.begin(), address.end(), endpoint.address.begin());
    endpoint.port = port;
    endpoint.family = address.size() == 4 ? 4 : 6;
    return endpoint;
}

/// From where to where.
struct MediaPath {
    MediaEndpoint source;
    MediaEndpoint destination;

    bool operator==(const MediaPath&) const = default;
};

/// The path without its ports.
[[nodiscard]] inline MediaPath hostsOf(MediaPath path)
{
    path.source.port = 0;
    path.destination.port = 0;
    return path;
}

/// What makes an RTP stream one: RFC 3550 section 5.1 keeps SSRCs apart, and the path keeps apart the
/// sightings of one stream in front of and behind a relay.
struct StreamKey {
    MediaPath path;
    std::uint32_t ssrc = 0;

    bool operator==(const StreamKey&) const = default;
};

/// Keyed hashes (see core/base/keyed_hash.h).
struct StreamKeyHash {
    std::size_t operator()(const StreamKey& key) const;
};

struct MediaPathHash {
    std::size_t operator()(const MediaPath& path) const;
};

struct MediaEndpointHash {
    std::size_t operator()(const MediaEndpoint& endpoint) const;
};

} // namespace core::media
