// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/capture_file_reader.h"
#include "tests/support/capture_file_builder.h"

#include <benchmark/benchmark.h>

#include <cstdlib>
#include <filesystem>
#include <string>

using namespace core;

namespace {

/// The file named by RHAPSODE_BENCH_CAPTURE, or one of 100,000 packets made for the occasion.
std::string benchCapture()
{
    if (const char* path = std::getenv("RHAPSODE_BENCH_CAPTURE"))
        return path;
    static const std::string made = [] {
        std::string path = std::filesystem::temp_directory_path() / "rhapsode-bench.pcap";
        const std::vector<tests::support::PcapPacket> packets(
            100'000, {1'700'000'000, 0, tests::support::pattern(653), 0});
        return tests::support::writeFile(path, tests::support::pcapFile(packets)) ? path : std::string{};
    }();
    return made;
}

void readCapture(benchmark::State& state)
{
    const std::string path = benchCapture();
    std::int64_t frames = 0;
    std::int64_t bytes = 0;
    for (auto unused : state) {
        auto reader = capture::CaptureFileReader::open(
            path, [](const std::string&, net::LinkType) { return base::SourceId{1}; });
        while (reader) {
            const auto batch = (*reader)->next({});
            if (!batch || batch->frames.empty())
                break;
            frames += static_cast<std::int64_t>(batch->frames.size());
            bytes += static_cast<std::int64_t>(batch->bytes.size());
        }
    }
    state.SetItemsProcessed(frames);
    state.SetBytesProcessed(bytes);
}

} // namespace

BENCHMARK(readCapture)->Unit(benchmark::kMillisecond);
BENCHMARK_MAIN();
