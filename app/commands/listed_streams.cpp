// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/listed_streams.h"

#include "app/commands/listed_cells.h"
#include "app/commands/listed_columns.h"
#include "core/media/voice_quality.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <map>

namespace app {
namespace {

namespace base = core::base;
namespace exporting = core::exporting;
namespace filter = core::filter;

/// The Call-IDs of the streams' calls.
base::Result<std::map<std::int64_t, std::string>>
callIdsOf(core::session::SessionReader& reader, const std::vector<core::session::StreamRow>& streams)
{
    std::vector<base::CallKey> keys;
    for (const core::session::StreamRow& stream : streams) {
        if (stream.call)
            keys.push_back(stream.call);
    }
    std::sort(keys.begin(), keys.end());
    keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
    const auto records = reader.calls(keys);
    if (!records)
        return records.error();
    std::map<std::int64_t, std::string> callIds;
    for (const core::call::CallRecord& record : *records)
        callIds[record.key.value] = record.callId;
    return callIds;
}

std::string_view nameOf(core::media::ImpairmentSource source)
{
    switch (source) {
    case core::media::ImpairmentSource::Published:
        return "published";
    case core::media::ImpairmentSource::LossAssumed:
        return "loss-assumed";
    case core::media::ImpairmentSource::Assumed:
        return "assumed";
    }
    return {};
}

/// R, MOS, the lowest MOS of an interval, and what they rest on; empty when it is no speech.
void addQuality(std::vector<exporting::Cell>& cells, const core::session::StreamRow& stream,
                const std::vector<core::session::StreamIntervalRow>& intervals)
{
    const core::media::Codec codec = core::media::codecOf(stream.codec);
    const auto quality = core::media::qualityOf(stream.counters, codec);
    if (!quality) {
        cells.insert(cells.end(), 4, exporting::Cell{});
        return;
    }
    double least = quality->mos;
    for (const core::session::StreamIntervalRow& row : intervals) {
        if (const auto part = core::media::qualityOf(row.interval, codec))
            least = std::min(least, part->mos);
    }
    cells.insert(cells.end(), {decimalCell(quality->r), decimalCell(quality->mos), decimalCell(least),
                               textCell(nameOf(quality->codec.source))});
}

std::vector<exporting::Cell> cellsOf(const core::session::StreamRow& stream, std::string_view callId,
                                     const std::vector<core::session::StreamIntervalRow>& intervals)
{
    const core::media::StreamCounters& counters = stream.counters;
    const auto signedCell = [](std::int64_t number) {
        return exporting::Cell{.value = number, .values = {}, .type = filter::ValueType::Integer};
    };
    const auto ownedCell = [](std::string text) {
        return exporting::Cell{.value = std::move(text), .values = {}};
    };
    std::array<char, 11> ssrc{};
    std::snprintf(ssrc.data(), ssrc.size(), "0x%08x", static_cast<unsigned>(stream.ssrc));
    const bool hasClock = counters.clockRate != 0;
    const exporting::Cell none{};
    std::vector<exporting::Cell> cells{signedCell(stream.id),
                                       timeCell(counters.first),
                                       durationCell(counters.last - counters.first),
                                       textCell(callId),
                                       ownedCell(stream.path.source.address.toString()),
                                       countCell(stream.path.source.port),
                                       ownedCell(stream.path.destination.address.toString()),
                                       countCell(stream.path.destination.port),
                                       ownedCell(ssrc.data()),
                                       textCell(stream.codec),
                                       countCell(counters.payloadType),
                                       counters.packetMs() > 0 ? decimalCell(counters.packetMs()) : none,
                                       countCell(counters.packets),
                                       countCell(counters.expected),
                                       signedCell(counters.lost),
                                       decimalCell(counters.lossPercent()),
                                       countCell(counters.duplicates),
                                       countCell(counters.reordered),
                                       hasClock ? decimalCell(counters.jitter.mean) : none,
                                       hasClock ? decimalCell(counters.jitter.maximum) : none,
                                       decimalCell(counters.delta.maximum),
                                       countCell(counters.gaps.silences),
                                       countCell(counters.payloadTypeChanges),
                                       countCell(stream.ssrcOnPath),
                                       countCell(counters.dscp)};
    addQuality(cells, stream, intervals);
    cells.push_back(textCell(core::media::name(stream.origin)));
    cells.push_back(countCell(stream.confidence));
    return cells;
}

} // namespace

base::Status writeStreams(core::session::SessionReader& reader, exporting::RowFormat format, Output& output)
{
    const auto streams = reader.streams();
    if (!streams)
        return streams.error();
    const auto callIds = callIdsOf(reader, *streams);
    if (!callIds)
        return callIds.error();
    const exporting::RowFormatter formatter{format, namesOf(streamColumns())};
    output.write(formatter.header());
    for (const core::session::StreamRow& stream : *streams) {
        const auto intervals = reader.streamIntervals(stream.id);
        if (!intervals)
            return intervals.error();
        const auto call = callIds->find(stream.call.value);
        std::string line;
        formatter.append(
            line, cellsOf(stream, call == callIds->end() ? std::string_view{} : call->second, *intervals));
        output.write(line);
    }
    return {};
}

} // namespace app
