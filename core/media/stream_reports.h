// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/timestamp.h"
#include "core/media/media_report.h"
#include "core/media/rtcp_extended.h"
#include "core/media/stream_counters.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace core::media {

/// What came of a stream in no packet of RTCP: see media_report.h.
struct ToldReports {
    std::uint32_t count = 0;
    std::uint8_t formats = 0; ///< a bit for each ReportFormat
    base::Timestamp first;
    base::Timestamp last;
    std::uint64_t packets = 0; ///< of the newest report that counts them
    std::uint64_t expected = 0;
    /// As the newest report has them: MOS of conversation where it tells both.
    std::optional<double> mos;
    std::optional<double> r;
    ShortText codec;
    /// Who made the newest one: an address and port, or an agent.
    std::string reporter;
};

/// The names of its formats, blank-joined: "rtcp-json vq-rtcpxr".
[[nodiscard]] std::string formatNames(std::uint8_t formats);

/// What RTCP said of one RTP stream: its sender in SR, its receiver in SR, RR and XR; and agents and
/// endpoints in reports of other kinds. All as they reported it, but for the round trip, which is measured
/// where the packets were captured when RTCP tells.
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
    /// What is above may be theirs too.
    ToldReports told = {};

    /// As others put it: MOS of conversation where they tell both; none: nobody says.
    [[nodiscard]] std::optional<double> mos() const
    {
        if (told.mos)
            return told.mos;
        return metrics.conversationalMos ? metrics.conversationalMos : metrics.listeningMos;
    }
};

/// Makes StreamReports of the RTCP packets about one stream. Fixed size; one thread.
class ReportTracker {
public:
    void addSender(const SenderInfo& sender, base::Timestamp captured);
    /// `clockRate` in Hz; 0: unknown.
    void addBlock(const ReportBlock& block, base::Timestamp captured, std::uint32_t clockRate);
    void addMetrics(const VoipMetrics& metrics);
    /// What a report says that is no packet of RTCP. `clockRate` as in addBlock().
    void addTold(const StreamReport& report, std::string_view reporter, base::Timestamp captured,
                 std::uint32_t clockRate);

    [[nodiscard]] const StreamReports& reports() const { return m_reports; }

private:
    /// An SR that a block may answer.
    struct Passed {
        std::uint32_t ntp = 0; ///< the middle 32 bits; 0: none
        base::Timestamp captured;
    };

    void addFigures(const ReportedFigures& figures);
    void measureRoundTrip(const ReportBlock& block, base::Timestamp captured);

    StreamReports m_reports;
    std::array<Passed, 4> m_passed;
    std::size_t m_next = 0;
};

} // namespace core::media
