// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sip/message.h"
#include "core/sip/name_addr.h"

#include <cstdint>
#include <limits>
#include <string_view>

namespace core::call {

/// No time was named.
inline constexpr std::uint32_t noExpiry = std::numeric_limits<std::uint32_t>::max();

/// Delta-seconds; what is too large for 32 bits is the largest below noExpiry (RFC 3261 section 20.19).
[[nodiscard]] std::uint32_t parseSeconds(std::string_view text);

/// The field Expires.
[[nodiscard]] std::uint32_t expiresHeader(const sip::Message& message);

/// One value of Contact. Views of the message.
struct Contact {
    std::string_view uri; ///< "*" among others
    std::uint32_t expiry = noExpiry;
    std::string_view parameters;

    [[nodiscard]] bool isAll() const { return uri == "*"; }
};

[[nodiscard]] Contact parseContact(std::string_view value);

/// Calls `visit` with every contact until it returns false.
template <typename Visit>
void forEachContact(const sip::Message& message, Visit&& visit)
{
    for (const sip::HeaderField& field : message.headers()) {
        if (field.name != sip::HeaderName::Contact)
            continue;
        std::string_view rest = message.valueOf(field);
        std::string_view value;
        while (sip::nextValue(rest, value)) {
            if (!visit(parseContact(value)))
                return;
        }
    }
}

} // namespace core::call
