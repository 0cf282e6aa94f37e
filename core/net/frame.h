// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ascii.h"
#include "core/base/byte_buffer.h"
#include "core/base/strong_id.h"
#include "core/base/timestamp.h"
#include "core/net/address.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace core::net {

/// How the bytes of a frame begin. Values below 0x10000 are the LINKTYPE_ numbers of tcpdump.org, as they
/// stand in capture files; any number may occur, named or not. Values from 0x10000 are ours.
enum class LinkType : std::uint32_t {
    Null = 0,
    Ethernet = 1,
    Ppp = 9,
    RawIpBsd = 12,
    Raw = 101,
    Ieee80211 = 105,
    Loop = 108,
    LinuxSll = 113,
    Ieee80211Radiotap = 127,
    Ipv4 = 228,
    Ipv6 = 229,
    NfLog = 239,
    LinuxSll2 = 276,
    /// One HEP packet as it arrived at our listener; FrameHeader::sender says from whom.
    Hep = 0x10000,
};

/// One captured packet. The bytes lie in the batch that owns the frame.
struct FrameHeader {
    base::Timestamp captured;
    /// When it reached us. For capture files this is `captured`, so that imports are repeatable.
    base::Timestamp arrived;
    base::SourceId source;
    LinkType link = LinkType::Ethernet;
    /// Length on the wire; larger than `length` when the capture cut the packet.
    std::uint32_t originalLength = 0;
    /// Where the captured bytes lie within FrameBatch::bytes.
    std::uint32_t offset = 0;
    std::uint32_t length = 0;
    /// Behind them stands what the capture file said of the packet (see AgentComment), so many bytes.
    std::uint32_t commentLength = 0;
    /// For HEP listeners: the agent's address and how it sent; otherwise transport is Unknown.
    Endpoint sender;
    Transport senderTransport = Transport::Unknown;
};

/// One captured packet as decoders take it.
struct FrameView {
    base::FrameNumber number;
    base::Timestamp captured;
    /// All timeouts run on this clock.
    base::Timestamp arrived;
    LinkType link = LinkType::Ethernet;
    std::uint32_t originalLength = 0;
    std::span<const std::byte> bytes;
    /// Text of an AgentComment; nearly always empty.
    std::string_view comment = {};
};

[[nodiscard]] inline FrameView viewOf(base::FrameNumber number, const FrameHeader& header,
                                      std::span<const std::byte> bytes, std::string_view comment = {})
{
    return {.number = number,
            .captured = header.captured,
            .arrived = header.arrived,
            .link = header.link,
            .originalLength = header.originalLength,
            .bytes = bytes,
            .comment = comment};
}

/// Frames on their way from a source to the session, in arrival order. Owned by one thread at a time;
/// movable, so handing it on copies nothing.
struct FrameBatch {
    base::ByteBuffer bytes;
    std::vector<FrameHeader> frames;

    [[nodiscard]] std::span<const std::byte> bytesOf(const FrameHeader& frame) const
    {
        return std::span{bytes}.subspan(frame.offset, frame.length);
    }

    [[nodiscard]] std::string_view commentOf(const FrameHeader& frame) const
    {
        return base::asText(std::span{bytes}.subspan(frame.offset + frame.length, frame.commentLength));
    }

    /// Appends a frame and copies its bytes in.
    void append(FrameHeader header, std::span<const std::byte> frameBytes, std::string_view comment = {});

    /// Keeps the memory.
    void clear()
    {
        bytes.clear();
        frames.clear();
    }

    /// What the batch costs in memory, for bounded queues.
    [[nodiscard]] std::size_t footprint() const { return bytes.size() + frames.size() * sizeof(FrameHeader); }
};

} // namespace core::net
