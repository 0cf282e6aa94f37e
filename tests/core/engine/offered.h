// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ascii.h"
#include "core/capture/capture_source.h"
#include "core/forward/outgoing_message.h"
#include "tests/support/frame_builder.h"
#include "tests/support/hep_builder.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tests::engine {

inline constexpr std::int64_t firstSecond = 1'700'000'000;

/// A request that is told from others by its Call-ID.
inline std::string request(std::string_view callId)
{
    std::string sip{support::sampleSip};
    sip.replace(sip.find("sample@192.0.2.1"), 16, callId);
    return sip;
}

/// The same between 192.0.2.1:5060 and 192.0.2.2:5060 over UDP.
inline support::Bytes datagram(std::string_view callId)
{
    using namespace support;
    return ethernet(ip("192.0.2.1", "192.0.2.2", udp(5060, 5060, text(request(callId)))));
}

/// RTCP as JSON, as heplify sends it.
inline support::Bytes rtcpPacket()
{
    return support::Hep3Builder{}
        .usualHeader()
        .number(core::hep::ChunkType::PayloadType, 5, 1)
        .text(core::hep::ChunkType::AgentName, "edge")
        .text(core::hep::ChunkType::CorrelationId, "call-9")
        .text(core::hep::ChunkType::Payload, R"({"type":200})")
        .build();
}

inline support::Bytes sipPacket(std::string_view callId)
{
    return support::Hep3Builder{}
        .usualHeader()
        .text(core::hep::ChunkType::AgentName, "edge")
        .text(core::hep::ChunkType::Payload, request(callId))
        .build();
}

/// Delivers frames a second apart, from firstSecond on, and ends.
class FramesSource final : public core::capture::CaptureSource {
public:
    FramesSource(core::net::LinkType link, std::vector<support::Bytes> frames)
        : m_link(link), m_frames(std::move(frames))
    {
    }

    [[nodiscard]] bool isLive() const override { return false; }

    core::base::Status run(std::stop_token, core::capture::FrameSink& sink) override
    {
        const bool isHep = m_link == core::net::LinkType::Hep;
        const core::base::SourceId id = sink.addSource(
            {isHep ? core::capture::SourceKind::Hep : core::capture::SourceKind::File, "frames", {}, m_link});
        core::net::FrameBatch batch;
        for (const support::Bytes& bytes : m_frames) {
            core::net::FrameHeader header;
            header.source = id;
            header.link = m_link;
            header.captured = header.arrived = core::base::fromSecondsAndNanoseconds(
                firstSecond + static_cast<std::int64_t>(batch.frames.size()), 0);
            header.originalLength = static_cast<std::uint32_t>(bytes.size());
            batch.append(header, bytes);
        }
        const core::capture::SourceCounters counters{.received = batch.frames.size()};
        static_cast<void>(sink.push(std::move(batch)));
        sink.report(id, counters);
        return {};
    }

private:
    core::net::LinkType m_link;
    std::vector<support::Bytes> m_frames;
};

/// "time transport source -> destination agent/name type correlation: bytes"; of SIP only the start.
inline std::string describe(const core::forward::OutgoingMessage& message)
{
    constexpr std::size_t shown = 20;
    return core::base::formatEpoch(message.captured) + " " + std::string{name(message.path.transport)} + " " +
           message.path.source.toString() + " -> " + message.path.destination.toString() + " " +
           std::to_string(message.captureId) + "/" + std::string{message.nodeName} + " " +
           name(message.payloadType) + " " + std::string{message.correlationId} + ": " +
           std::string{core::base::asText(message.bytes).substr(0, shown)};
}

} // namespace tests::engine
