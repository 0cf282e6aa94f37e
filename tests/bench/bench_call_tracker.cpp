// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/call/call_tracker.h"

#include "tests/support/call_script.h"

#include <benchmark/benchmark.h>

#include <chrono>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <span>
#include <string>
#include <unistd.h>
#include <vector>

using namespace core;

namespace {

/// Resident memory of this process in bytes.
double residentBytes()
{
    std::ifstream statm{"/proc/self/statm"};
    double total = 0;
    double resident = 0;
    statm >> total >> resident;
    return resident * static_cast<double>(sysconf(_SC_PAGESIZE));
}

/// Processor time of this thread: the machine may be busy with other things.
double threadSeconds()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

/// Two calls of seven messages to one registration of four, as a busy proxy sees them.
const char* const templates[] = {
    "alice -> bob INVITE 1 sdp=offer\nbob -> alice 100 1\nbob -> alice 180 1 +0.1\nbob -> alice 200 1 "
    "sdp=answer\n"
    "alice -> bob ACK 1\nalice -> bob BYE 2\nbob -> alice 200 2\n",
    "alice -> bob INVITE 1 sdp=offer\nbob -> alice 100 1\nbob -> alice 180 1 +0.1\nbob -> alice 200 1 "
    "sdp=answer\n"
    "alice -> bob ACK 1\nalice -> bob BYE 2\nbob -> alice 200 2\n",
    "alice -> bob REGISTER 1 expires=60\nbob -> alice 401 1\nalice -> bob REGISTER 2 expires=60\nbob -> "
    "alice 200 2\n",
};

constexpr std::string_view placeHolder = "0000000000";

struct Traffic {
    std::vector<tests::support::ScriptMessage> messages;
    /// Positions of the call's number in each message, to be replaced.
    std::vector<std::vector<std::size_t>> numbers;
};

Traffic makeTraffic()
{
    Traffic traffic;
    for (const char* const text : templates) {
        std::string script;
        std::string_view rest{text};
        while (!rest.empty()) {
            const std::size_t end = rest.find('\n');
            script += std::string{rest.substr(0, end)} + " call-id=0000000000-1-4242@192.0.2.10";
            if (rest.starts_with("alice")) // the requests
                script +=
                    " branch=0000000000-" + std::to_string(script.size()) + " from-tag=0000000000SIPpTag001";
            script += '\n';
            rest.remove_prefix(end + 1);
        }
        for (auto& message : tests::support::readCallScript(script))
            traffic.messages.push_back(std::move(message));
    }
    for (const auto& message : traffic.messages) {
        std::vector<std::size_t> positions;
        for (std::size_t at = message.bytes.find(placeHolder); at != std::string::npos;
             at = message.bytes.find(placeHolder, at + 1))
            positions.push_back(at);
        traffic.numbers.push_back(std::move(positions));
    }
    return traffic;
}

/// One message of the templates in the calls `first` and following, parsed.
void prepare(Traffic& traffic, std::size_t step, std::size_t first, std::vector<std::string>& bytes,
             std::vector<sip::Message>& messages)
{
    for (std::size_t offset = 0; offset < messages.size(); ++offset) {
        std::string number = std::to_string((first + offset) * 3 + step / 7);
        number.insert(0, placeHolder.size() - number.size(), '0');
        bytes[offset] = traffic.messages[step].bytes;
        for (const std::size_t at : traffic.numbers[step])
            bytes[offset].replace(at, number.size(), number);
        if (!messages[offset].parse(std::as_bytes(std::span{bytes[offset]})))
            std::abort();
    }
}

/// 9,000 calls run side by side, so that the caches see what they see in life.
void trackCalls(benchmark::State& state)
{
    constexpr std::size_t concurrent = 3'000;
    const auto calls = static_cast<std::size_t>(state.range(0));
    Traffic traffic = makeTraffic();
    std::vector<std::string> bytes(concurrent);
    std::vector<sip::Message> messages(concurrent);
    std::int64_t tracked = 0;
    double bytesPerCall = 0;
    for (auto unused : state) {
        prepare(traffic, 0, 0, bytes, messages);
        const double before = residentBytes();
        call::CallTracker tracker{{}, nullptr};
        std::int64_t id = 0;
        double spent = 0;
        for (std::size_t first = 0; first < calls / 3; first += concurrent) {
            for (std::size_t step = 0; step < traffic.messages.size(); ++step) {
                prepare(traffic, step, first, bytes, messages);
                const double begin = threadSeconds();
                for (const sip::Message& message : messages) {
                    ++id;
                    const base::Timestamp time =
                        tests::support::scriptStart() + std::chrono::microseconds{10 * id};
                    benchmark::DoNotOptimize(
                        tracker.track(message, {{id}, time, time, {1}, traffic.messages[step].path}));
                }
                spent += threadSeconds() - begin;
            }
        }
        state.SetIterationTime(spent);
        tracked += id;
        bytesPerCall = (residentBytes() - before) / static_cast<double>(tracker.callsInMemory());
    }
    state.SetItemsProcessed(tracked);
    state.counters["bytes/call"] = bytesPerCall;
}

} // namespace

BENCHMARK(trackCalls)->Arg(9'000)->Arg(171'000)->UseManualTime()->Unit(benchmark::kMillisecond);
BENCHMARK_MAIN();
