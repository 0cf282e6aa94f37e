// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace core::sip {

/// A parameter of a URI or header; a flag has no value.
struct Parameter {
    std::string_view name;
    std::optional<std::string_view> value;
};

/// Value of `name` (any case) in ";a=1;b", quotes removed; nothing when absent, empty for a flag.
[[nodiscard]] std::optional<std::string_view> findParameter(std::string_view parameters,
                                                            std::string_view name);

/// sip:, sips: (RFC 3261 section 19.1), tel: (RFC 3966); other schemes keep what follows the colon as host.
/// A view of the text given to parse().
struct Uri {
    std::string_view scheme;
    /// Escapes are kept as written. For tel: the number.
    std::string_view user;
    std::string_view password;
    /// IPv6 references without their brackets.
    std::string_view host;
    std::optional<std::uint16_t> port;
    /// ";transport=tcp;lr", with the leading semicolon.
    std::string_view parameters;
    /// After the question mark.
    std::string_view headers;

    /// Nothing when the text is not a URI of RFC 3261 section 25.1.
    [[nodiscard]] static std::optional<Uri> parse(std::string_view text);
};

} // namespace core::sip
