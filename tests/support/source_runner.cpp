// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/source_runner.h"

#include <utility>

namespace tests::support {

using namespace core;

base::SourceId RecordingSink::addSource(const capture::SourceDescription& description)
{
    const std::lock_guard lock{m_mutex};
    sources.push_back(description);
    m_changed.notify_all();
    return base::SourceId{static_cast<std::int64_t>(sources.size())};
}

bool RecordingSink::push(net::FrameBatch&& batch)
{
    std::this_thread::sleep_for(pushTakes.load());
    const std::lock_guard lock{m_mutex};
    frames += batch.frames.size();
    batches.push_back(std::move(batch));
    m_changed.notify_all();
    return acceptsMore;
}

void RecordingSink::ready(base::SourceId, const std::string& line)
{
    const std::lock_guard lock{m_mutex};
    readyLines.push_back(line);
    m_changed.notify_all();
}

void RecordingSink::report(base::SourceId, const capture::SourceCounters& newest)
{
    const std::lock_guard lock{m_mutex};
    counters = newest;
    m_changed.notify_all();
}

void RecordingSink::reportRefusals(base::SourceId, std::span<const capture::SenderRefusals> changed)
{
    const std::lock_guard lock{m_mutex};
    for (const capture::SenderRefusals& row : changed) {
        const std::string sender = row.sender ? row.sender->toString() : "others";
        if (row.isForgotten)
            refusals.erase(sender);
        else
            refusals.insert_or_assign(sender, row);
    }
    m_changed.notify_all();
}

void RecordingSink::warn(base::SourceId, const base::Error& error)
{
    const std::lock_guard lock{m_mutex};
    warnings.push_back(error);
    m_changed.notify_all();
}

void RecordingSink::progress(std::uint64_t, std::uint64_t) {}

void RecordingSink::sourceEnded()
{
    const std::lock_guard lock{m_mutex};
    hasEnded = true;
    m_changed.notify_all();
}

bool RecordingSink::waitUntil(const std::function<bool(const RecordingSink&)>& isTrue,
                              std::chrono::milliseconds span)
{
    std::unique_lock lock{m_mutex};
    return m_changed.wait_for(lock, span, [&] { return isTrue(*this); });
}

SourceRunner::SourceRunner(capture::CaptureSource& source, RecordingSink& sink) : m_sink(sink)
{
    m_thread = std::jthread{[this, &source](std::stop_token stop) {
        m_status = source.run(std::move(stop), m_sink);
        m_sink.sourceEnded();
    }};
}

SourceRunner::~SourceRunner() = default;

bool SourceRunner::waitUntilReady()
{
    bool isReady = false;
    m_sink.waitUntil([&](const RecordingSink& sink) {
        isReady = !sink.readyLines.empty();
        return isReady || sink.hasEnded;
    });
    return isReady;
}

base::Status SourceRunner::join()
{
    if (m_thread.joinable())
        m_thread.join();
    return m_status;
}

base::Status SourceRunner::stop()
{
    const auto began = std::chrono::steady_clock::now();
    m_thread.request_stop();
    base::Status status = join();
    stopDuration =
        std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - began);
    return status;
}

} // namespace tests::support
