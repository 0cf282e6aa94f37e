// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace core::net {

/// An IPv4 or IPv6 address as a value. IPv4-mapped IPv6 addresses stay IPv6: we show what was on the wire.
class IpAddress {
public:
    /// 0.0.0.0
    IpAddress() = default;

    [[nodiscard]] static IpAddress fromIpv4(std::span<const std::byte, 4> bytes)
    {
        IpAddress address;
        std::memcpy(address.m_bytes.data(), bytes.data(), bytes.size());
        return address;
    }

    [[nodiscard]] static IpAddress fromIpv6(std::span<const std::byte, 16> bytes)
    {
        IpAddress address;
        address.m_isIpv6 = true;
        std::memcpy(address.m_bytes.data(), bytes.data(), bytes.size());
        return address;
    }

    /// Text form of either family, without brackets or zone; nothing when it is not an address.
    [[nodiscard]] static std::optional<IpAddress> parse(std::string_view text);

    [[nodiscard]] bool isIpv6() const { return m_isIpv6; }

    /// 4 or 16 bytes in network order.
    [[nodiscard]] std::span<const std::byte> bytes() const { return {m_bytes.data(), m_isIpv6 ? 16U : 4U}; }

    /// "192.0.2.1", "2001:db8::1" (RFC 5952), without brackets.
    [[nodiscard]] std::string toString() const;

    auto operator<=>(const IpAddress&) const = default;

private:
    bool m_isIpv6 = false;
    std::array<std::byte, 16> m_bytes{};
};

/// A network such as 10.0.0.0/8; a bare address is a network of one.
struct IpNetwork {
    IpAddress address;
    unsigned prefixLength = 0;

    [[nodiscard]] static std::optional<IpNetwork> parse(std::string_view text);
    [[nodiscard]] bool contains(const IpAddress& candidate) const;
};

struct Endpoint {
    IpAddress address;
    std::uint16_t port = 0;

    /// "192.0.2.1:5060", "[2001:db8::1]:5060".
    [[nodiscard]] std::string toString() const;

    auto operator<=>(const Endpoint&) const = default;
};

/// What carried a message. The numbers are stored in session files: never reuse one.
enum class Transport : std::uint8_t { Unknown = 0, Udp = 1, Tcp = 2, Tls = 3, Sctp = 4, Ws = 5, Wss = 6 };

/// "udp", "tcp", ...; "unknown".
[[nodiscard]] std::string_view name(Transport transport);
[[nodiscard]] std::optional<Transport> parseTransport(std::string_view text);

/// From where to where, over what. Transport ports are 0 where the protocol has none.
struct Path {
    Endpoint source;
    Endpoint destination;
    Transport transport = Transport::Unknown;

    auto operator<=>(const Path&) const = default;
};

/// Keyed hashes (see core/base/keyed_hash.h).
struct PathHash {
    std::size_t operator()(const Path& path) const;
};

struct EndpointHash {
    std::size_t operator()(const Endpoint& endpoint) const;
};

} // namespace core::net
