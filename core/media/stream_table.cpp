// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/media/stream_table.h"

#include "core/media/udptl.h"

#include <algorithm>

namespace core::media {

StreamTable::StreamTable(StreamSink& sink, const StreamTableLimits& limits)
    : m_sink(sink), m_limits(limits), m_announcements(limits.announcements),
      m_streams(std::max<std::size_t>(limits.streams, 1)),
      m_suspects(std::max<std::size_t>(limits.suspects, 1))
{
}

void StreamTable::add(const MediaPath& path, const RtpHeader& header, const RtpArrival& arrival)
{
    ++m_counters.packets;
    const StreamKey key{path, header.ssrc};
    if (PooledStream* const known = m_streams.find(key)) {
        if (known->stream.origin == StreamOrigin::Reports)
            reveal(*known);
        attribute(*known);
        count(*known, header, arrival);
        return;
    }
    addToSuspect(suspectFor(key), header, arrival);
}

void StreamTable::addFax(const MediaPath& path, std::uint16_t sequence, std::span<const std::byte> datagram,
                         const RtpArrival& arrival)
{
    ++m_counters.packets;
    const StreamKey key{path, 0};
    RtpHeader header;
    header.sequence = sequence;
    header.payload = datagram;
    if (PooledStream* const known = m_streams.find(key)) {
        if (known->stream.origin == StreamOrigin::Reports)
            reveal(*known);
        known->stream.isFax = true;
        attribute(*known);
        count(*known, header, arrival);
        return;
    }
    PooledStream& suspect = suspectFor(key);
    suspect.stream.isFax = true;
    attribute(suspect);
    suspect.stream.confidence = 100;
    count(promote(suspect), header, arrival);
}

/// What the one payload type of a stream of fax is.
const PayloadMap& StreamTable::faxFormats()
{
    static const PayloadMap formats = [] {
        PayloadFormat fax;
        fax.name = ShortText{faxName};
        PayloadMap map;
        map.set(0, fax);
        return map;
    }();
    return formats;
}

PooledStream& StreamTable::suspectFor(const StreamKey& key)
{
    if (PooledStream* const known = m_suspects.find(key))
        return *known;
    if (m_suspects.isFull())
        giveUp(m_suspects.leastUsed());
    PooledStream fresh{m_limits.interval};
    fresh.stream.key = key;
    return m_suspects.insert(key, std::move(fresh));
}

/// Every stream is a suspect at first, if only for its first packet.
void StreamTable::addToSuspect(PooledStream& suspect, const RtpHeader& header, const RtpArrival& arrival)
{
    // One whose interval has passed is not coming along as RTP does.
    if (suspect.stream.statistics.total().packets > 0 &&
        arrival.captured - suspect.stream.statistics.total().first >= m_limits.interval) {
        const StreamKey key = suspect.stream.key;
        giveUp(suspect);
        addToSuspect(suspectFor(key), header, arrival);
        return;
    }
    suspect.evidence.add(header);
    attribute(suspect);
    if (suspect.record == nullptr)
        suspect.stream.confidence = suspect.evidence.percent();
    const bool isStream = suspect.record != nullptr || suspect.stream.confidence >= m_limits.confidence;
    count(isStream ? promote(suspect) : suspect, header, arrival);
}

PooledStream& StreamTable::promote(PooledStream& suspect)
{
    if (m_streams.isFull()) {
        ++m_counters.evictedStreams;
        end(m_streams.leastUsed(), StreamEnd::Evicted);
    }
    const StreamKey key = suspect.stream.key;
    PooledStream& pooled = m_streams.insert(key, std::move(suspect));
    m_suspects.erase(key);
    MediaStream& stream = pooled.stream;
    stream.id = ++m_counters.streams;
    placeOnPath(stream);
    m_hosts.insert_or_assign(StreamKey{hostsOf(key.path), key.ssrc}, key);
    m_counters.streamPackets += stream.statistics.total().packets;
    indexByCall(pooled);
    m_sink.onStreamFound(stream);
    return pooled;
}

/// Asks what SDP said of the stream's destination, where there may be news.
void StreamTable::attribute(PooledStream& pooled)
{
    MediaStream& stream = pooled.stream;
    if (pooled.record == nullptr) {
        if (pooled.askedAt == m_announcements.generation())
            return;
        pooled.askedAt = m_announcements.generation();
        pooled.record = m_announcements.find(stream.key.path.destination);
        if (pooled.record == nullptr)
            return;
    } else if (pooled.recordVersion == pooled.record->version) {
        return;
    }
    pooled.recordVersion = pooled.record->version;
    stream.statistics.formatsChanged();
    // The ports of a call that is over are another call's now, and its last packets are still on their way.
    if (stream.media != nullptr && stream.media->call != pooled.record->media->call)
        return;
    stream.media = pooled.record->media;
    stream.receiver = pooled.record->receiver;
    stream.origin = pooled.record->attribution == Attribution::Announced ? StreamOrigin::Signalling
                                                                         : StreamOrigin::Symmetric;
    stream.confidence = 100;
    if (pooled.record->attribution == Attribution::Announced)
        m_announcements.learnSource(*pooled.record, stream.key.path.source);
    if (stream.id == 0)
        return;
    indexByCall(pooled);
    m_sink.onStreamAttributed(stream);
}

void StreamTable::count(PooledStream& pooled, const RtpHeader& header, const RtpArrival& arrival)
{
    MediaStream& stream = pooled.stream;
    pooled.lastArrival = arrival.arrived;
    const PayloadMap* const announced = pooled.record == nullptr ? nullptr : &pooled.record->formats;
    const PayloadMap* const formats = stream.isFax ? &faxFormats() : announced;
    if (const auto row = stream.statistics.add(header, arrival, formats); row && stream.id != 0)
        m_sink.onInterval(stream, *row);
    if (stream.id != 0)
        ++m_counters.streamPackets;
    countEvents(pooled, header, arrival);
    listen(stream, header, arrival);
}

/// Of streams alone: most suspects are no RTP.
void StreamTable::listen(MediaStream& stream, const RtpHeader& header, const RtpArrival& arrival)
{
    const Codec codec = stream.statistics.format().codec;
    const bool isEncrypted = stream.media != nullptr && stream.media->isEncrypted;
    if (!AudioMeter::canHear(codec) || stream.id == 0 || isEncrypted || arrival.cutBytes != 0)
        return;
    if (stream.audio == nullptr)
        stream.audio = std::make_unique<AudioMeter>(codec);
    stream.audio->add(header, codec, arrival.captured);
}

void StreamTable::takeEvent(MediaStream& stream, const TelephoneEvent& event)
{
    if (const auto digit = event.digit(); digit && stream.digits.size() < mostDigits)
        stream.digits += *digit;
    m_sink.onEvent(stream, event);
}

/// Nobody says of a suspect's payload types which are events, so it has none.
void StreamTable::countEvents(PooledStream& pooled, const RtpHeader& header, const RtpArrival& arrival)
{
    const auto event = pooled.stream.statistics.format().codec == Codec::TelephoneEvent
                           ? pooled.events.add(header, arrival.captured)
                           : pooled.events.interrupt(header.timestamp);
    if (event)
        takeEvent(pooled.stream, *event);
}

/// There are at most as many histories as streams. When strangers have filled them up they all go, which
/// costs no more than that a later SSRC counts as the first one of its path.
void StreamTable::placeOnPath(MediaStream& stream)
{
    if (m_paths.size() >= m_limits.streams && !m_paths.contains(stream.key.path))
        m_paths.clear();
    PathHistory& history = m_paths[stream.key.path];
    stream.ssrcOnPath = ++history.ssrcs;
    stream.previousOnPath = history.lastStream;
    history.lastStream = stream.id;
    history.lastSsrc = stream.key.ssrc;
}

void StreamTable::giveUp(PooledStream& suspect)
{
    m_counters.unconfirmedPackets += suspect.stream.statistics.total().packets;
    ++m_counters.givenUpSuspects;
    m_suspects.erase(suspect.stream.key);
}

void StreamTable::end(PooledStream& pooled, StreamEnd why)
{
    if (const auto event = pooled.events.finish())
        takeEvent(pooled.stream, *event);
    if (pooled.stream.audio != nullptr)
        pooled.stream.audio->finish();
    if (const auto row = pooled.stream.statistics.finish())
        m_sink.onInterval(pooled.stream, *row);
    m_sink.onStreamEnded(pooled.stream, why);
    if (pooled.stream.origin == StreamOrigin::Reports)
        --m_reported;
    forgetIndex(pooled);
    const StreamKey key = pooled.stream.key;
    const auto host = m_hosts.find({hostsOf(key.path), key.ssrc});
    if (host != m_hosts.end() && host->second == key)
        m_hosts.erase(host);
    m_streams.erase(key);
}

FaxExpectation StreamTable::faxAt(const MediaEndpoint& destination) const
{
    if (!m_announcements.hasFax())
        return FaxExpectation::None;
    const auto record = m_announcements.find(destination);
    return record == nullptr ? FaxExpectation::None : record->media->fax;
}

void StreamTable::closeIdle(base::Timestamp time)
{
    m_streams.forEach([&](PooledStream& pooled) {
        if (pooled.lastArrival < time)
            end(pooled, StreamEnd::Idle);
    });
    m_suspects.forEach([&](PooledStream& suspect) {
        if (suspect.lastArrival < time)
            giveUp(suspect);
    });
}

void StreamTable::finish()
{
    std::vector<PooledStream*> streams;
    streams.reserve(m_streams.size());
    m_streams.forEach([&](PooledStream& pooled) { streams.push_back(&pooled); });
    std::sort(streams.begin(), streams.end(), [](const PooledStream* left, const PooledStream* right) {
        return left->stream.id < right->stream.id;
    });
    for (PooledStream* const pooled : streams)
        end(*pooled, StreamEnd::Finished);
    m_suspects.forEach([&](PooledStream& suspect) { giveUp(suspect); });
}

const StreamTableCounters& StreamTable::counters() const
{
    m_counters.evictedEndpoints = m_announcements.evicted();
    return m_counters;
}

} // namespace core::media
