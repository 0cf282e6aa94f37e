// SPDX-License-Identifier: GPL-3.0-or-later
// What agents and endpoints report of the streams of a table, or of streams that nobody captured.
#include "core/base/keyed_hash.h"
#include "core/media/stream_table.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

namespace core::media {

std::size_t StreamTable::CallSourceHash::operator()(const CallSource& source) const
{
    std::array<char, sizeof(source.call.value) + sizeof(source.ssrc)> bytes{};
    std::memcpy(bytes.data(), &source.call.value, sizeof(source.call.value));
    std::memcpy(bytes.data() + sizeof(source.call.value), &source.ssrc, sizeof(source.ssrc));
    return base::keyedHash(base::processHashKey(), {bytes.data(), bytes.size()});
}

void StreamTable::addReport(const StreamReport& report, const ReportContext& context)
{
    MediaPath path = context.path;
    if (report.about == ReportedPath::Said)
        path = report.path;
    else if (report.about == ReportedPath::ToReporter)
        std::swap(path.source, path.destination);
    PooledStream* pooled = findReported(report, path, context.call);
    if (pooled == nullptr)
        pooled = addReported(report, path, context);
    if (pooled == nullptr) {
        ++m_counters.strayReports;
        return;
    }
    MediaStream& stream = pooled->stream;
    pooled->lastArrival = std::max(pooled->lastArrival, context.arrived);
    if (stream.origin == StreamOrigin::Reports)
        attributeReported(*pooled, context.call);
    std::uint32_t clockRate = stream.statistics.total().clockRate;
    if (clockRate == 0 && pooled->record != nullptr)
        clockRate = pooled->record->formats.commonClockRate();
    stream.reports.addTold(report, context.reporter, context.captured, clockRate);
    m_sink.onStreamReported(stream);
}

/// By its path, by its call, or by its hosts; one without SSRC by its path alone.
PooledStream* StreamTable::findReported(const StreamReport& report, const MediaPath& path, base::CallKey call)
{
    if (!report.ssrc) {
        const auto history = m_paths.find(report.about == ReportedPath::Said ? path : mediaPathOf(path));
        return history == m_paths.end() ? nullptr
                                        : m_streams.find({history->first, history->second.lastSsrc});
    }
    // Before the call: both halves of a relay have one SSRC.
    for (const MediaPath& exact : {report.about == ReportedPath::Said ? path : mediaPathOf(path), path}) {
        if (PooledStream* const known = m_streams.find({exact, *report.ssrc}))
            return known;
    }
    if (call) {
        const auto source = m_sources.find({call, *report.ssrc});
        PooledStream* const known = source == m_sources.end() ? nullptr : m_streams.find(source->second);
        if (known != nullptr)
            return known;
    }
    return find(path, *report.ssrc);
}

/// Of a stream whose packets nobody captured.
PooledStream* StreamTable::addReported(const StreamReport& report, const MediaPath& path,
                                       const ReportContext& context)
{
    const bool isSomewhere = path.source.family != 0 && path.destination.family != 0;
    const MediaPath mediaPath = report.about == ReportedPath::Said ? path : mediaPathOf(path);
    const StreamKey key{mediaPath, report.ssrc.value_or(0)};
    if (!isSomewhere || m_reported >= m_limits.reported || m_streams.find(key) != nullptr)
        return nullptr;
    if (m_streams.isFull()) {
        ++m_counters.evictedStreams;
        end(m_streams.leastUsed(), StreamEnd::Evicted);
    }
    PooledStream fresh{m_limits.interval};
    fresh.stream.key = key;
    fresh.lastArrival = context.arrived;
    PooledStream& pooled = m_streams.insert(key, std::move(fresh));
    MediaStream& stream = pooled.stream;
    stream.id = ++m_counters.streams;
    stream.origin = StreamOrigin::Reports;
    stream.confidence = 100;
    ++m_reported;
    placeOnPath(stream);
    m_hosts.insert_or_assign(StreamKey{hostsOf(mediaPath), key.ssrc}, key);
    return &pooled;
}

/// RTCP goes over the next port unless SDP named the port itself for media (RFC 5761).
MediaPath StreamTable::mediaPathOf(const MediaPath& controlPath) const
{
    const auto isAnnounced = [this](const MediaPath& path) {
        return m_announcements.find(path.destination) != nullptr ||
               m_announcements.find(path.source) != nullptr;
    };
    if (isAnnounced(controlPath))
        return controlPath;
    MediaPath below = controlPath;
    --below.source.port;
    --below.destination.port;
    const bool areOdd = controlPath.source.port % 2 != 0 && controlPath.destination.port % 2 != 0;
    return areOdd || isAnnounced(below) ? below : controlPath;
}

/// What reports announced has come.
void StreamTable::reveal(PooledStream& pooled)
{
    --m_reported;
    MediaStream& stream = pooled.stream;
    stream.origin = StreamOrigin::Heuristic;
    stream.media.reset();
    pooled.record.reset();
    pooled.recordVersion = 0;
    pooled.askedAt = 0;
}

/// A report teaches nothing about NAT: where its packets come from is not where media do.
void StreamTable::attributeReported(PooledStream& pooled, base::CallKey call)
{
    MediaStream& stream = pooled.stream;
    if (call && !stream.reportedCall)
        stream.reportedCall = call;
    auto record = m_announcements.find(stream.key.path.destination);
    if (record != nullptr && (!call || record->media->call == call)) {
        stream.media = record->media;
        stream.receiver = record->receiver;
        pooled.record = std::move(record);
    }
    indexByCall(pooled);
}

void StreamTable::indexByCall(PooledStream& pooled)
{
    const MediaStream& stream = pooled.stream;
    const base::CallKey call = stream.media != nullptr ? stream.media->call : stream.reportedCall;
    if (!call || call == pooled.indexedCall)
        return;
    forgetIndex(pooled);
    pooled.indexedCall = call;
    m_sources.insert_or_assign(CallSource{call, stream.key.ssrc}, stream.key);
}

void StreamTable::forgetIndex(PooledStream& pooled)
{
    if (!pooled.indexedCall)
        return;
    const auto source = m_sources.find({pooled.indexedCall, pooled.stream.key.ssrc});
    if (source != m_sources.end() && source->second == pooled.stream.key)
        m_sources.erase(source);
    pooled.indexedCall = {};
}

} // namespace core::media
