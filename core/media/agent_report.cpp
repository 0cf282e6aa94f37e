// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/media/agent_report.h"

#include "core/media/report_number.h"

#include <utility>

namespace core::media {
namespace {

constexpr double longestMs = 3'600'000;
constexpr std::size_t longestAddress = 64;

std::optional<double> agentMs(std::string_view value)
{
    return reportedWithin(value, 0, longestMs);
}

std::optional<double> agentMos(std::string_view value)
{
    return reportedWithin(value, 1, 5);
}

std::optional<std::uint64_t> agentCount(std::string_view value)
{
    const auto number = reportedInteger(value);
    return number && *number >= 0 ? std::optional{static_cast<std::uint64_t>(*number)} : std::nullopt;
}

} // namespace

void AgentReport::take(std::string_view key, std::string_view value)
{
    const bool isCapital = !key.empty() && key.front() >= 'A' && key.front() <= 'Z';
    if (!isCapital)
        return;
    takePlace(key, value);
    takeFigure(key, value);
}

void AgentReport::takePlace(std::string_view key, std::string_view value)
{
    if (key == "SRC_IP")
        m_sourceAddress = value.substr(0, longestAddress);
    else if (key == "DST_IP")
        m_destinationAddress = value.substr(0, longestAddress);
    else if (key == "SRC_PORT")
        m_sourcePort = reportedPort(value);
    else if (key == "DST_PORT")
        m_destinationPort = reportedPort(value);
    else if (key == "SSRC")
        m_ssrc = reportedWord(value);
    else if (key == "RTP_SIP_CALL_ID" || (key == "CORRELATION_ID" && m_callId.empty()))
        m_callId = value.substr(0, MediaReport::longestCallId);
}

void AgentReport::takeFigure(std::string_view key, std::string_view value)
{
    bool isKnown = true;
    if (key == "TOTAL_PK")
        m_figures.packets = agentCount(value);
    else if (key == "EXPECTED_PK")
        m_figures.expected = agentCount(value);
    else if (key == "PACKET_LOSS")
        m_figures.lost = reportedInteger(value);
    else if (key == "JITTER")
        m_figures.jitterMs = agentMs(value);
    else if (key == "MEAN_JITTER")
        m_meanJitter = agentMs(value);
    else if (key == "MAX_JITTER")
        m_figures.maximumJitterMs = agentMs(value);
    else if (key == "MOS")
        m_figures.mos = agentMos(value);
    else if (key == "MEAN_MOS")
        m_mean = agentMos(value);
    else if (key == "RFACTOR")
        m_figures.r = reportedWithin(value, 0, 100);
    else if (key == "MEAN_RFACTOR")
        m_meanR = reportedWithin(value, 0, 100);
    else if (key == "CODEC_NAME")
        m_figures.codec = ShortText{value};
    else if (key == "CLOCK")
        m_figures.clockRate = reportedWord(value).value_or(0);
    else
        isKnown = false;
    m_isAgent = m_isAgent || isKnown;
}

std::optional<StreamReport> AgentReport::finish(ReadAddress readAddress)
{
    if (!std::exchange(m_isAgent, false))
        return std::nullopt;
    StreamReport report{.format = ReportFormat::RtpAgent, .about = ReportedPath::Said, .ssrc = m_ssrc};
    report.path = {readAddress(m_sourceAddress, m_sourcePort),
                   readAddress(m_destinationAddress, m_destinationPort)};
    // Of an agent that does not say, HEP says from where to where.
    if (report.path.source.family == 0 || report.path.destination.family == 0)
        report.about = ReportedPath::FromReporter;
    m_figures.mos = m_mean ? m_mean : m_figures.mos;
    m_figures.r = m_meanR ? m_meanR : m_figures.r;
    m_figures.jitterMs = m_meanJitter ? m_meanJitter : m_figures.jitterMs;
    if (m_figures.lost && m_figures.expected.value_or(0) > 0)
        m_figures.lossPercent =
            100.0 * static_cast<double>(*m_figures.lost) / static_cast<double>(*m_figures.expected);
    report.figures = m_figures;
    return report;
}

} // namespace core::media
