// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/media/rtcp_extended.h"

#include "core/base/byte_reader.h"
#include "core/media/big_endian.h"

namespace core::media {
namespace {

constexpr std::size_t blockHeader = 4;
constexpr std::size_t delayBlock = 12;
constexpr std::size_t voipMetricsBody = 32;
constexpr std::size_t summaryBody = 36;
constexpr std::uint8_t unavailable = 127;

/// A fraction of 256.
double percent(std::uint8_t fraction)
{
    return fraction * 100.0 / 256.0;
}

std::optional<std::uint8_t> unlessUnavailable(std::uint8_t value)
{
    return value == unavailable ? std::nullopt : std::optional{value};
}

std::optional<std::int8_t> level(std::uint8_t value)
{
    return value == unavailable ? std::nullopt : std::optional{static_cast<std::int8_t>(value)};
}

/// Ten times the score; 10 to 50 are possible.
std::optional<double> score(std::uint8_t value)
{
    return value == unavailable ? std::nullopt : std::optional{value / 10.0};
}

} // namespace

XrReader::XrReader(const RtcpPacket& packet)
{
    if (packet.type != RtcpType::ExtendedReport)
        return;
    m_failed = packet.body.size() < 4;
    if (m_failed)
        return;
    m_ssrc = load32(packet.body, 0);
    m_rest = packet.body.subspan(4);
}

///   |  block type   | type-specific |  length in 32-bit words       |
std::optional<XrBlock> XrReader::next()
{
    if (m_rest.empty())
        return std::nullopt;
    const std::size_t length = m_rest.size() < blockHeader ? 0 : std::size_t{4} * load16(m_rest, 2);
    if (m_rest.size() < blockHeader + length) {
        m_failed = true;
        m_rest = {};
        return std::nullopt;
    }
    XrBlock block;
    block.type = static_cast<XrType>(load8(m_rest, 0));
    block.specific = load8(m_rest, 1);
    block.body = m_rest.subspan(blockHeader, length);
    m_rest = m_rest.subspan(blockHeader + length);
    return block;
}

std::optional<std::uint64_t> receiverReferenceTime(const XrBlock& block)
{
    if (block.type != XrType::ReceiverReferenceTime || block.body.size() != 8)
        return std::nullopt;
    return base::ByteReader{block.body}.u64();
}

std::size_t delayCount(const XrBlock& block)
{
    return block.type == XrType::DelaySinceReceiverReport ? block.body.size() / delayBlock : 0;
}

DelaySinceReport delayAt(const XrBlock& block, std::size_t index)
{
    const auto bytes = block.body.subspan(index * delayBlock, delayBlock);
    return {load32(bytes, 0), load32(bytes, 4), load32(bytes, 8)};
}

std::optional<VoipMetrics> voipMetrics(const XrBlock& block)
{
    if (block.type != XrType::VoipMetrics || block.body.size() != voipMetricsBody)
        return std::nullopt;
    base::ByteReader reader{block.body};
    VoipMetrics metrics;
    metrics.ssrc = reader.u32();
    metrics.lossPercent = percent(reader.u8());
    metrics.discardPercent = percent(reader.u8());
    metrics.burstPercent = percent(reader.u8());
    metrics.gapPercent = percent(reader.u8());
    metrics.burstMs = reader.u16();
    metrics.gapMs = reader.u16();
    metrics.roundTripMs = reader.u16();
    metrics.endSystemMs = reader.u16();
    metrics.signalLevel = level(reader.u8());
    metrics.noiseLevel = level(reader.u8());
    metrics.echoReturnLoss = unlessUnavailable(reader.u8());
    metrics.gapThreshold = reader.u8();
    metrics.rFactor = unlessUnavailable(reader.u8());
    metrics.externalRFactor = unlessUnavailable(reader.u8());
    metrics.listeningMos = score(reader.u8());
    metrics.conversationalMos = score(reader.u8());
    metrics.receiverConfiguration = reader.u8();
    reader.skip(1);
    metrics.jitterBufferMs = reader.u16();
    metrics.jitterBufferMaximumMs = reader.u16();
    metrics.jitterBufferAbsoluteMaximumMs = reader.u16();
    return metrics;
}

///   type-specific:  | L | D | J | ToH | reserved |
std::optional<StatisticsSummary> statisticsSummary(const XrBlock& block)
{
    if (block.type != XrType::StatisticsSummary || block.body.size() != summaryBody)
        return std::nullopt;
    base::ByteReader reader{block.body};
    StatisticsSummary summary;
    summary.ssrc = reader.u32();
    summary.firstSequence = reader.u16();
    summary.endSequence = reader.u16();
    const auto reported = [&](unsigned bit) {
        const std::uint32_t value = reader.u32();
        return (block.specific & bit) != 0 ? std::optional{value} : std::nullopt;
    };
    summary.lost = reported(0x80);
    summary.duplicates = reported(0x40);
    summary.minimumJitter = reported(0x20);
    summary.maximumJitter = reported(0x20);
    summary.meanJitter = reported(0x20);
    summary.deviationOfJitter = reported(0x20);
    return summary;
}

} // namespace core::media
