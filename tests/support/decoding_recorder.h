// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ascii.h"
#include "core/net/packet_decoder.h"
#include "tests/support/frame_builder.h"

#include <chrono>
#include <map>
#include <string>
#include <vector>

namespace tests::support {

/// Decodes frames that a test builds and notes what comes out of them.
class DecodingRecorder final : public core::net::PayloadHandler {
public:
    struct Message {
        core::net::Path path;
        std::string bytes;
        bool isWithinFrame = false;
        bool isTruncated = false;
        std::vector<std::int64_t> frames;
    };

    struct Bytes {
        std::int64_t stream = 0;
        std::int64_t opposite = 0;
        core::net::Path path;
        std::string bytes;
        std::int64_t frame = 0;
        bool isWithinFrame = false;
        bool followsGap = false;
    };

    explicit DecodingRecorder(core::net::DecoderLimits limits = {}) : decoder(limits) {}

    core::net::FrameClass decode(const tests::support::Bytes& frame,
                                 core::net::LinkType link = core::net::LinkType::Ethernet)
    {
        m_frame.number.value += 1;
        m_frame.captured = m_frame.arrived = now;
        m_frame.link = link;
        m_frame.originalLength = static_cast<std::uint32_t>(frame.size());
        m_frame.bytes = frame;
        return decoder.decode(m_frame, *this);
    }

    void finish() { decoder.finish(*this); }

    /// Everything one stream delivered; "|" marks a gap before the bytes.
    [[nodiscard]] std::string streamText(std::int64_t stream = 1) const
    {
        std::string all;
        for (const Bytes& piece : pieces) {
            if (piece.stream == stream)
                all += (piece.followsGap ? "|" : "") + piece.bytes;
        }
        return all;
    }

    void onDatagram(const core::net::FrameView& frame, const core::net::Datagram& datagram) override
    {
        Message message{datagram.path,
                        std::string{core::base::asText(datagram.bytes)},
                        datagram.isWithinFrame,
                        datagram.isTruncated,
                        {}};
        for (const auto number : datagram.frames)
            message.frames.push_back(number.value);
        liesInFrame = liesInFrame && (!datagram.isWithinFrame || isPartOf(datagram.bytes, frame.bytes));
        messages.push_back(std::move(message));
    }

    void onStreamBytes(const core::net::FrameView& frame, const core::net::StreamBytes& bytes) override
    {
        pieces.push_back({bytes.stream.value, bytes.opposite.value, bytes.path,
                          std::string{core::base::asText(bytes.bytes)}, bytes.frame.value,
                          bytes.isWithinFrame, bytes.followsGap});
        if (bytes.isWithinFrame)
            liesInFrame = liesInFrame && frame.bytes.data() + bytes.frameOffset == bytes.bytes.data();
    }

    void onStreamClosed(core::net::StreamId stream) override { closed.push_back(stream.value); }

    bool keepsIdleStream(core::net::StreamId /*stream*/) override { return keepsIdle; }

    core::net::PacketDecoder decoder;
    core::base::Timestamp now{std::chrono::seconds{1'700'000'000}};
    std::vector<Message> messages;
    std::vector<Bytes> pieces;
    std::vector<std::int64_t> closed;
    bool keepsIdle = false;
    /// Whatever claimed to lie within its frame did.
    bool liesInFrame = true;

private:
    static bool isPartOf(std::span<const std::byte> part, std::span<const std::byte> whole)
    {
        return part.data() >= whole.data() && part.data() + part.size() <= whole.data() + whole.size();
    }

    core::net::FrameView m_frame;
};

} // namespace tests::support
