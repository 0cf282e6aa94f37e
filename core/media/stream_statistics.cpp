// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/media/stream_statistics.h"

#include <algorithm>

namespace core::media {
namespace {

/// Ticks from one timestamp to another; at most half of the range, so below zero when it went back.
std::int32_t ticksBetween(std::uint32_t earlier, std::uint32_t later)
{
    return static_cast<std::int32_t>(later - earlier);
}

double milliseconds(base::Duration duration)
{
    return static_cast<double>(duration.count()) / 1e6;
}

bool isNewest(SequenceStep step)
{
    return step == SequenceStep::InOrder || step == SequenceStep::AfterGap || step == SequenceStep::Restart;
}

} // namespace

std::optional<IntervalRow> StreamStatistics::add(const RtpHeader& header, const RtpArrival& given,
                                                 const PayloadMap* map)
{
    // Times before 1970 are damage, and the distance to the others may be none that a Duration can hold.
    RtpArrival arrival = given;
    arrival.captured = std::max(given.captured, base::Timestamp{});
    std::optional<IntervalRow> closed;
    if (m_total.packets == 0) {
        m_total.first = arrival.captured;
        m_row.begin = arrival.captured;
        m_total.dscp = arrival.dscp;
    } else {
        closed = closeInterval(arrival.captured);
    }
    ++m_total.packets;
    ++m_row.packets;
    m_total.octets += header.payload.size() + arrival.cutBytes;
    m_total.last = std::max(m_total.last, arrival.captured);
    if (header.payloadType != m_knownType)
        lookUp(header.payloadType, map);
    countKinds(header, arrival);
    const SequenceStep step = countSequence(header);
    countTimes(header, arrival.captured, step);
    m_lastKind = m_kind;
    updateTotals();
    return closed;
}

void StreamStatistics::lookUp(std::uint8_t payloadType, const PayloadMap* map)
{
    m_knownType = payloadType;
    const auto format = map != nullptr ? map->find(payloadType) : staticFormat(payloadType);
    m_format = format.value_or(PayloadFormat{});
    m_clockRate = m_format.clockRate;
    m_kind = Kind::Media;
    if (m_format.codec == Codec::ComfortNoise)
        m_kind = Kind::ComfortNoise;
    if (m_format.codec == Codec::TelephoneEvent) {
        m_kind = Kind::Event;
        // Packets of one event share a timestamp (RFC 4733 section 2.2.1).
        m_clockRate = 0;
    }
    if (m_kind == Kind::Media)
        m_mediaFormat = m_format;
    if (m_clockRate != 0)
        m_total.clockRate = m_clockRate;
}

void StreamStatistics::countKinds(const RtpHeader& header, const RtpArrival& arrival)
{
    m_total.markers += header.isMarked ? 1 : 0;
    m_total.payloadTypes.set(header.payloadType);
    if (arrival.dscp != m_total.dscp) {
        m_total.dscp = arrival.dscp;
        ++m_total.dscpChanges;
    }
    switch (m_kind) {
    case Kind::ComfortNoise:
        ++m_total.comfortNoise;
        break;
    case Kind::Event:
        ++m_total.events;
        break;
    case Kind::Media:
        if (m_sawMedia && m_total.payloadType != header.payloadType)
            ++m_total.payloadTypeChanges;
        m_total.payloadType = header.payloadType;
        m_sawMedia = true;
        break;
    }
}

SequenceStep StreamStatistics::countSequence(const RtpHeader& header)
{
    const SequenceStep step =
        m_sequence.add(header.sequence, [&](std::uint32_t packets) { return isLongGap(header, packets); });
    if (step == SequenceStep::AfterGap) {
        const std::uint32_t missed = m_sequence.missedBefore();
        ++m_total.gaps.losses;
        m_total.gaps.missed += missed;
        m_total.gaps.longestLoss = std::max(m_total.gaps.longestLoss, missed);
    }
    return step;
}

/// A sender that begins anew chooses another timestamp too (RFC 3550 section 5.1); one that went on has a
/// timestamp that fits, with a quarter of tolerance for its silence.
bool StreamStatistics::isLongGap(const RtpHeader& header, std::uint32_t packets) const
{
    const std::int32_t ticks = ticksBetween(m_lastTimestamp, header.timestamp);
    if (ticks <= 0 || m_total.packetTicks == 0)
        return false;
    const double sent = static_cast<double>(ticks) / m_total.packetTicks;
    return sent > packets * 0.75 && sent < packets * 1.25;
}

/// The sampling clock increases monotonically (RFC 3550 section 5.1). Where timestamps fall by more than a
/// second while the numbers go on, as when a gateway comes back from fax, the sender has set its clock: that
/// is no difference in transit time, which is what jitter measures (section 6.4.1).
bool StreamStatistics::beginsClockAnew(const RtpHeader& header) const
{
    if (m_kind != Kind::Media || m_lastKind == Kind::Event || m_clockRate == 0)
        return false;
    const std::int64_t ticks = ticksBetween(m_lastTimestamp, header.timestamp);
    return ticks < -std::int64_t{m_clockRate};
}

void StreamStatistics::countTimes(const RtpHeader& header, base::Timestamp captured, SequenceStep step)
{
    if (step == SequenceStep::Stray)
        m_strayCaptured = captured;
    if (step == SequenceStep::Stray || step == SequenceStep::Early)
        return;
    if (step == SequenceStep::Restart) {
        m_jitter.forgetLast();
        // The stray before was the first packet of the new run.
        m_lastCaptured = m_strayCaptured;
    }
    const bool isAnew = isNewest(step) && beginsClockAnew(header);
    if (isAnew)
        m_jitter.forgetLast();
    if (m_clockRate != 0)
        m_total.lastJitter = m_jitter.add(captured, header.timestamp, m_clockRate);
    if (step != SequenceStep::First && !isAnew)
        measure(header, captured, step);
    if (step == SequenceStep::InOrder)
        countGap(header, captured);
    m_lastCaptured = captured;
    if (step == SequenceStep::First || isNewest(step))
        m_lastTimestamp = header.timestamp;
}

void StreamStatistics::measure(const RtpHeader& header, base::Timestamp captured, SequenceStep step)
{
    if (header.isMarked || m_kind == Kind::ComfortNoise || m_lastKind == Kind::ComfortNoise)
        return;
    const std::uint64_t before = m_total.packets - 1;
    const double delta = milliseconds(captured - m_lastCaptured);
    m_total.delta.add(delta, before);
    m_row.maximumDelta = std::max(m_row.maximumDelta, delta);
    if (m_clockRate == 0 || step == SequenceStep::Restart)
        return;
    m_total.jitter.add(m_total.lastJitter, before);
    m_rowJitter.add(m_total.lastJitter, ++m_rowMeasured);
}

/// Between two packets with consecutive numbers.
void StreamStatistics::countGap(const RtpHeader& header, base::Timestamp captured)
{
    const std::int32_t ticks = ticksBetween(m_lastTimestamp, header.timestamp);
    // The timestamps of events stand still, and the audio behind them has gone on.
    if (m_kind != Kind::Media || m_lastKind == Kind::Event || ticks <= 0 || m_clockRate == 0)
        return;
    const auto step = static_cast<std::uint32_t>(ticks);
    if (m_total.packetTicks != 0 && step > 2 * m_total.packetTicks) {
        if (header.isMarked || m_lastKind == Kind::ComfortNoise) {
            ++m_total.gaps.silences;
            m_total.gaps.silence +=
                base::Duration{std::int64_t{step} * 1'000'000'000 / std::int64_t{m_clockRate}};
        } else {
            ++m_total.gaps.pauses;
        }
        return;
    }
    constexpr base::Duration shortestStall = std::chrono::milliseconds{100};
    const base::Duration waited = captured - m_lastCaptured;
    if (waited > shortestStall && milliseconds(waited) > 3 * m_total.packetMs()) {
        ++m_total.gaps.stalls;
        m_total.gaps.longestStall = std::max(m_total.gaps.longestStall, waited);
    }
    if (!header.isMarked && m_lastKind == Kind::Media)
        learnPacketTicks(step);
}

void StreamStatistics::learnPacketTicks(std::uint32_t ticks)
{
    if (m_ticksVotes == 0)
        m_total.packetTicks = ticks;
    if (ticks == m_total.packetTicks)
        m_ticksVotes += m_ticksVotes < UINT32_MAX ? 1 : 0;
    else
        --m_ticksVotes;
}

void StreamStatistics::updateTotals()
{
    m_total.expected = m_sequence.expected();
    m_total.lost = m_sequence.lost();
    m_total.missing = m_sequence.missing();
    m_total.duplicates = m_sequence.duplicates();
    m_total.reordered = m_sequence.reordered();
    m_total.strays = m_sequence.strays();
    m_total.restarts = m_sequence.restarts();
}

IntervalRow StreamStatistics::rowNow() const
{
    IntervalRow row = m_row;
    row.octets = m_total.octets - m_baseline.octets;
    row.expected =
        static_cast<std::int64_t>(m_total.expected) - static_cast<std::int64_t>(m_baseline.expected);
    row.lost = m_total.lost - m_baseline.lost;
    row.missing = m_total.missing - m_baseline.missing;
    row.duplicates = static_cast<std::uint32_t>(m_total.duplicates - m_baseline.duplicates);
    row.reordered = static_cast<std::uint32_t>(m_total.reordered - m_baseline.reordered);
    row.lossRuns = m_total.gaps.losses - m_baseline.losses;
    row.missed = static_cast<std::uint32_t>(m_total.gaps.missed - m_baseline.missed);
    row.meanJitter = m_rowJitter.mean;
    row.maximumJitter = m_rowJitter.maximum;
    row.payloadType = m_total.payloadType;
    return row;
}

/// A packet that was captured before the interval began, as files of several probes have them, belongs to the
/// open one.
std::optional<IntervalRow> StreamStatistics::closeInterval(base::Timestamp captured)
{
    const base::Duration since = captured - m_row.begin;
    if (since < m_interval)
        return std::nullopt;
    const IntervalRow closed = rowNow();
    const std::int64_t further = since / m_interval;
    m_row = {};
    m_row.begin = closed.begin + further * m_interval;
    m_row.number = closed.number + static_cast<std::uint32_t>(further);
    m_rowJitter = {};
    m_rowMeasured = 0;
    m_baseline = {m_total.octets,     m_total.expected,  m_total.lost,        m_total.missing,
                  m_total.duplicates, m_total.reordered, m_total.gaps.losses, m_total.gaps.missed};
    return closed;
}

std::optional<IntervalRow> StreamStatistics::finish()
{
    if (m_row.packets == 0)
        return std::nullopt;
    const IntervalRow last = rowNow();
    m_row.packets = 0;
    return last;
}

} // namespace core::media
