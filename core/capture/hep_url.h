// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/net/address.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace core::capture {

inline constexpr std::uint16_t defaultHepPort = 9060;
inline constexpr std::uint16_t defaultHepTlsPort = 9061;

/// Where to listen for HEP: hep+udp://ADDR:PORT, hep+tcp or hep+tls. No ADDR is loopback, no PORT is 9060
/// (TLS 9061), port 0 lets the system pick one; IPv6 addresses stand in brackets.
struct HepUrl {
    net::Endpoint endpoint;
    /// Udp, Tcp or Tls.
    net::Transport transport = net::Transport::Udp;

    /// [::] takes IPv4 as well; every other IPv6 address takes IPv6 only.
    [[nodiscard]] bool isDualStack() const;
    /// With the port, always: "hep+udp://127.0.0.1:9060".
    [[nodiscard]] std::string toString() const;

    bool operator==(const HepUrl&) const = default;
};

/// Errors: OptionInvalid for a HEP transport that we do not serve, UrlInvalid for everything else; the
/// subject is `text`.
[[nodiscard]] base::Result<HepUrl> parseHepUrl(std::string_view text);

} // namespace core::capture
