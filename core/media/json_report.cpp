// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/media/json_report.h"

#include "core/media/report_number.h"

#include <algorithm>
#include <array>
#include <utility>

namespace core::media {
namespace {

/// Seconds from 1900, where NTP counts from, to 1970.
constexpr std::uint64_t ntpEpoch = 2'208'988'800;

constexpr double mostPercent = 100;

/// Ten times the score, as RFC 3611 has it on the wire, or the score itself.
std::optional<double> scoreOf(std::string_view text)
{
    const auto number = reportedDecimal(text);
    if (!number)
        return std::nullopt;
    constexpr double best = 5;
    const double score = *number > best ? *number / 10 : *number;
    return score >= 1 && score <= best ? std::optional{score} : std::nullopt;
}

std::optional<std::uint8_t> byteOf(std::string_view text)
{
    const auto number = reportedInteger(text);
    return number && *number >= 0 && *number <= 0xff ? std::optional{static_cast<std::uint8_t>(*number)}
                                                     : std::nullopt;
}

/// Of 256.
double percentOf(std::string_view text)
{
    return byteOf(text).value_or(0) * mostPercent / 256;
}

std::uint16_t milliseconds(std::string_view text)
{
    return static_cast<std::uint16_t>(reportedWithin(text, 0, 0xffff).value_or(0));
}

/// 127: not available.
std::optional<std::uint8_t> ratingOf(std::string_view text)
{
    const auto rating = byteOf(text);
    return rating && *rating <= 100 ? rating : std::nullopt;
}

bool isOneOf(std::string_view key, std::initializer_list<std::string_view> candidates)
{
    return std::any_of(candidates.begin(), candidates.end(),
                       [key](std::string_view one) { return one == key; });
}

} // namespace

void JsonReportReader::onBegin(std::string_view key, bool isObject)
{
    m_places[m_depth] = placeOf(key, isObject);
    const Place place = m_places[m_depth++];
    m_isRtcp = m_isRtcp || (place != Place::Root && place != Place::Other);
    if (place == Place::Sender)
        beginSender();
    else if (place == Place::Block)
        beginItem(m_packet.blocks);
    else if (place == Place::Extended)
        beginItem(m_packet.metrics);
    else if (place == Place::Blocks)
        m_packet.hasBlocks = true;
}

/// Within an array the place of its objects follows from that of the array.
JsonReportReader::Place JsonReportReader::placeOf(std::string_view key, bool isObject) const
{
    if (m_depth == 0)
        return Place::Root;
    const Place outer = m_places[m_depth - 1];
    if (outer == Place::Blocks && isObject)
        return Place::Block;
    if (outer == Place::ExtendedBlocks && isObject)
        return Place::Extended;
    if (outer != Place::Root)
        return Place::Other;
    if (key == "sender_information" && isObject)
        return Place::Sender;
    if (key == "report_blocks")
        return isObject ? Place::Block : Place::Blocks;
    if (isOneOf(key, {"report_blocks_xr", "Extended_report_information", "extended_report_information"}))
        return isObject ? Place::Extended : Place::ExtendedBlocks;
    return Place::Other;
}

void JsonReportReader::onEnd()
{
    --m_depth;
    if (m_places[m_depth] == Place::Sender)
        endSender();
    if (m_depth == 0)
        finish();
}

void JsonReportReader::onValue(std::string_view key, std::string_view value)
{
    if (value == "null" || m_depth == 0)
        return;
    switch (m_places[m_depth - 1]) {
    case Place::Root:
        return takeRoot(key, value);
    case Place::Sender:
        return takeSender(key, value);
    case Place::Block:
        if (!m_packet.blocks.empty())
            takeBlock(m_packet.blocks.back(), key, value);
        return;
    case Place::Extended:
        if (!m_packet.metrics.empty())
            takeMetrics(m_packet.metrics.back(), key, value);
        return;
    default:
        return;
    }
}

template <typename T>
void JsonReportReader::beginItem(std::vector<T>& items)
{
    if (items.size() < MediaReport::mostStreams)
        items.emplace_back();
}

/// A compound packet may be one object in which keys come again: rtpengine names the sender before its SSRC,
/// Asterisk after it.
void JsonReportReader::beginSender()
{
    if (m_packet.sender || m_packet.hasBlocks)
        flush();
    m_packet.sender.emplace();
    m_seconds = 0;
    m_fraction = 0;
}

void JsonReportReader::takeRoot(std::string_view key, std::string_view value)
{
    m_isRtcp = m_isRtcp || isOneOf(key, {"ssrc", "sdes_ssrc", "report_count", "sdes_report_count"});
    if (key == "ssrc") {
        if (m_packet.ssrc)
            flush();
        m_packet.ssrc = reportedWord(value);
    } else if (key == "sdes_ssrc") {
        m_packet.describedSsrc = reportedWord(value);
    } else {
        m_agent.take(key, value);
    }
}

void JsonReportReader::takeSender(std::string_view key, std::string_view value)
{
    SenderInfo& sender = *m_packet.sender;
    if (key == "ntp_timestamp_sec")
        m_seconds = static_cast<std::uint64_t>(std::max<std::int64_t>(reportedInteger(value).value_or(0), 0));
    else if (key == "ntp_timestamp_usec")
        m_fraction =
            static_cast<std::uint64_t>(std::max<std::int64_t>(reportedInteger(value).value_or(0), 0));
    else if (key == "rtp_timestamp")
        sender.rtpTimestamp = reportedWord(value).value_or(0);
    else if (key == "packets")
        sender.packets = reportedWord(value).value_or(0);
    else if (key == "octets")
        sender.octets = reportedWord(value).value_or(0);
}

/// Most senders have the fraction of a second where the key says microseconds; Asterisk has Unix time.
void JsonReportReader::endSender()
{
    if (!m_packet.sender)
        return;
    SenderInfo& sender = *m_packet.sender;
    // Of a receiver some agents say a sender of zeros.
    if (m_seconds == 0 && sender.packets == 0 && sender.octets == 0) {
        m_packet.sender.reset();
        return;
    }
    const bool isUnixTime = m_seconds < ntpEpoch;
    const std::uint64_t fraction =
        isUnixTime ? (std::min<std::uint64_t>(m_fraction, 999'999) << 32U) / 1'000'000 : m_fraction;
    const std::uint64_t seconds = isUnixTime ? m_seconds + ntpEpoch : m_seconds;
    sender.ntpTime = (seconds << 32U) | (fraction & 0xffffffffU);
}

void JsonReportReader::takeBlock(ReportBlock& block, std::string_view key, std::string_view value)
{
    if (key == "source_ssrc") {
        block.ssrc = reportedWord(value).value_or(0);
    } else if (key == "fraction_lost") {
        block.fractionLost = byteOf(value).value_or(0);
    } else if (key == "packets_lost") {
        // 24 bits with a sign; some say them without.
        const auto lost = reportedWord(value).value_or(0);
        const bool isSigned = lost >= 0x800000U && lost <= 0xffffffU;
        block.cumulativeLost = static_cast<std::int32_t>(isSigned ? lost | 0xff000000U : lost);
    } else if (key == "highest_seq_no") {
        block.highestSequence = reportedWord(value).value_or(0);
    } else if (key == "ia_jitter") {
        block.jitter = reportedWord(value).value_or(0);
    } else if (key == "lsr") {
        block.lastSenderReport = reportedWord(value).value_or(0);
    } else if (key == "dlsr") {
        block.delaySinceSenderReport = reportedWord(value).value_or(0);
    }
}

/// RFC 3611 section 4.7, in the words of captagent and of heplify.
void JsonReportReader::takeMetrics(VoipMetrics& metrics, std::string_view key, std::string_view value)
{
    if (isOneOf(key, {"identifier", "id", "ssrc"}))
        metrics.ssrc = reportedWord(value).value_or(0);
    else if (isOneOf(key, {"loss_rate", "fraction_lost"}))
        metrics.lossPercent = percentOf(value);
    else if (isOneOf(key, {"discard_rate", "fraction_discard"}))
        metrics.discardPercent = percentOf(value);
    else if (isOneOf(key, {"burst_rate", "burst_density"}))
        metrics.burstPercent = percentOf(value);
    else if (isOneOf(key, {"gap_rate", "gap_density"}))
        metrics.gapPercent = percentOf(value);
    else if (key == "burst_duration")
        metrics.burstMs = milliseconds(value);
    else if (key == "gap_duration")
        metrics.gapMs = milliseconds(value);
    else if (key == "round_trip_delay")
        metrics.roundTripMs = milliseconds(value);
    else if (isOneOf(key, {"end_sys_delay", "end_system_delay"}))
        metrics.endSystemMs = milliseconds(value);
    else if (isOneOf(key, {"R_fact", "r_factor"}))
        metrics.rFactor = ratingOf(value);
    else if (isOneOf(key, {"ext_R_fact", "ext_r_factor"}))
        metrics.externalRFactor = ratingOf(value);
    else if (isOneOf(key, {"MOS_LQ", "mos_lq"}))
        metrics.listeningMos = scoreOf(value);
    else if (isOneOf(key, {"MOS_CQ", "mos_cq"}))
        metrics.conversationalMos = scoreOf(value);
    else if (isOneOf(key, {"JB_nom", "jb_nominal"}))
        metrics.jitterBufferMs = milliseconds(value);
    else if (isOneOf(key, {"JB_max", "jb_maximum"}))
        metrics.jitterBufferMaximumMs = milliseconds(value);
}

void JsonReportReader::add(StreamReport report)
{
    if (m_report.streams.size() < MediaReport::mostStreams)
        m_report.streams.push_back(std::move(report));
}

/// One packet of RTCP is complete.
void JsonReportReader::flush()
{
    const Packet packet = std::exchange(m_packet, {});
    if (packet.sender)
        add({.about = ReportedPath::FromReporter,
             .ssrc = packet.ssrc ? packet.ssrc : packet.describedSsrc,
             .sender = packet.sender});
    for (const ReportBlock& block : packet.blocks) {
        // Nobody is reported on: an array of one with nothing in it.
        if (block.ssrc != 0 || block.highestSequence != 0)
            add({.ssrc = block.ssrc, .block = block});
    }
    for (const VoipMetrics& metrics : packet.metrics) {
        const bool saysSomething = metrics.ssrc != 0 || metrics.rFactor || metrics.listeningMos;
        if (saysSomething)
            add({.ssrc = metrics.ssrc != 0 ? std::optional{metrics.ssrc} : std::nullopt, .metrics = metrics});
    }
}

void JsonReportReader::finish()
{
    flush();
    if (auto report = m_agent.finish(m_readAddress))
        add(std::move(*report));
    m_report.callId = m_agent.callId();
}

MediaReport JsonReportReader::take()
{
    finish();
    return std::exchange(m_report, {});
}

MediaReport readJsonReport(std::string_view text, ReadAddress readAddress)
{
    JsonReportReader reader{readAddress};
    const JsonFault fault = JsonWalker{text}.walk(reader);
    MediaReport report = reader.take();
    if (!report.streams.empty())
        return report;
    switch (fault) {
    case JsonFault::NotJson:
        report.fault = ReportFault::NotJson;
        break;
    case JsonFault::CutShort:
        report.fault = ReportFault::CutShort;
        break;
    case JsonFault::TooDeep:
    case JsonFault::TooLarge:
        report.fault = ReportFault::TooLarge;
        break;
    case JsonFault::None:
        report.fault = reader.isRtcp() ? ReportFault::None : ReportFault::NoFigures;
        break;
    }
    return report;
}

std::string_view name(ReportFormat format)
{
    switch (format) {
    case ReportFormat::RtcpJson:
        return "rtcp-json";
    case ReportFormat::RtpAgent:
        return "rtp-agent";
    case ReportFormat::VoiceQuality:
        return "vq-rtcpxr";
    }
    return {};
}

} // namespace core::media
