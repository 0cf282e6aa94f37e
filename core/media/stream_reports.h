// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/timestamp.h"
#include "core/media/rtcp_extended.h"
#include "core/media/stream_counters.h"

#include <array>
#include <cstdint>
#include <optional>

namespace core::media {

/// What RTCP said of one RTP stream: its sender in SR, its receiver in SR, RR and XR. All as they reported
/// it, but for the round trip, which is measured where the packets were captured.
struct StreamReports {
    std::uint32_t senderReports = 0;
    std::uint32_t receptionReports = 0; ///< blocks about the stream
    std::uint32_t sentPackets = 0;      ///< by the newest SR
    std::int32_t lost = 0;              ///< by the newest block, since reception began
    /// Lost since the report before, in percent.
    Measure loss;
    /// In ms; zero while no clock rate is known.
    Measure jitter;
    /// From the capture point to the receiver and back, in ms: from an SR that passed to the block that
    /// answers it, without the receiver's delay (RFC 3550 section 6.4.1).
    Measure roundTrip;
    std::uint32_t roundTrips = 0;
    std::uint32_t extendedReports = 0; ///< with VoIP metrics (RFC 3611 section 4.7)
    /// The newest of them.
    VoipMetrics metrics;
};

/// Makes StreamReports of the RTCP packets about one stream. Fixed size; one thread.
class ReportTracker {
public:
    void addSender(const SenderInfo& sender, base::Timestamp captured);
    /// `clockRate` in Hz; 0: unknown.
    void addBlock(const ReportBlock& block, base::Timestamp captured, std::uint32_t clockRate);
    void addMetrics(const VoipMetrics& metrics);

    [[nodiscard]] const StreamReports& reports() const { return m_reports; }

private:
    /// An SR that a block may answer.
    struct Passed {
        std::uint32_t ntp = 0; ///< the middle 32 bits; 0: none
        base::Timestamp captured;
    };

    void measureRoundTrip(const ReportBlock& block, base::Timestamp captured);

    StreamReports m_reports;
    std::array<Passed, 4> m_passed;
    std::size_t m_next = 0;
};

} // namespace core::media
