// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/media/stream_reports.h"

#include <algorithm>
#include <cstdint>

namespace core::media {

void ReportTracker::addSender(const SenderInfo& sender, base::Timestamp captured)
{
    ++m_reports.senderReports;
    m_reports.sentPackets = sender.packets;
    m_passed[m_next] = {static_cast<std::uint32_t>(sender.ntpTime >> 16U), captured};
    m_next = (m_next + 1) % m_passed.size();
}

void ReportTracker::addBlock(const ReportBlock& block, base::Timestamp captured, std::uint32_t clockRate)
{
    ++m_reports.receptionReports;
    m_reports.lost = block.cumulativeLost;
    m_reports.loss.add(block.fractionLost * 100.0 / 256, m_reports.receptionReports);
    if (clockRate != 0)
        m_reports.jitter.add(block.jitter * 1000.0 / clockRate, m_reports.receptionReports);
    measureRoundTrip(block, captured);
}

void ReportTracker::measureRoundTrip(const ReportBlock& block, base::Timestamp captured)
{
    if (block.lastSenderReport == 0)
        return;
    // Some agents keep microseconds, not all bits of the fraction.
    constexpr std::uint32_t rounding = 2;
    const auto passed = std::find_if(m_passed.begin(), m_passed.end(), [&](const Passed& report) {
        return report.ntp != 0 && report.ntp + rounding - block.lastSenderReport <= 2 * rounding;
    });
    if (passed == m_passed.end())
        return;
    // Clocks of some receivers tick in 10 ms.
    constexpr double coarsest = 10;
    constexpr double longest = 60'000;
    const double answered = static_cast<double>((captured - passed->captured).count()) / 1e6;
    const double roundTrip = answered - block.delaySinceSenderReport * 1000.0 / 65'536;
    if (roundTrip < -coarsest || roundTrip > longest)
        return;
    m_reports.roundTrip.add(std::max(roundTrip, 0.0), ++m_reports.roundTrips);
}

void ReportTracker::addMetrics(const VoipMetrics& metrics)
{
    ++m_reports.extendedReports;
    m_reports.metrics = metrics;
}

void ReportTracker::addTold(const StreamReport& report, std::string_view reporter, base::Timestamp captured,
                            std::uint32_t clockRate)
{
    ToldReports& told = m_reports.told;
    told.first = told.count == 0 ? captured : std::min(told.first, captured);
    told.last = told.count == 0 ? captured : std::max(told.last, captured);
    ++told.count;
    told.formats |= static_cast<std::uint8_t>(1U << static_cast<unsigned>(report.format));
    told.reporter = reporter;
    if (report.sender)
        addSender(*report.sender, captured);
    if (report.block)
        addBlock(*report.block, captured, clockRate);
    if (report.metrics) {
        addMetrics(*report.metrics);
        const VoipMetrics& metrics = *report.metrics;
        const auto& mos = metrics.conversationalMos ? metrics.conversationalMos : metrics.listeningMos;
        told.mos = mos ? mos : told.mos;
        told.r = metrics.rFactor ? std::optional<double>{*metrics.rFactor} : told.r;
    }
    if (report.figures)
        addFigures(*report.figures);
}

void ReportTracker::addFigures(const ReportedFigures& figures)
{
    ToldReports& told = m_reports.told;
    if (figures.lossPercent)
        m_reports.loss.add(*figures.lossPercent, ++m_reports.receptionReports);
    m_reports.lost = static_cast<std::int32_t>(
        std::clamp<std::int64_t>(figures.lost.value_or(m_reports.lost), INT32_MIN, INT32_MAX));
    if (figures.jitterMs)
        m_reports.jitter.add(*figures.jitterMs, told.count);
    if (figures.maximumJitterMs)
        m_reports.jitter.maximum = std::max(m_reports.jitter.maximum, *figures.maximumJitterMs);
    if (figures.roundTripMs)
        m_reports.roundTrip.add(*figures.roundTripMs, ++m_reports.roundTrips);
    told.packets = figures.packets.value_or(told.packets);
    told.expected = figures.expected.value_or(told.expected);
    told.mos = figures.mos ? figures.mos : told.mos;
    told.r = figures.r ? figures.r : told.r;
    if (!figures.codec.view().empty())
        told.codec = figures.codec;
}

std::string formatNames(std::uint8_t formats)
{
    std::string text;
    for (unsigned i = 0; i <= static_cast<unsigned>(ReportFormat::VoiceQuality); ++i) {
        if ((formats & 1U << i) != 0)
            text.append(text.empty() ? "" : " ").append(name(static_cast<ReportFormat>(i)));
    }
    return text;
}

} // namespace core::media
