// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/ascii.h"
#include "core/hep/hep_decoder.h"
#include "core/hep/hep_encoder.h"
#include "tests/bench/allocation_count.h"
#include "tests/support/hep_builder.h"

#include <benchmark/benchmark.h>

using namespace core::hep;
using namespace tests::support;

namespace {

Bytes version3Packet()
{
    return Hep3Builder{}
        .usualHeader()
        .text(ChunkType::AuthenticationKey, "secret")
        .text(ChunkType::CorrelationId, "sample@192.0.2.1")
        .text(ChunkType::Payload, sampleSip)
        .build();
}

void decode(benchmark::State& state, const Bytes& packet)
{
    const std::uint64_t allocationsBefore = allocationCount();
    for (auto _ : state) {
        const HepDecoding decoding = decodeHep(packet);
        benchmark::DoNotOptimize(decoding.packet->payload.data());
    }
    state.counters["allocations"] = static_cast<double>(allocationCount() - allocationsBefore);
    state.SetItemsProcessed(state.iterations());
}

void decodeVersion3(benchmark::State& state)
{
    decode(state, version3Packet());
}

void decodeVersion2(benchmark::State& state)
{
    decode(state, LegacyHep{}.build());
}

void recogniseSip(benchmark::State& state)
{
    for (auto _ : state)
        benchmark::DoNotOptimize(likelyHep(core::base::asBytes(sampleSip)));
    state.SetItemsProcessed(state.iterations());
}

void encodeVersion3(benchmark::State& state)
{
    const Bytes bytes = version3Packet();
    const HepPacket packet = decodeHep(bytes).packet.value();
    Bytes output;
    for (auto _ : state) {
        output.clear();
        benchmark::DoNotOptimize(encodeHep3(packet, output));
    }
    state.SetItemsProcessed(state.iterations());
}

} // namespace

BENCHMARK(decodeVersion3);
BENCHMARK(decodeVersion2);
BENCHMARK(recogniseSip);
BENCHMARK(encodeVersion3);
BENCHMARK_MAIN();
