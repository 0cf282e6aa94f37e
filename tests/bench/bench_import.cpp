// SPDX-License-Identifier: GPL-3.0-or-later
// Usage: bench_import CAPTURE SESSION
// Imports a capture as 'rhapsode-cli import' does. bench_import_untracked is the same program, but calls,
// registrations and offers of media are not followed (untracked/trackers.cpp): it reads, parses and writes
// the same messages, and compare_tracking.sh shows what following them costs. Prints "messages calls", as
// they are in the session.
#include "core/capture/file_source.h"
#include "core/engine/capture_engine.h"

#include <chrono>
#include <cstdio>
#include <memory>
#include <string>

using namespace core;

namespace {

int fail(const base::Error& error)
{
    std::fprintf(stderr, "bench_import: %s\n", base::describe(error).c_str());
    return 1;
}

} // namespace

int main(int argumentCount, char** arguments)
{
    if (argumentCount != 3) {
        std::fputs("usage: bench_import CAPTURE SESSION\n", stderr);
        return 2;
    }
    session::WriterOptions writer;
    writer.durability = session::Durability::Import;
    writer.isUnread = true;
    auto engine = engine::CaptureEngine::create({.session = arguments[2], .writer = writer, .recorder = {}});
    if (!engine)
        return fail(engine.error());
    (*engine)->addSource(std::make_unique<capture::FileSource>(std::vector<std::string>{arguments[1]}));
    while (!(*engine)->waitForSources(std::chrono::milliseconds{50})) {
    }
    if (const base::Status closed = (*engine)->stop(); !closed)
        return fail(closed.error());
    const engine::EngineProgress progress = (*engine)->progress();
    if (!progress.failures.empty())
        return fail(progress.failures.front());
    std::printf("%llu %llu\n", static_cast<unsigned long long>(progress.messages),
                static_cast<unsigned long long>(progress.calls));
    return 0;
}
