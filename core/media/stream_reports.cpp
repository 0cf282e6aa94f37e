// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/media/stream_reports.h"

#include <algorithm>

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
    const auto passed = std::find_if(m_passed.begin(), m_passed.end(), [&](const Passed& report) {
        return report.ntp == block.lastSenderReport;
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

} // namespace core::media
