// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/media/payload_types.h"
#include "core/media/rtcp_extended.h"
#include "core/media/rtcp_packet.h"
#include "core/media/stream_key.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// What others say of streams, other than in packets of RTCP: agents that made JSON of those or that watched
// RTP themselves, and telephones (RFC 6035).
namespace core::media {

enum class ReportFormat : std::uint8_t {
    RtcpJson,     ///< a packet of RTCP that an agent made JSON of
    RtpAgent,     ///< an agent watched the stream on its way
    VoiceQuality, ///< a session report of an endpoint (RFC 6035)
};

/// "rtcp-json", "rtp-agent", "vq-rtcpxr".
[[nodiscard]] std::string_view name(ReportFormat format);

/// Which stream a report is about.
enum class ReportedPath : std::uint8_t {
    FromReporter, ///< the one that goes the way of the report
    ToReporter,   ///< the one that comes the other way
    Said,         ///< StreamReport::path
};

/// Figures that RTCP has not, or has in other units.
struct ReportedFigures {
    std::optional<std::uint64_t> packets;
    std::optional<std::uint64_t> expected;
    std::optional<std::int64_t> lost;
    std::optional<double> lossPercent;
    std::optional<double> jitterMs;
    std::optional<double> maximumJitterMs;
    std::optional<double> roundTripMs;
    std::optional<double> mos;
    std::optional<double> r;
    ShortText codec;
    std::uint32_t clockRate = 0; ///< Hz; 0: not said
};

/// What one report says of one stream.
struct StreamReport {
    ReportFormat format = ReportFormat::RtcpJson;
    ReportedPath about = ReportedPath::ToReporter;
    MediaPath path = {};
    /// None where the report does not say.
    std::optional<std::uint32_t> ssrc = {};
    std::optional<SenderInfo> sender = {};
    std::optional<ReportBlock> block = {};
    std::optional<VoipMetrics> metrics = {};
    std::optional<ReportedFigures> figures = {};
};

/// Why a report cannot be read.
enum class ReportFault : std::uint8_t {
    None,
    NotJson,   ///< neither JSON nor the text of RFC 6035
    CutShort,  ///< it ends within a value, and nothing before that could be used
    TooLarge,  ///< more than 64 KiB, or 16 levels
    NoFigures, ///< sound, but it says nothing of a stream
};

struct MediaReport {
    ReportFault fault = ReportFault::None;
    /// Of the SIP call, where the body says so; at most `longestCallId` bytes.
    std::string callId;
    /// At most `mostStreams`.
    std::vector<StreamReport> streams;

    static constexpr std::size_t mostStreams = 64;
    static constexpr std::size_t longestCallId = 256;
};

/// Reads an address as text: of no family when it is none.
using ReadAddress = MediaEndpoint (*)(std::string_view address, std::uint16_t port);

/// A report as JSON: RTCP in the words of captagent, heplify, rtpengine, Asterisk or hep-js, extended reports
/// of captagent, and reports of agents that watch RTP. Numbers may be strings. What can be read of a report
/// that is cut short is taken.
[[nodiscard]] MediaReport readJsonReport(std::string_view text, ReadAddress readAddress);

/// The body of a PUBLISH or NOTIFY of the type application/vq-rtcpxr (RFC 6035 section 4.6).
[[nodiscard]] MediaReport readVoiceQualityReport(std::string_view text, ReadAddress readAddress);

/// Whether a text is one for readVoiceQualityReport().
[[nodiscard]] bool isVoiceQualityReport(std::string_view text);

} // namespace core::media
