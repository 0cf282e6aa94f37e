// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/capture_source.h"
#include "core/engine/capture_engine.h"
#include "ui/session/forward_link.h"
#include "ui/session/key_files.h"
#include "ui/session/run_progress.h"

#include <atomic>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <thread>
#include <vector>

namespace ui::session {

/// One engine at work, until its sources end or it is asked to stop. Closing the file takes as long as it
/// takes, on a thread of its own; isDone() says when. GUI thread.
class EngineRun {
public:
    [[nodiscard]] static core::base::Result<std::unique_ptr<EngineRun>>
    start(core::engine::EngineOptions options,
          std::vector<std::unique_ptr<core::capture::CaptureSource>> sources,
          std::optional<ForwardLink> forward = {});
    /// Stops and waits.
    ~EngineRun();
    EngineRun(const EngineRun&) = delete;
    EngineRun& operator=(const EngineRun&) = delete;

    void requestStop() { m_thread.request_stop(); }

    /// Starts more sources.
    void add(std::vector<std::unique_ptr<core::capture::CaptureSource>> sources);
    /// What ends a source; it waits for the source, so it is for another thread. Empty when the source does
    /// not run. May outlive this.
    [[nodiscard]] std::function<void()> removal(core::base::SourceId source) const;

    /// What decrypts with more keys from now on; it reads files, so it is for another thread. May outlive
    /// this.
    [[nodiscard]] std::function<core::base::Status()> keyAddition(const KeyFiles& keys) const;

    [[nodiscard]] const std::optional<ForwardLink>& forward() const { return m_forward; }

    /// The file is complete and closed.
    [[nodiscard]] bool isDone() const { return m_isDone; }

    /// Why the session could not be written to the end. Only when isDone().
    [[nodiscard]] const core::base::Status& result() const { return m_result; }

    /// Newest numbers; to be called a few times a second, which is what the rate is made of.
    [[nodiscard]] RunProgress progress();
    /// Something is in the file.
    [[nodiscard]] bool hasCommitted() const;

private:
    using Clock = std::chrono::steady_clock;

    EngineRun(std::shared_ptr<core::engine::CaptureEngine> engine, std::optional<ForwardLink> forward);
    [[nodiscard]] double rate(std::uint64_t messages);

    struct Sample {
        Clock::time_point when;
        std::uint64_t messages;
    };

    std::shared_ptr<core::engine::CaptureEngine> m_engine;
    std::optional<ForwardLink> m_forward;
    Clock::time_point m_began = Clock::now();
    std::deque<Sample> m_samples;
    core::base::Status m_result;
    std::atomic<bool> m_isDone = false;
    std::jthread m_thread; // last: uses everything above
};

} // namespace ui::session
