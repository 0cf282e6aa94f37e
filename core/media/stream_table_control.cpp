// SPDX-License-Identifier: GPL-3.0-or-later
// What RTCP says of the streams of a table.
#include "core/media/rtcp_extended.h"
#include "core/media/rtcp_packet.h"
#include "core/media/stream_table.h"

#include <utility>

namespace core::media {

void StreamTable::addControl(const MediaPath& path, std::span<const std::byte> datagram,
                             base::Timestamp captured)
{
    // Encrypted reports (SRTCP) are not.
    if (!isRtcp(datagram))
        return;
    RtcpReader packets{datagram};
    while (const auto packet = packets.next()) {
        if (const auto report = readReport(*packet))
            takeReport(path, *report, captured);
        else if (packet->type == RtcpType::ExtendedReport)
            takeExtended(path, *packet);
    }
}

/// RTCP goes over the next port, or over the same (RFC 5761); a NAT may have put another port instead.
PooledStream* StreamTable::find(const MediaPath& controlPath, std::uint32_t ssrc)
{
    MediaPath below = controlPath;
    --below.source.port;
    --below.destination.port;
    for (const MediaPath& path : {below, controlPath}) {
        if (PooledStream* const stream = m_streams.find({path, ssrc}))
            return stream;
    }
    const auto newest = m_hosts.find({hostsOf(controlPath), ssrc});
    return newest == m_hosts.end() ? nullptr : m_streams.find(newest->second);
}

MediaStream* StreamTable::streamOf(const MediaPath& controlPath, std::uint32_t ssrc)
{
    if (PooledStream* const stream = find(controlPath, ssrc))
        return &stream->stream;
    ++m_counters.strayReports;
    return nullptr;
}

void StreamTable::takeReport(const MediaPath& path, const RtcpReport& report, base::Timestamp captured)
{
    if (report.sender) {
        if (MediaStream* const stream = streamOf(path, report.ssrc))
            stream->reports.addSender(*report.sender, captured);
    }
    const MediaPath back{path.destination, path.source};
    for (std::size_t i = 0; i < report.blocks.size(); ++i) {
        const ReportBlock block = report.blocks[i];
        if (MediaStream* const stream = streamOf(back, block.ssrc))
            stream->reports.addBlock(block, captured, stream->statistics.total().clockRate);
    }
}

void StreamTable::takeExtended(const MediaPath& path, const RtcpPacket& packet)
{
    const MediaPath back{path.destination, path.source};
    XrReader blocks{packet};
    while (const auto block = blocks.next()) {
        const auto metrics = voipMetrics(*block);
        MediaStream* const stream = metrics ? streamOf(back, metrics->ssrc) : nullptr;
        if (stream != nullptr)
            stream->reports.addMetrics(*metrics);
    }
}

} // namespace core::media
