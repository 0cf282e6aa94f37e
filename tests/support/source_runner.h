// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/capture_source.h"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <span>
#include <string>
#include <thread>
#include <vector>

namespace tests::support {

/// Keeps everything that a source delivers. Any thread.
class RecordingSink : public core::capture::FrameSink {
public:
    core::base::SourceId addSource(const core::capture::SourceDescription& description) override;
    bool push(core::net::FrameBatch&& batch) override;
    void ready(core::base::SourceId source, const std::string& line) override;
    void report(core::base::SourceId source, const core::capture::SourceCounters& newest) override;
    void reportRefusals(core::base::SourceId source,
                        std::span<const core::capture::SenderRefusals> changed) override;
    void warn(core::base::SourceId source, const core::base::Error& error) override;
    void progress(std::uint64_t bytesRead, std::uint64_t bytesTotal) override;

    /// The source has returned from run().
    void sourceEnded();

    /// Waits until `isTrue` of the sink, at most `span`; `isTrue` runs with the sink locked.
    bool waitUntil(const std::function<bool(const RecordingSink&)>& isTrue,
                   std::chrono::milliseconds span = std::chrono::seconds{10});

    // What came so far. While the source runs, read these only within waitUntil().
    std::vector<core::capture::SourceDescription> sources;
    std::vector<core::net::FrameBatch> batches;
    std::vector<std::string> readyLines;
    std::vector<core::base::Error> warnings;
    core::capture::SourceCounters counters;
    /// By the sender's address; "others" for those that lost their place.
    std::map<std::string, core::capture::SenderRefusals> refusals;
    std::size_t frames = 0;
    bool hasEnded = false;

    /// The answer of push(). Any thread.
    std::atomic<bool> acceptsMore = true;
    /// How long push() keeps the source waiting, as on a machine with other work. Any thread.
    std::atomic<std::chrono::milliseconds> pushTakes{std::chrono::milliseconds{0}};

private:
    std::mutex m_mutex; // protects the fields above
    std::condition_variable m_changed;
};

/// Runs a source on a thread of its own, as the engine does.
class SourceRunner {
public:
    SourceRunner(core::capture::CaptureSource& source, RecordingSink& sink);
    ~SourceRunner();
    SourceRunner(const SourceRunner&) = delete;
    SourceRunner& operator=(const SourceRunner&) = delete;

    /// False when the source ended before it was ready.
    bool waitUntilReady();
    /// Waits until the source ends by itself.
    core::base::Status join();
    /// Asks it to stop; how long that took is in stopDuration.
    core::base::Status stop();

    std::chrono::milliseconds stopDuration{0};

private:
    RecordingSink& m_sink;
    core::base::Status m_status; // written by the thread, read after join()
    std::jthread m_thread;
};

} // namespace tests::support
