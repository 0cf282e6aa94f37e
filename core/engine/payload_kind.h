// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace core::engine {

/// Whether a UDP payload is RTP or RTCP by its looks (RFC 3550 sections 5.1 and 6.4). Only decides in
/// which block stream a frame is kept, so a wrong guess costs a little space and nothing else.
[[nodiscard]] inline bool looksLikeMedia(std::span<const std::byte> payload)
{
    constexpr std::size_t rtcpHeader = 8;
    constexpr unsigned version2 = 0x80;
    return payload.size() >= rtcpHeader && (std::to_integer<unsigned>(payload[0]) & 0xC0U) == version2;
}

/// Bytes of an RTP packet up to its payload: fixed header, CSRC list and extension; at most all of it.
[[nodiscard]] inline std::size_t rtpHeaderLength(std::span<const std::byte> payload)
{
    constexpr std::size_t fixedHeader = 12;
    if (payload.size() <= fixedHeader)
        return payload.size();
    const auto first = std::to_integer<unsigned>(payload[0]);
    std::size_t length = fixedHeader + 4U * (first & 0x0FU);
    const bool hasExtension = (first & 0x10U) != 0;
    if (hasExtension && length + 4 <= payload.size()) {
        const auto words = std::to_integer<std::size_t>(payload[length + 2]) << 8U |
                           std::to_integer<std::size_t>(payload[length + 3]);
        length += 4 + 4 * words;
    }
    return length < payload.size() ? length : payload.size();
}

} // namespace core::engine
