// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/stream_values.h"

#include "core/media/voice_quality.h"
#include "core/session/stream_tables.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <string>
#include <string_view>

namespace core::session {
namespace {

using call::StreamField;
using call::StreamValue;

/// Streams that are read within one transaction: some ten milliseconds.
constexpr std::size_t streamsAtOnce = 4'096;

StreamValue count(std::uint64_t number)
{
    return static_cast<std::int64_t>(number);
}

StreamValue decimal(double number)
{
    return std::int64_t{std::llround(number * 1'000)};
}

StreamValue decimal(const std::optional<double>& number)
{
    return number ? decimal(*number) : StreamValue{};
}

StreamValue milliseconds(double number)
{
    return std::int64_t{std::llround(number * 1e6)};
}

StreamValue duration(base::Duration time)
{
    return time.count();
}

StreamValue text(std::string_view text)
{
    return text.empty() ? StreamValue{} : StreamValue{std::string{text}};
}

StreamValue when(bool is, StreamValue value)
{
    return is ? std::move(value) : StreamValue{};
}

StreamValue payloadTypes(const std::bitset<128>& types)
{
    std::string list;
    for (std::size_t type = 0; type < types.size(); ++type) {
        if (types.test(type))
            list += (list.empty() ? "" : " ") + std::to_string(type);
    }
    return text(list);
}

std::optional<media::VoiceQuality> qualityOf(const StreamRow& stream)
{
    return media::qualityOf(stream.counters, media::codecOf(stream.codec));
}

bool hasClock(const StreamRow& stream)
{
    return stream.counters.clockRate != 0;
}

bool wasHeard(const StreamRow& stream)
{
    return stream.sound.heard.count() > 0;
}

double silentPercent(const HeardSound& sound)
{
    return 100.0 * static_cast<double>(sound.silent.count()) / static_cast<double>(sound.heard.count());
}

bool wasReceived(const StreamRow& stream)
{
    return stream.reports.receptionReports != 0;
}

/// Of a stream that is known from reports alone nothing was measured.
StreamValue measured(const StreamRow& stream, StreamValue value)
{
    return when(stream.origin != media::StreamOrigin::Reports, std::move(value));
}

/// In units of a clock that nobody named, jitter says nothing.
bool hasFarJitter(const StreamRow& stream)
{
    return stream.reports.jitter.maximum > 0 || (wasReceived(stream) && hasClock(stream));
}

struct Getter {
    StreamField field = StreamField::Codec;
    StreamValue (*get)(const StreamRow& stream) = nullptr;
};

using Row = const StreamRow&;

constexpr std::array getters{
    Getter{StreamField::Codec, [](Row s) { return text(s.codec); }},
    Getter{StreamField::Ssrc, [](Row s) { return when(!s.isFax(), count(s.ssrc)); }},
    Getter{StreamField::Loss,
           [](Row s) { return when(s.counters.expected != 0, decimal(s.counters.lossPercent())); }},
    Getter{StreamField::Jitter,
           [](Row s) { return when(hasClock(s), milliseconds(s.counters.jitter.mean)); }},
    Getter{StreamField::Mos,
           [](Row s) {
               const auto quality = qualityOf(s);
               return quality ? decimal(quality->mos) : StreamValue{};
           }},
    Getter{StreamField::Time, [](Row s) { return StreamValue{base::toNanoseconds(s.counters.first)}; }},
    Getter{StreamField::Duration, [](Row s) { return duration(s.counters.last - s.counters.first); }},
    Getter{StreamField::SourceAddress, [](Row s) { return StreamValue{s.path.source.address}; }},
    Getter{StreamField::SourcePort, [](Row s) { return count(s.path.source.port); }},
    Getter{StreamField::DestinationAddress, [](Row s) { return StreamValue{s.path.destination.address}; }},
    Getter{StreamField::DestinationPort, [](Row s) { return count(s.path.destination.port); }},
    Getter{StreamField::PayloadType,
           [](Row s) { return when(!s.isFax(), measured(s, count(s.counters.payloadType))); }},
    Getter{StreamField::PayloadTypes, [](Row s) { return payloadTypes(s.counters.payloadTypes); }},
    Getter{StreamField::PacketTime,
           [](Row s) { return when(s.counters.packetMs() > 0, milliseconds(s.counters.packetMs())); }},
    Getter{StreamField::Packets, [](Row s) { return count(s.counters.packets); }},
    Getter{StreamField::Expected, [](Row s) { return measured(s, count(s.counters.expected)); }},
    Getter{StreamField::Lost, [](Row s) { return measured(s, StreamValue{s.counters.lost}); }},
    Getter{StreamField::Duplicates, [](Row s) { return measured(s, count(s.counters.duplicates)); }},
    Getter{StreamField::Reordered, [](Row s) { return measured(s, count(s.counters.reordered)); }},
    Getter{StreamField::MaximumJitter,
           [](Row s) { return when(hasClock(s), milliseconds(s.counters.jitter.maximum)); }},
    Getter{StreamField::MaximumDelta,
           [](Row s) { return measured(s, milliseconds(s.counters.delta.maximum)); }},
    Getter{StreamField::Silences, [](Row s) { return measured(s, count(s.counters.gaps.silences)); }},
    Getter{StreamField::PayloadTypeChanges,
           [](Row s) { return measured(s, count(s.counters.payloadTypeChanges)); }},
    Getter{StreamField::SsrcOnPath, [](Row s) { return count(s.ssrcOnPath); }},
    Getter{StreamField::Dscp, [](Row s) { return measured(s, count(s.counters.dscp)); }},
    Getter{StreamField::RFactor,
           [](Row s) {
               const auto quality = qualityOf(s);
               return quality ? decimal(quality->r) : StreamValue{};
           }},
    Getter{StreamField::LowestMos, [](Row) { return StreamValue{}; }},
    Getter{StreamField::MosBasis,
           [](Row s) {
               const auto quality = qualityOf(s);
               return quality ? text(media::name(quality->codec.source)) : StreamValue{};
           }},
    Getter{StreamField::Origin, [](Row s) { return text(media::name(s.origin)); }},
    Getter{StreamField::Confidence, [](Row s) { return count(s.confidence); }},
    Getter{StreamField::Agreed, [](Row s) { return text(s.agreed); }},
    Getter{StreamField::Encryption, [](Row s) { return text(s.isEncrypted ? "srtp" : ""); }},
    Getter{StreamField::Markers, [](Row s) { return count(s.counters.markers); }},
    Getter{StreamField::ComfortNoise, [](Row s) { return count(s.counters.comfortNoise); }},
    Getter{StreamField::Events, [](Row s) { return count(s.counters.events); }},
    Getter{StreamField::DscpChanges, [](Row s) { return count(s.counters.dscpChanges); }},
    Getter{StreamField::Restarts, [](Row s) { return count(s.counters.restarts); }},
    Getter{StreamField::LossRuns, [](Row s) { return count(s.counters.gaps.losses); }},
    Getter{StreamField::LongestLoss, [](Row s) { return count(s.counters.gaps.longestLoss); }},
    Getter{StreamField::Silence, [](Row s) { return duration(s.counters.gaps.silence); }},
    Getter{StreamField::Pauses, [](Row s) { return count(s.counters.gaps.pauses); }},
    Getter{StreamField::Stalls, [](Row s) { return count(s.counters.gaps.stalls); }},
    Getter{StreamField::LongestStall, [](Row s) { return duration(s.counters.gaps.longestStall); }},
    Getter{StreamField::Silent,
           [](Row s) { return wasHeard(s) ? decimal(silentPercent(s.sound)) : StreamValue{}; }},
    Getter{StreamField::LongestSilent,
           [](Row s) { return when(wasHeard(s), duration(s.sound.longestSilence)); }},
    Getter{StreamField::Digits, [](Row s) { return text(s.digits.events); }},
    Getter{StreamField::InbandDigits, [](Row s) { return text(s.digits.inband); }},
    Getter{StreamField::InfoDigits, [](Row s) { return text(s.digits.messages); }},
    Getter{StreamField::SenderReports, [](Row s) { return count(s.reports.senderReports); }},
    Getter{StreamField::ReceptionReports, [](Row s) { return count(s.reports.receptionReports); }},
    Getter{StreamField::SentPackets,
           [](Row s) { return when(s.reports.senderReports != 0, count(s.reports.sentPackets)); }},
    Getter{StreamField::FarLost, [](Row s) { return when(wasReceived(s), std::int64_t{s.reports.lost}); }},
    Getter{StreamField::FarLoss, [](Row s) { return when(wasReceived(s), decimal(s.reports.loss.mean)); }},
    Getter{StreamField::FarMaximumLoss,
           [](Row s) { return when(wasReceived(s), decimal(s.reports.loss.maximum)); }},
    Getter{StreamField::FarJitter,
           [](Row s) { return when(hasFarJitter(s), milliseconds(s.reports.jitter.mean)); }},
    Getter{StreamField::FarMaximumJitter,
           [](Row s) { return when(hasFarJitter(s), milliseconds(s.reports.jitter.maximum)); }},
    Getter{StreamField::RoundTrip,
           [](Row s) { return when(s.reports.roundTrips != 0, milliseconds(s.reports.roundTrip.mean)); }},
    Getter{StreamField::MaximumRoundTrip,
           [](Row s) { return when(s.reports.roundTrips != 0, milliseconds(s.reports.roundTrip.maximum)); }},
    Getter{StreamField::FarRoundTrip,
           [](Row s) {
               const std::uint16_t trip = s.reports.metrics.roundTripMs;
               return when(trip != 0, milliseconds(trip));
           }},
    Getter{StreamField::FarDiscard,
           [](Row s) {
               return when(s.reports.extendedReports != 0, decimal(s.reports.metrics.discardPercent));
           }},
    Getter{StreamField::FarRFactor,
           [](Row s) {
               const auto& r = s.reports.metrics.rFactor;
               return r ? decimal(static_cast<double>(*r)) : StreamValue{};
           }},
    Getter{StreamField::FarListeningMos, [](Row s) { return decimal(s.reports.metrics.listeningMos); }},
    Getter{StreamField::FarConversationalMos,
           [](Row s) { return decimal(s.reports.metrics.conversationalMos); }},
    Getter{StreamField::Reports,
           [](Row s) { return when(s.reports.told.count != 0, count(s.reports.told.count)); }},
    Getter{StreamField::ReportFormats,
           [](Row s) { return text(media::formatNames(s.reports.told.formats)); }},
    Getter{StreamField::Reporter, [](Row s) { return text(s.reports.told.reporter); }},
    Getter{StreamField::ReportedPackets,
           [](Row s) { return when(s.reports.told.packets != 0, count(s.reports.told.packets)); }},
    Getter{StreamField::ReportedExpected,
           [](Row s) { return when(s.reports.told.expected != 0, count(s.reports.told.expected)); }},
    Getter{StreamField::ReportedMos, [](Row s) { return decimal(s.reports.mos()); }},
    Getter{StreamField::ReportedRFactor, [](Row s) { return decimal(s.reports.told.r); }},
};

constexpr bool isInOrderOfFields()
{
    for (std::size_t i = 0; i < getters.size(); ++i) {
        if (static_cast<std::size_t>(getters[i].field) != i)
            return false;
    }
    return getters.size() == call::streamFieldCount;
}

static_assert(isInOrderOfFields());

base::Result<StreamValue> lowestMos(sqlite::Database& database, const StreamRow& stream)
{
    const auto quality = qualityOf(stream);
    if (!quality)
        return StreamValue{};
    const auto intervals = readStreamIntervals(database, stream.id);
    if (!intervals)
        return intervals.error();
    const media::Codec codec = media::codecOf(stream.codec);
    double least = quality->mos;
    for (const StreamIntervalRow& row : *intervals) {
        if (const auto part = media::qualityOf(row.interval, codec))
            least = std::min(least, part->mos);
    }
    return decimal(least);
}

/// What lists of calls show all the time, read again whenever a live session has grown.
constexpr std::array fieldsOfFewColumns{StreamField::Codec, StreamField::Ssrc, StreamField::Loss,
                                        StreamField::Jitter, StreamField::Mos};

/// Streams with what these fields are made of, four times as fast as all of it.
base::Result<std::vector<StreamRow>> readFewColumns(sqlite::Database& database, std::int64_t after,
                                                    std::size_t limit)
{
    sqlite::Statement rows{database,
                           "SELECT id, call, ssrc, codec, expected, missing, missed, loss_runs, mean_jitter,"
                           " clock_rate FROM stream_rows WHERE id > ? ORDER BY id LIMIT ?"};
    rows.query(after, static_cast<std::int64_t>(limit));
    std::vector<StreamRow> streams;
    while (rows.next()) {
        StreamRow& stream = streams.emplace_back();
        media::StreamCounters& counters = stream.counters;
        stream.id = rows.integer(0);
        stream.call = {rows.integer(1)};
        stream.ssrc = static_cast<std::uint32_t>(rows.integer(2));
        stream.codec = rows.text(3);
        counters.expected = static_cast<std::uint64_t>(rows.integer(4));
        counters.missing = rows.integer(5);
        counters.gaps.missed = static_cast<std::uint64_t>(rows.integer(6));
        counters.gaps.losses = static_cast<std::uint32_t>(rows.integer(7));
        counters.jitter.mean = static_cast<double>(rows.integer(8)) / 1e6;
        counters.clockRate = static_cast<std::uint32_t>(rows.integer(9));
    }
    if (const auto status = rows.status(); !status)
        return status.error();
    return streams;
}

} // namespace

StreamValue valueOf(StreamField field, const StreamRow& stream)
{
    return getters[static_cast<std::size_t>(field)].get(stream);
}

base::Status readStreamValues(sqlite::Database& database, StreamField field,
                              const std::function<void(std::int64_t stream, StreamValue value)>& take)
{
    const bool isOfFew = std::ranges::find(fieldsOfFewColumns, field) != fieldsOfFewColumns.end();
    std::int64_t last = 0;
    while (true) {
        const auto streams = isOfFew ? readFewColumns(database, last, streamsAtOnce)
                                     : readStreamsAfter(database, last, streamsAtOnce);
        if (!streams)
            return streams.error();
        for (const StreamRow& stream : *streams) {
            last = stream.id;
            if (!stream.call)
                continue;
            if (field != StreamField::LowestMos) {
                take(stream.id, valueOf(field, stream));
                continue;
            }
            auto lowest = lowestMos(database, stream);
            if (!lowest)
                return lowest.error();
            take(stream.id, *std::move(lowest));
        }
        if (streams->size() < streamsAtOnce)
            return {};
    }
}

} // namespace core::session
