// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/call/call_tracker.h"
#include "core/capture/capture_file_reader.h"
#include "core/session/session_reader.h"
#include "core/session/session_writer.h"
#include "core/sip/message.h"
#include "tests/support/temp_session.h"

#include <benchmark/benchmark.h>

#include <cstdlib>
#include <ctime>
#include <memory>
#include <numeric>

using namespace core;

// With RHAPSODE_BENCH_CAPTURE, a capture of plain Ethernet, IPv4 and UDP with one SIP message per packet;
// else 700,000 generated messages. Everything is parsed and tracked as in an import, so the writer's share is
// the difference to "parseAndTrack".
namespace {

constexpr std::uint32_t payloadOffset = 14 + 20 + 8;
constexpr std::size_t messagesPerCommit = 16'384;

struct Input {
    std::vector<net::FrameBatch> batches;
};

void addGenerated(Input& input)
{
    net::FrameBatch batch;
    for (const tests::support::ScriptMessage& message : tests::support::busyTraffic(100'000)) {
        std::string bytes(payloadOffset, '\0');
        bytes += message.bytes;
        net::FrameHeader header;
        header.captured = header.arrived = message.captured;
        header.source.value = 1;
        header.originalLength = static_cast<std::uint32_t>(bytes.size());
        batch.append(header, std::as_bytes(std::span{bytes}));
    }
    input.batches.push_back(std::move(batch));
}

const Input& input()
{
    static const Input made = [] {
        Input result;
        const char* path = std::getenv("RHAPSODE_BENCH_CAPTURE");
        if (path == nullptr) {
            addGenerated(result);
            return result;
        }
        auto reader = capture::CaptureFileReader::open(
            path, [](const std::string&, net::LinkType) { return base::SourceId{1}; });
        while (reader) {
            auto batch = (*reader)->next({});
            if (!batch || batch->frames.empty())
                break;
            result.batches.push_back(std::move(*batch));
        }
        return result;
    }();
    return made;
}

net::Path pathOf(std::span<const std::byte> frame)
{
    const auto port = [&](std::size_t at) {
        return static_cast<std::uint16_t>(std::to_integer<unsigned>(frame[at]) << 8U |
                                          std::to_integer<unsigned>(frame[at + 1]));
    };
    return {{net::IpAddress::fromIpv4(frame.subspan<26, 4>()), port(34)},
            {net::IpAddress::fromIpv4(frame.subspan<30, 4>()), port(36)},
            net::Transport::Udp};
}

/// The whole way of every message; `writer` may be null.
std::int64_t run(session::SessionWriter* writer)
{
    call::CallTracker tracker{{}, writer};
    sip::Message message;
    std::int64_t id = 0;
    const auto commit = [&] {
        tracker.takeChanged([&](const call::CallRecord& record) {
            if (writer != nullptr)
                writer->upsertCall(record);
        });
        if (writer != nullptr && !writer->commit())
            std::abort();
    };
    for (const net::FrameBatch& batch : input().batches) {
        for (const net::FrameHeader& header : batch.frames) {
            const auto bytes = batch.bytesOf(header);
            if (bytes.size() <= payloadOffset || !message.parse(bytes.subspan(payloadOffset)))
                continue;
            session::NewMessage row;
            row.message = &message;
            row.captured = row.arrived = header.captured;
            row.source = header.source;
            row.path = pathOf(bytes);
            row.frameOffset = payloadOffset;
            row.track =
                tracker.track(message, {{++id}, header.captured, header.captured, header.source, row.path});
            if (writer != nullptr) {
                row.frame = writer->addFrame(header, bytes, session::BlockStream::Signalling);
                writer->addMessage(row);
            }
            if (id % static_cast<std::int64_t>(messagesPerCommit) == 0)
                commit();
        }
    }
    commit();
    return id;
}

double processorSeconds()
{
    std::timespec time{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

void parseAndTrack(benchmark::State& state)
{
    std::int64_t messages = 0;
    static_cast<void>(input());
    for (auto unused : state)
        messages += run(nullptr);
    state.SetItemsProcessed(messages);
}

void write(benchmark::State& state, session::Durability durability)
{
    std::int64_t messages = 0;
    std::uint64_t fileBytes = 0;
    static_cast<void>(input());
    const double before = processorSeconds();
    for (auto unused : state) {
        const tests::support::TempSession session;
        const auto writer = session.writer(durability);
        messages += run(writer.get());
        if (!writer->close())
            std::abort();
        state.PauseTiming();
        fileBytes = session::fileBytes(session.path());
        state.ResumeTiming();
    }
    state.SetItemsProcessed(messages);
    state.counters["file_MB"] = static_cast<double>(fileBytes) / 1e6;
    state.counters["cpu_s"] = (processorSeconds() - before) / static_cast<double>(state.iterations());
}

void importSession(benchmark::State& state)
{
    write(state, session::Durability::Import);
}

void captureSession(benchmark::State& state)
{
    write(state, session::Durability::Live);
}

} // namespace

BENCHMARK(parseAndTrack)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(importSession)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(captureSession)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK_MAIN();
