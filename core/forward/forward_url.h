// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace core::forward {

/// How messages travel to a collector.
enum class Protocol : std::uint8_t { Hep1Udp, Hep2Udp, Hep3Udp, Hep3Tcp, Hep3Tls, IpInIp };

[[nodiscard]] constexpr bool isStream(Protocol protocol)
{
    return protocol == Protocol::Hep3Tcp || protocol == Protocol::Hep3Tls;
}

inline constexpr std::uint16_t defaultHepPort = 9060;
inline constexpr std::uint16_t defaultHepTlsPort = 9061;

/// Where to send messages: hep+udp://HOST:PORT, hep1+udp, hep2+udp, hep+tcp, hep+tls, or ipip://HOST.
/// HOST is a name or an address, IPv6 in brackets; no HOST is loopback, no PORT is 9060 (TLS: 9061).
struct ForwardUrl {
    Protocol protocol = Protocol::Hep3Udp;
    /// Without brackets.
    std::string host;
    /// 0 for IP-in-IP, which has none.
    std::uint16_t port = 0;

    /// With the port, always: "hep+udp://192.0.2.1:9060".
    [[nodiscard]] std::string toString() const;

    bool operator==(const ForwardUrl&) const = default;
};

/// Error: UrlInvalid, with `text` as subject.
[[nodiscard]] base::Result<ForwardUrl> parseForwardUrl(std::string_view text);

} // namespace core::forward
