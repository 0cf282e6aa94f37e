// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <span>

namespace core::sip {

/// What some payload is, judged by its first bytes only: any port may carry SIP.
enum class Likeness {
    Sip,       ///< begins with a SIP start line (also broken ones that name SIP, after empty lines)
    KeepAlive, ///< only CR, LF, NUL or spaces (RFC 5626 section 3.5.1 and what NAT boxes send)
    NotSip,
};

/// Cheap enough for every packet of a mixed capture; never allocates.
[[nodiscard]] Likeness likeness(std::span<const std::byte> payload);

} // namespace core::sip
