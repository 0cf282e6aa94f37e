// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/packet_decoder.h"
#include "tests/bench/allocation_count.h"
#include "tests/support/frame_builder.h"

#include <benchmark/benchmark.h>

#include <vector>

using namespace core;
using namespace tests::support;

// How fast frames are taken apart, by what they carry. Budget: a plain UDP frame in less than 60 ns, without
// an allocation.

namespace {

class CountingHandler final : public net::PayloadHandler {
public:
    void onDatagram(const net::FrameView&, const net::Datagram& datagram) override
    {
        bytes += datagram.bytes.size();
    }

    void onStreamBytes(const net::FrameView&, const net::StreamBytes& piece) override
    {
        bytes += piece.bytes.size();
    }

    void onStreamClosed(net::StreamId) override {}

    std::size_t bytes = 0;
};

/// Decodes the frames round and round.
void decodeAll(benchmark::State& state, const std::vector<Bytes>& frames)
{
    net::PacketDecoder decoder;
    CountingHandler handler;
    net::FrameView view;
    std::size_t next = 0;
    std::int64_t bytes = 0;
    const std::uint64_t allocationsBefore = allocationCount();
    for (auto unused : state) {
        view.bytes = frames[next];
        view.number.value += 1;
        view.arrived += std::chrono::microseconds{10};
        benchmark::DoNotOptimize(decoder.decode(view, handler));
        bytes += static_cast<std::int64_t>(view.bytes.size());
        next = next + 1 == frames.size() ? 0 : next + 1;
    }
    const auto frameCount = static_cast<double>(state.iterations());
    state.SetItemsProcessed(state.iterations());
    state.SetBytesProcessed(bytes);
    state.counters["allocations/frame"] =
        static_cast<double>(allocationCount() - allocationsBefore) / frameCount;
    state.counters["delivered/frame"] = static_cast<double>(handler.bytes) / frameCount;
}

void udpIpv4(benchmark::State& state)
{
    decodeAll(state, {ethernet(ip("192.0.2.1", "192.0.2.2", udp(5060, 5060, pattern(611))))});
}

void udpIpv6Vlan(benchmark::State& state)
{
    decodeAll(state,
              {ethernet(vlan(7, ip("2001:db8::1", "2001:db8::2", udp(5060, 5060, pattern(611)))), 0x8100)});
}

void udpInVxlan(benchmark::State& state)
{
    const Bytes inner = ethernet(ip("192.0.2.1", "192.0.2.2", udp(5060, 5060, pattern(611))));
    decodeAll(state, {ethernet(ip("10.0.0.1", "10.0.0.2",
                                  udp(40000, 4789, join({hex("0800000000000700"), inner}))))});
}

void udpInTwoFragments(benchmark::State& state)
{
    std::vector<Bytes> frames;
    for (const Bytes& piece : fragments("192.0.2.1", "192.0.2.2", udp(5060, 5060, pattern(2000)), 1480))
        frames.push_back(ethernet(piece));
    decodeAll(state, frames);
}

/// One connection, opened anew by a SYN at each round.
void tcpInOrder(benchmark::State& state)
{
    const TcpFlags syn{true, false, false, false};
    std::vector<Bytes> frames;
    for (std::uint32_t round = 0; round < 2; ++round) {
        std::uint32_t sequence = round * 1'000'000'000;
        frames.push_back(ethernet(ip("192.0.2.1", "192.0.2.2", tcp(40000, 5060, sequence++, {}, syn))));
        for (int i = 0; i < 1000; ++i, sequence += 611)
            frames.push_back(
                ethernet(ip("192.0.2.1", "192.0.2.2", tcp(40000, 5060, sequence, pattern(611)))));
    }
    decodeAll(state, frames);
}

} // namespace

BENCHMARK(udpIpv4);
BENCHMARK(udpIpv6Vlan);
BENCHMARK(udpInVxlan);
BENCHMARK(udpInTwoFragments);
BENCHMARK(tcpInOrder);
BENCHMARK_MAIN();
