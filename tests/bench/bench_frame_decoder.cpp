// SPDX-License-Identifier: GPL-3.0-or-later
// What it costs to account for every frame. This file and the decoder are compiled twice: as they are, and,
// with RHAPSODE_ACCOUNTED 0, with a ledger that does nothing and no account of the source. The same frames,
// so the difference is the price. Goal: at most 2 % of the time that an import takes for a frame.
#include "core/engine/frame_decoder.h"
#if RHAPSODE_ACCOUNTED
#include "core/engine/source_account.h"
#endif
#include "tests/support/frame_builder.h"
#include "tests/support/hep_builder.h"

#include <benchmark/benchmark.h>

#include <string>
#include <vector>

using namespace core;
using namespace core::engine;
using namespace tests::support;

namespace {

#if RHAPSODE_ACCOUNTED
using Account = SourceAccount;
#else
/// The account of a source that is not kept.
struct Account {
    enum class Keeping : std::uint8_t { Stored };

    void count(base::FrameNumber /*frame*/, const FrameVerdict& /*verdict*/, Keeping /*keeping*/) {}

    void resolve(base::FrameNumber /*frame*/, const FrameVerdict& /*verdict*/) {}
};
#endif

class Counter final : public MessageHandler {
public:
    void onMessage(const FoundMessage&) override { ++messages; }

    void onFrameResolved(base::FrameNumber frame, const FrameVerdict& verdict) override
    {
        account.resolve(frame, verdict);
    }

    Account account;
    std::size_t messages = 0;
};

/// Decodes the frames round and round.
void decodeAll(benchmark::State& state, const std::vector<Bytes>& frames)
{
    FrameDecoder decoder;
    Counter counter;
    net::FrameView view;
    view.link = net::LinkType::Ethernet;
    std::size_t next = 0;
    for (auto unused : state) {
        view.bytes = frames[next];
        view.originalLength = static_cast<std::uint32_t>(view.bytes.size());
        ++view.number.value;
        view.arrived += std::chrono::microseconds{10};
        view.captured = view.arrived;
        const FrameResult result = decoder.decode(view, counter);
        counter.account.count(view.number, result.verdict, Account::Keeping::Stored);
        benchmark::DoNotOptimize(result);
        next = next + 1 == frames.size() ? 0 : next + 1;
    }
    state.SetItemsProcessed(state.iterations());
    state.counters["messages/frame"] =
        static_cast<double>(counter.messages) / static_cast<double>(state.iterations());
}

void sipOverUdp(benchmark::State& state)
{
    decodeAll(state, {ethernet(ip("192.0.2.1", "192.0.2.2", udp(5060, 5060, text(sampleSip))))});
}

void rtpOverUdp(benchmark::State& state)
{
    const Bytes packet = join({hex("80 00 00 01 00 00 00 a0 11 22 33 44"), pattern(160)});
    decodeAll(state, {ethernet(ip("192.0.2.1", "192.0.2.2", udp(10'000, 20'000, packet)))});
}

/// Each message in two segments, so that every other frame waits for the next one.
void sipOverTcpInHalves(benchmark::State& state)
{
    const TcpFlags syn{true, false, false, false};
    const std::string message{sampleSip};
    const auto segment = [](std::uint32_t sequence, std::string_view payload, TcpFlags flags) {
        return ethernet(ip("192.0.2.1", "192.0.2.2", tcp(40'000, 5060, sequence, text(payload), flags)));
    };
    std::vector<Bytes> frames;
    for (std::uint32_t round = 0; round < 2; ++round) {
        std::uint32_t sequence = round * 1'000'000'000;
        frames.push_back(segment(sequence++, {}, syn));
        for (int i = 0; i < 1'000; ++i) {
            const std::string_view head = std::string_view{message}.substr(0, 100);
            const std::string_view rest = std::string_view{message}.substr(100);
            frames.push_back(segment(sequence, head, {}));
            frames.push_back(segment(sequence + 100, rest, {}));
            sequence += static_cast<std::uint32_t>(message.size());
        }
    }
    decodeAll(state, frames);
}

} // namespace

BENCHMARK(sipOverUdp);
BENCHMARK(rtpOverUdp);
BENCHMARK(sipOverTcpInHalves);
BENCHMARK_MAIN();
