// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/finding/rules.h"
#include "tests/support/story_script.h"

#include <benchmark/benchmark.h>

#include <memory>
#include <string>
#include <vector>

namespace {

using tests::support::ScriptStory;

/// Two calls of seven messages to one registration of four, as a busy proxy sees them.
constexpr std::string_view call =
    "alice -> bob INVITE 1 sdp=offer\nbob -> alice 100 1\nbob -> alice 180 1 +0.1\nbob -> alice 200 1 "
    "sdp=answer\nalice -> bob ACK 1\nalice -> bob BYE 2\nbob -> alice 200 2\n";
constexpr std::string_view registration =
    "alice -> bob REGISTER 1 expires=60\nbob -> alice 401 1\nalice -> bob REGISTER 2 expires=60\n"
    "bob -> alice 200 2\n";

/// Calls of parsed messages whose story is told and judged one after the other, `messages` in all.
void judgeCalls(benchmark::State& state)
{
    const std::vector<std::shared_ptr<ScriptStory>> calls{std::make_shared<ScriptStory>(call),
                                                          std::make_shared<ScriptStory>(call),
                                                          std::make_shared<ScriptStory>(registration)};
    const std::int64_t messages = state.range(0);
    for (auto unused : state) {
        std::int64_t told = 0;
        while (told < messages) {
            for (const auto& one : calls) {
                const core::dialog::CallStory story =
                    core::dialog::tellStory(one->story.messages, one->story.observedUntil);
                benchmark::DoNotOptimize(core::finding::findingsOf(story));
                told += static_cast<std::int64_t>(story.messages.size());
            }
        }
    }
    state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()) * messages);
}

/// As many messages under one Call-ID as a story is told of: what the window may have to wait for.
void judgeLongCall(benchmark::State& state, std::string_view round)
{
    std::string script;
    std::string number;
    for (std::int64_t cseq = 1; script.empty() || cseq <= state.range(0) / 2; ++cseq) {
        number = std::to_string(cseq);
        std::string lines{round};
        for (std::size_t at = lines.find('%'); at != std::string::npos; at = lines.find('%', at))
            lines.replace(at, 1, number);
        script += lines;
    }
    const ScriptStory told{script};
    for (auto unused : state) {
        const core::dialog::CallStory story =
            core::dialog::tellStory(told.story.messages, told.story.observedUntil);
        benchmark::DoNotOptimize(core::finding::findingsOf(story));
    }
    state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()) *
                            static_cast<std::int64_t>(told.story.messages.size()));
}

} // namespace

BENCHMARK(judgeCalls)->Arg(1'000'000)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(judgeLongCall, keepAlives, "alice -> bob OPTIONS %\nbob -> alice 200 %\n")
    ->Arg(5'000)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(judgeLongCall, unansweredInvites,
                  "alice -> bob INVITE % sdp=offer\nalice -> bob INVITE % sdp=offer resend +0.5\n")
    ->Arg(5'000)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(judgeLongCall, refreshes,
                  "alice -> bob INVITE % sdp=offer\nbob -> alice 200 % sdp=answer\n")
    ->Arg(5'000)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_MAIN();
