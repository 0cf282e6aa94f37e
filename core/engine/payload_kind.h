// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/address.h"
#include "core/net/frame_detail.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

// Names for payload that is not SIP, for the account of what was received and for deciding in which block
// stream a frame is kept. By the bytes where they are telling, else by registered ports; a wrong guess
// mislabels a frame, or costs a little space, and nothing else.
namespace core::engine {

/// Of a UDP datagram or SCTP message that is not empty.
[[nodiscard]] net::FrameDetail datagramProtocol(const net::Path& path, std::span<const std::byte> payload);

/// Of a TCP connection, by bytes from it, best its first ones; TcpData when nothing says.
[[nodiscard]] net::FrameDetail streamProtocol(const net::Path& path, std::span<const std::byte> bytes);

[[nodiscard]] inline bool isMedia(net::FrameDetail detail)
{
    return detail == net::FrameDetail::Rtp || detail == net::FrameDetail::Rtcp ||
           detail == net::FrameDetail::Udptl;
}

/// The same by the bytes alone: nothing when only a port could tell.
[[nodiscard]] std::optional<net::FrameDetail> protocolOfBytes(std::span<const std::byte> bytes);

/// Encrypted, so that SIP may be inside.
[[nodiscard]] bool isEncrypted(net::FrameDetail detail);

/// Bytes of an RTP packet up to its payload: fixed header, CSRC list and extension; at most all of it.
[[nodiscard]] inline std::size_t rtpHeaderLength(std::span<const std::byte> payload)
{
    constexpr std::size_t fixedHeader = 12;
    if (payload.size() <= fixedHeader)
        return payload.size();
    const auto first = std::to_integer<unsigned>(payload[0]);
    std::size_t length = fixedHeader + std::size_t{4} * (first & 0x0FU);
    const bool hasExtension = (first & 0x10U) != 0;
    if (hasExtension && length + 4 <= payload.size()) {
        const auto words = std::to_integer<std::size_t>(payload[length + 2]) << 8U |
                           std::to_integer<std::size_t>(payload[length + 3]);
        length += 4 + 4 * words;
    }
    return length < payload.size() ? length : payload.size();
}

} // namespace core::engine
