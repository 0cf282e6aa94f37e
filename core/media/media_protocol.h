// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace core::media {

/// What runs over the ports of media.
enum class MediaProtocol : std::uint8_t { Unknown, Rtp, Rtcp, Stun, Zrtp, Dtls, TurnChannel, Udptl };

/// "RTP", "RTCP", "STUN", ...; "unknown".
[[nodiscard]] std::string_view name(MediaProtocol protocol);

/// Whether SDP said that the port carries fax. UDPTL is told from the others by that alone.
enum class FaxExpectation : std::uint8_t { None, Announced };

/// RFC 7983 by the first byte, and then what each protocol says about itself, so that garbage is Unknown
/// rather than what its first byte would make it. `isTruncated`: the capture holds fewer bytes than were
/// sent, so lengths cannot be compared with the datagram's.
[[nodiscard]] MediaProtocol mediaProtocol(std::span<const std::byte> datagram,
                                          FaxExpectation fax = FaxExpectation::None,
                                          bool isTruncated = false);

} // namespace core::media
