// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/frame_builder.h"

#include <cstdint>

namespace tests::support {

/// One RTP packet without CSRC, extension and padding.
struct Rtp {
    std::uint8_t payloadType = 0;
    std::uint16_t sequence = 0;
    std::uint32_t timestamp = 0;
    std::uint32_t ssrc = 0x1234abcd;
    bool isMarked = false;
    std::size_t payloadSize = 160;
};

[[nodiscard]] inline Bytes rtp(const Rtp& packet, const Bytes& payload)
{
    const Bytes start{std::byte{0x80},
                      static_cast<std::byte>((packet.isMarked ? 0x80U : 0U) | packet.payloadType)};
    return join({start, big16(packet.sequence), big32(packet.timestamp), big32(packet.ssrc), payload});
}

[[nodiscard]] inline Bytes rtp(const Rtp& packet)
{
    return rtp(packet, Bytes(packet.payloadSize, std::byte{0xd5}));
}

/// The payload of a telephone-event packet (RFC 4733 section 2.3).
[[nodiscard]] inline Bytes eventPayload(std::uint8_t code, std::uint16_t ticks, bool isEnd = false,
                                        std::uint8_t volume = 10)
{
    const Bytes start{static_cast<std::byte>(code), static_cast<std::byte>((isEnd ? 0x80U : 0U) | volume)};
    return join({start, big16(ticks)});
}

} // namespace tests::support
