// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/media_recorder.h"

#include "core/media/rtp_header.h"
#include "core/media/udptl.h"

#include <utility>

namespace core::engine {
namespace {

/// A call on hold may be silent for long; what comes after this is another stream.
constexpr base::Duration longestSilence = std::chrono::minutes{15};
constexpr base::Duration sweepEvery = std::chrono::minutes{1};

media::MediaEndpoint mediaEndpoint(const net::Endpoint& endpoint)
{
    return media::mediaEndpoint(endpoint.address.bytes(), endpoint.port);
}

net::Endpoint netEndpoint(const media::MediaEndpoint& endpoint)
{
    const std::span<const std::byte, 16> bytes{endpoint.address};
    return {endpoint.family == 6 ? net::IpAddress::fromIpv6(bytes)
                                 : net::IpAddress::fromIpv4(bytes.first<4>()),
            endpoint.port};
}

} // namespace

void MediaRecorder::takeMessage(const sip::Message& message, base::CallKey call)
{
    if (!m_isKept)
        m_offers.take(message, call);
}

void MediaRecorder::takePacket(const FoundRtp& packet, base::Timestamp arrived)
{
    if (m_isKept)
        return;
    const media::RtpParsing parsed = media::parseRtp(packet.bytes, packet.cutBytes != 0);
    if (!parsed)
        return;
    const media::MediaPath path{mediaEndpoint(packet.path.source), mediaEndpoint(packet.path.destination)};
    if (m_offers.hasNews()) {
        for (media::AnnouncedMedia& media : m_offers.takeNews())
            m_table.announce(std::move(media));
    }
    // Fax of higher numbers looks like RTP of version 2.
    if (m_table.faxAt(path.destination) == media::FaxExpectation::Announced &&
        media::parseUdptl(packet.bytes))
        return;
    m_table.add(path, parsed.header, {packet.captured, arrived, packet.dscp, packet.cutBytes});
    if (const media::MediaStream* const found = std::exchange(m_found, nullptr))
        write(*found);
    if (arrived < m_nextSweep)
        return;
    m_table.closeIdle(arrived - longestSilence);
    m_nextSweep = arrived + sweepEvery;
}

void MediaRecorder::keep(const std::vector<session::StreamRow>& streams,
                         const std::vector<session::StreamIntervalRow>& intervals)
{
    m_isKept = true;
    m_hasUncommitted = true;
    for (const session::StreamRow& stream : streams)
        m_writer.upsertStream(stream);
    for (const session::StreamIntervalRow& interval : intervals)
        m_writer.addStreamInterval(interval);
}

void MediaRecorder::onStreamFound(const media::MediaStream& stream)
{
    m_found = &stream;
}

void MediaRecorder::onInterval(const media::MediaStream& stream, const media::IntervalRow& row)
{
    m_writer.addStreamInterval({static_cast<std::int64_t>(stream.id), row});
    write(stream);
}

void MediaRecorder::onEvent(const media::MediaStream& /*stream*/, const media::TelephoneEvent& /*event*/)
{
    // The session has no place for digits; the stream's row counts their packets.
}

void MediaRecorder::onStreamAttributed(const media::MediaStream& stream)
{
    write(stream);
}

void MediaRecorder::onStreamEnded(const media::MediaStream& stream, media::StreamEnd /*why*/)
{
    write(stream);
}

void MediaRecorder::write(const media::MediaStream& stream)
{
    session::StreamRow row;
    row.id = static_cast<std::int64_t>(stream.id);
    if (stream.media != nullptr) {
        row.call = stream.media->call;
        row.line = stream.media->line;
    }
    row.origin = stream.origin;
    row.confidence = stream.confidence;
    row.path = {netEndpoint(stream.key.path.source), netEndpoint(stream.key.path.destination),
                net::Transport::Udp};
    row.ssrc = stream.key.ssrc;
    row.ssrcOnPath = stream.ssrcOnPath;
    row.codec = stream.statistics.mediaFormat().name.view();
    row.counters = stream.statistics.total();
    m_writer.upsertStream(std::move(row));
    m_hasUncommitted = true;
}

} // namespace core::engine
