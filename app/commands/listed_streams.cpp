// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/listed_streams.h"

#include "app/commands/listed_cells.h"
#include "app/commands/listed_columns.h"
#include "core/media/voice_quality.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <string>
#include <utility>

namespace app {
namespace {

namespace exporting = core::exporting;
namespace filter = core::filter;

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
                               textCell(core::media::name(quality->codec.source))});
}

exporting::Cell integerCell(std::int64_t number)
{
    return {.value = number, .values = {}, .type = filter::ValueType::Integer};
}

exporting::Cell ownedCell(std::string text)
{
    return {.value = std::move(text), .values = {}};
}

exporting::Cell payloadTypesCell(const std::bitset<128>& types)
{
    exporting::Cell cell;
    cell.type = filter::ValueType::Integer;
    cell.isList = true;
    for (std::size_t type = 0; type < types.size(); ++type) {
        if (types.test(type))
            cell.values.emplace_back(static_cast<std::int64_t>(type));
    }
    return cell;
}

/// What was counted besides loss and jitter, and what was heard.
void addDetails(std::vector<exporting::Cell>& cells, const core::session::StreamRow& stream)
{
    const core::media::StreamCounters& counters = stream.counters;
    const core::session::HeardSound& sound = stream.sound;
    const bool wasHeard = sound.heard.count() > 0;
    const exporting::Cell none{};
    cells.insert(cells.end(),
                 {textCell(stream.agreed), payloadTypesCell(counters.payloadTypes),
                  textCell(stream.isEncrypted ? "srtp" : ""), countCell(counters.markers),
                  countCell(counters.comfortNoise), countCell(counters.events),
                  countCell(counters.dscpChanges), countCell(counters.restarts),
                  countCell(counters.gaps.losses), countCell(counters.gaps.longestLoss),
                  durationCell(counters.gaps.silence), countCell(counters.gaps.pauses),
                  countCell(counters.gaps.stalls), durationCell(counters.gaps.longestStall),
                  wasHeard ? decimalCell(100.0 * static_cast<double>(sound.silent.count()) /
                                         static_cast<double>(sound.heard.count()))
                           : none,
                  wasHeard ? durationCell(sound.longestSilence) : none, textCell(stream.digits.events),
                  textCell(stream.digits.inband), textCell(stream.digits.messages)});
}

/// What RTCP said, and others did.
void addReports(std::vector<exporting::Cell>& cells, const core::session::StreamRow& stream)
{
    const core::media::StreamReports& reports = stream.reports;
    const exporting::Cell none{};
    const core::media::VoipMetrics& metrics = reports.metrics;
    const auto when = [&none](bool is, const exporting::Cell& cell) { return is ? cell : none; };
    const auto score = [&none](const auto& value) { return value ? decimalCell(*value) : none; };
    const bool isReceived = reports.receptionReports != 0;
    const bool hasMetrics = reports.extendedReports != 0;
    const bool hasJitter = reports.jitter.maximum > 0 || (isReceived && stream.counters.clockRate != 0);
    const core::media::ToldReports& told = reports.told;
    cells.insert(cells.end(), {countCell(reports.senderReports),
                               countCell(reports.receptionReports),
                               when(reports.senderReports != 0, countCell(reports.sentPackets)),
                               when(isReceived, integerCell(reports.lost)),
                               when(isReceived, decimalCell(reports.loss.mean)),
                               when(isReceived, decimalCell(reports.loss.maximum)),
                               when(hasJitter, decimalCell(reports.jitter.mean)),
                               when(hasJitter, decimalCell(reports.jitter.maximum)),
                               when(reports.roundTrips != 0, decimalCell(reports.roundTrip.mean)),
                               when(reports.roundTrips != 0, decimalCell(reports.roundTrip.maximum)),
                               when(metrics.roundTripMs != 0, decimalCell(metrics.roundTripMs)),
                               when(hasMetrics, decimalCell(metrics.discardPercent)),
                               score(metrics.rFactor),
                               score(metrics.listeningMos),
                               score(metrics.conversationalMos),
                               when(told.count != 0, countCell(told.count)),
                               ownedCell(core::media::formatNames(told.formats)),
                               textCell(told.reporter),
                               when(told.packets != 0, countCell(told.packets)),
                               when(told.expected != 0, countCell(told.expected)),
                               score(reports.mos()),
                               score(told.r)});
}

} // namespace

std::vector<exporting::Cell> cellsOf(const core::session::StreamRow& stream, std::string_view callId,
                                     const std::vector<core::session::StreamIntervalRow>& intervals)
{
    const core::media::StreamCounters& counters = stream.counters;
    const auto signedCell = [](std::int64_t number) {
        return exporting::Cell{.value = number, .values = {}, .type = filter::ValueType::Integer};
    };
    std::array<char, 11> ssrc{};
    std::snprintf(ssrc.data(), ssrc.size(), "0x%08x", static_cast<unsigned>(stream.ssrc));
    const bool hasClock = counters.clockRate != 0;
    const exporting::Cell none{};
    // Of a stream that is known from reports alone nothing was measured.
    const auto measured = [&](exporting::Cell cell) {
        return stream.origin != core::media::StreamOrigin::Reports ? std::move(cell) : none;
    };
    std::vector<exporting::Cell> cells{signedCell(stream.id),
                                       timeCell(counters.first),
                                       durationCell(counters.last - counters.first),
                                       textCell(callId),
                                       ownedCell(stream.path.source.address.toString()),
                                       countCell(stream.path.source.port),
                                       ownedCell(stream.path.destination.address.toString()),
                                       countCell(stream.path.destination.port),
                                       stream.isFax() ? none : ownedCell(ssrc.data()),
                                       textCell(stream.codec),
                                       stream.isFax() ? none : measured(countCell(counters.payloadType)),
                                       counters.packetMs() > 0 ? decimalCell(counters.packetMs()) : none,
                                       countCell(counters.packets),
                                       measured(countCell(counters.expected)),
                                       measured(signedCell(counters.lost)),
                                       measured(decimalCell(counters.lossPercent())),
                                       measured(countCell(counters.duplicates)),
                                       measured(countCell(counters.reordered)),
                                       hasClock ? decimalCell(counters.jitter.mean) : none,
                                       hasClock ? decimalCell(counters.jitter.maximum) : none,
                                       measured(decimalCell(counters.delta.maximum)),
                                       measured(countCell(counters.gaps.silences)),
                                       measured(countCell(counters.payloadTypeChanges)),
                                       countCell(stream.ssrcOnPath),
                                       measured(countCell(counters.dscp))};
    addQuality(cells, stream, intervals);
    cells.push_back(textCell(core::media::name(stream.origin)));
    cells.push_back(countCell(stream.confidence));
    addDetails(cells, stream);
    addReports(cells, stream);
    return cells;
}

} // namespace app
