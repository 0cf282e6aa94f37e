// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace core::media {

/// A UDPTL packet of T.38 fax (ITU-T T.38 annex A.3).
struct UdptlPacket {
    std::uint16_t sequence = 0;
    /// The primary IFP packet.
    std::span<const std::byte> primary;
    bool hasForwardCorrection = false; ///< parity FEC instead of redundant packets
    /// Redundant IFP packets behind the primary one, or FEC entries.
    std::uint32_t secondaryCount = 0;
};

/// Accepts only what fills the datagram exactly, so that other bytes seldom pass. UDPTL has no magic number:
/// where SDP did not announce image/udptl, three in a row with consecutive sequence numbers are a proof.
/// `isTruncated`: the capture holds fewer bytes than were sent, so what is behind the header is not looked
/// at.
[[nodiscard]] std::optional<UdptlPacket> parseUdptl(std::span<const std::byte> datagram,
                                                    bool isTruncated = false);

/// Sequence number, length of the primary IFP packet and its type: all that tells nothing of the fax.
inline constexpr std::size_t udptlHeader = 4;

/// What streams of fax have for the name of a codec.
inline constexpr std::string_view faxName = "T.38";

} // namespace core::media
