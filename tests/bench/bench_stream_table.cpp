// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/media/stream_table.h"
#include "tests/bench/allocation_count.h"
#include "tests/support/rtp_builder.h"

#include <benchmark/benchmark.h>

#include <vector>

using namespace core::media;
using namespace tests::support;

// Half a million RTP packets of a thousand calls, both directions, all calls at the same time: parsed,
// attributed to their calls and counted. Budget: 200 ns a packet, and no allocation once the streams are
// known.

namespace {

constexpr std::uint32_t calls = 1'000;
constexpr std::uint32_t rounds = 250;

class Sink final : public StreamSink {
public:
    void onStreamFound(const MediaStream&) override { ++found; }

    void onInterval(const MediaStream&, const IntervalRow& row) override { packets += row.packets; }

    void onEvent(const MediaStream&, const TelephoneEvent&) override {}

    void onStreamAttributed(const MediaStream&) override {}

    void onStreamEnded(const MediaStream&, StreamEnd) override {}

    std::uint64_t found = 0;
    std::uint64_t packets = 0;
};

MediaEndpoint endpointOf(std::uint32_t side, std::uint32_t call)
{
    const Bytes bytes = join(
        {big16(static_cast<std::uint16_t>(0x0a00U | side)), big16(static_cast<std::uint16_t>(call / 100))});
    return mediaEndpoint(bytes, static_cast<std::uint16_t>(10'000 + call % 100 * 2));
}

AnnouncedMedia announcementOf(std::uint32_t call)
{
    AnnouncedMedia media;
    media.call.value = call + 1;
    for (std::uint32_t side = 0; side < 2; ++side) {
        AnnouncedParty party;
        party.receiver = endpointOf(side, call);
        party.formats.set(101, formatOf({"telephone-event", 8000, 1, "0-16", 0}));
        media.parties[side] = std::move(party);
    }
    return media;
}

/// The packets of one round: one of each direction of each call.
std::vector<Bytes> packetsOf(std::uint32_t round)
{
    std::vector<Bytes> packets;
    for (std::uint32_t call = 0; call < calls; ++call) {
        for (std::uint32_t side = 0; side < 2; ++side)
            packets.push_back(rtp({.payloadType = 8,
                                   .sequence = static_cast<std::uint16_t>(call * 7 + round),
                                   .timestamp = call * 1000 + round * 160,
                                   .ssrc = call * 2 + side}));
    }
    return packets;
}

void followStreams(benchmark::State& state)
{
    const bool isAnnounced = state.range(0) != 0;
    std::vector<std::vector<Bytes>> traffic;
    for (std::uint32_t round = 0; round < rounds; ++round)
        traffic.push_back(packetsOf(round));
    std::vector<MediaPath> paths;
    for (std::uint32_t call = 0; call < calls; ++call) {
        paths.push_back({endpointOf(0, call), endpointOf(1, call)});
        paths.push_back({endpointOf(1, call), endpointOf(0, call)});
    }
    std::uint64_t allocations = 0;
    for (auto unused : state) {
        Sink sink;
        StreamTable table{sink};
        if (isAnnounced) {
            for (std::uint32_t call = 0; call < calls; ++call)
                table.announce(announcementOf(call));
        }
        core::base::Timestamp time{std::chrono::seconds{1'700'000'000}};
        std::uint64_t before = 0;
        for (std::uint32_t round = 0; round < rounds; ++round) {
            if (round == 5)
                before = allocationCount();
            for (std::size_t i = 0; i < paths.size(); ++i) {
                const RtpParsing parsed = parseRtp(traffic[round][i]);
                const core::base::Timestamp now = time + std::chrono::microseconds{10 * i};
                table.add(paths[i], parsed.header, {now, now, 46});
            }
            time += std::chrono::milliseconds{20};
        }
        allocations += allocationCount() - before;
        table.finish();
        if (sink.found != 2 * calls || sink.packets != 2 * calls * rounds)
            state.SkipWithError("streams or packets are missing");
    }
    state.SetItemsProcessed(state.iterations() * 2 * calls * rounds);
    state.counters["allocations"] = static_cast<double>(allocations);
    state.counters["bytes/stream"] = static_cast<double>(sizeof(PooledStream));
}

} // namespace

BENCHMARK(followStreams)->ArgName("announced")->Arg(0)->Arg(1)->Unit(benchmark::kMillisecond);
BENCHMARK_MAIN();
