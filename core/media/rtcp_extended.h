// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/media/rtcp_packet.h"

// Extended reports (RFC 3611) as views of an XR packet.
namespace core::media {

enum class XrType : std::uint8_t {
    LossRunLength = 1,
    DuplicateRunLength = 2,
    PacketReceiptTimes = 3,
    ReceiverReferenceTime = 4,
    DelaySinceReceiverReport = 5, ///< DLRR
    StatisticsSummary = 6,
    VoipMetrics = 7,
};

struct XrBlock {
    XrType type{}; ///< may be another number
    std::uint8_t specific = 0;
    /// Behind the block's header of 4 bytes.
    std::span<const std::byte> body;
};

/// Walks through the blocks of an XR packet; stops at the first whose length is wrong.
class XrReader {
public:
    explicit XrReader(const RtcpPacket& packet);

    [[nodiscard]] std::optional<XrBlock> next();

    /// Of the sender of the report.
    [[nodiscard]] std::uint32_t ssrc() const { return m_ssrc; }

    [[nodiscard]] bool failed() const { return m_failed; }

private:
    std::span<const std::byte> m_rest;
    std::uint32_t m_ssrc = 0;
    bool m_failed = false;
};

/// RFC 3611 section 4.4: NTP time of a receiver, for its round trip.
[[nodiscard]] std::optional<std::uint64_t> receiverReferenceTime(const XrBlock& block);

/// RFC 3611 section 4.5.
struct DelaySinceReport {
    std::uint32_t ssrc = 0;
    std::uint32_t lastReceiverReport = 0; ///< the middle 32 bits of its NTP time
    std::uint32_t delay = 0;              ///< in 1/65536 s
};

/// How many sub-blocks a DLRR block holds; 0 for another block.
[[nodiscard]] std::size_t delayCount(const XrBlock& block);
/// `index` is below delayCount().
[[nodiscard]] DelaySinceReport delayAt(const XrBlock& block, std::size_t index);

/// RFC 3611 section 4.7. Fields that the sender marks as unavailable (127, or 0xff) are empty.
struct VoipMetrics {
    std::uint32_t ssrc = 0;
    double lossPercent = 0;    ///< lost in the network since reception began
    double discardPercent = 0; ///< thrown away by the jitter buffer
    double burstPercent = 0;   ///< lost or discarded within bursts
    double gapPercent = 0;     ///< the same within gaps
    std::uint16_t burstMs = 0; ///< mean length of a burst
    std::uint16_t gapMs = 0;
    std::uint16_t roundTripMs = 0; ///< 0: not measured
    std::uint16_t endSystemMs = 0;
    std::optional<std::int8_t> signalLevel;     ///< dBm0
    std::optional<std::int8_t> noiseLevel;      ///< dBm0
    std::optional<std::uint8_t> echoReturnLoss; ///< dB
    std::uint8_t gapThreshold = 0;
    std::optional<std::uint8_t> rFactor;
    std::optional<std::uint8_t> externalRFactor;
    std::optional<double> listeningMos;
    std::optional<double> conversationalMos;
    std::uint8_t receiverConfiguration = 0;
    std::uint16_t jitterBufferMs = 0;
    std::uint16_t jitterBufferMaximumMs = 0;
    std::uint16_t jitterBufferAbsoluteMaximumMs = 0;
};

/// Nothing for another block, or one of another length than the 8 words that the RFC says.
[[nodiscard]] std::optional<VoipMetrics> voipMetrics(const XrBlock& block);

/// RFC 3611 section 4.6; empty where the block says that it does not report it.
struct StatisticsSummary {
    std::uint32_t ssrc = 0;
    std::uint16_t firstSequence = 0;
    std::uint16_t endSequence = 0; ///< one beyond the last
    std::optional<std::uint32_t> lost;
    std::optional<std::uint32_t> duplicates;
    /// In units of the payload's clock.
    std::optional<std::uint32_t> minimumJitter, maximumJitter, meanJitter, deviationOfJitter;
};

[[nodiscard]] std::optional<StatisticsSummary> statisticsSummary(const XrBlock& block);

} // namespace core::media
