// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/engine_run.h"

#include <utility>

namespace ui::session {

using core::base::Result;
using core::engine::CaptureEngine;

Result<std::unique_ptr<EngineRun>>
EngineRun::start(core::engine::EngineOptions options,
                 std::vector<std::unique_ptr<core::capture::CaptureSource>> sources,
                 std::optional<ForwardLink> forward)
{
    if (forward)
        options.forwarders.push_back(forward->forwarder());
    auto engine = CaptureEngine::create(options);
    if (!engine)
        return engine.error();
    for (auto& source : sources)
        (*engine)->addSource(std::move(source));
    return std::unique_ptr<EngineRun>(
        new EngineRun(std::shared_ptr<CaptureEngine>(std::move(*engine)), std::move(forward)));
}

EngineRun::EngineRun(std::shared_ptr<CaptureEngine> engine, std::optional<ForwardLink> forward)
    : m_engine(std::move(engine)), m_forward(std::move(forward)),
      m_thread([this](const std::stop_token& stop) {
          constexpr std::chrono::milliseconds patience{50};
          while (!stop.stop_requested() && !m_engine->waitForSources(patience)) {
          }
          m_result = m_engine->stop();
          m_isDone = true;
      })
{
}

EngineRun::~EngineRun() = default;

void EngineRun::add(std::vector<std::unique_ptr<core::capture::CaptureSource>> sources)
{
    for (auto& source : sources)
        m_engine->addSource(std::move(source));
}

std::function<void()> EngineRun::removal(core::base::SourceId source) const
{
    for (const core::engine::RunningSource& running : m_engine->progress().running) {
        if (running.source == source)
            return [engine = m_engine, handle = running.handle] { engine->removeSource(handle); };
    }
    return {};
}

std::function<core::base::Status()> EngineRun::keyAddition(const KeyFiles& keys) const
{
    core::engine::TlsOptions options;
    options.keyLogs.assign(keys.keyLogs.begin(), keys.keyLogs.end());
    options.rsaKeys.assign(keys.rsaKeys.begin(), keys.rsaKeys.end());
    return [engine = m_engine, options = std::move(options)] { return engine->addKeys(options); };
}

bool EngineRun::hasCommitted() const
{
    return bool(m_engine->progress().committed.lastFrame);
}

RunProgress EngineRun::progress()
{
    const core::engine::EngineProgress now = m_engine->progress();
    RunProgress progress;
    progress.framesReceived = now.framesReceived;
    progress.framesDropped = now.framesDropped;
    progress.framesRefused = now.framesRefused;
    progress.framesNotUnderstood = now.framesNotUnderstood;
    progress.messages = now.messages;
    progress.messagesPerSecond = m_isDone ? 0 : rate(now.messages);
    progress.bytesRead = now.bytesRead;
    progress.bytesTotal = now.bytesTotal;
    progress.running = std::chrono::duration_cast<std::chrono::seconds>(Clock::now() - m_began);
    progress.readyLines = now.readyLines;
    progress.warnings = now.warnings;
    progress.failures = now.failures;
    for (const core::engine::RunningSource& running : now.running)
        progress.runningSources.push_back(running.source);
    if (m_forward)
        progress.forward = m_forward->progress();
    return progress;
}

double EngineRun::rate(std::uint64_t messages)
{
    constexpr std::chrono::seconds window{2};
    const auto now = Clock::now();
    m_samples.push_back({now, messages});
    while (m_samples.size() > 2 && m_samples[1].when + window <= now)
        m_samples.pop_front();
    const std::chrono::duration<double> span = now - m_samples.front().when;
    if (span.count() < 0.05)
        return 0;
    return static_cast<double>(messages - m_samples.front().messages) / span.count();
}

} // namespace ui::session
