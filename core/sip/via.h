// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sip/uri.h"

namespace core::sip {

/// How a branch begins that names its transaction in the whole world (RFC 3261 section 8.1.1.7).
inline constexpr std::string_view branchCookie = "z9hG4bK";

/// One Via value (RFC 3261 section 20.42).
struct Via {
    /// "UDP", "TCP", "TLS", "SCTP", "WS", "WSS" or whatever stands there.
    std::string_view transport;
    /// sent-by; IPv6 without brackets.
    std::string_view host;
    std::optional<std::uint16_t> port;
    std::string_view parameters;

    [[nodiscard]] std::optional<std::string_view> parameter(std::string_view name) const
    {
        return findParameter(parameters, name);
    }

    [[nodiscard]] std::string_view branch() const { return parameter("branch").value_or(std::string_view{}); }

    /// The first value of the field. Nothing when it is malformed.
    [[nodiscard]] static std::optional<Via> parse(std::string_view value);
};

} // namespace core::sip
