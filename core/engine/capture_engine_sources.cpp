// SPDX-License-Identifier: GPL-3.0-or-later
// What sources call, each on its own thread, and how they come and go.
#include "core/engine/capture_engine_implementation.h"

namespace core::engine {

base::SourceId CaptureEngine::Implementation::Sink::addSource(const capture::SourceDescription& description)
{
    std::promise<base::SourceId> answer;
    std::future<base::SourceId> id = answer.get_future();
    if (!m_engine.m_queue.push(NewSource{description, &answer}, 1))
        return {};
    const base::SourceId source = id.get();
    const std::lock_guard lock{m_engine.m_mutex};
    m_engine.m_progress.running.push_back({m_handle, source});
    return source;
}

bool CaptureEngine::Implementation::Sink::push(net::FrameBatch&& batch)
{
    if (m_stop.stop_requested() && !m_isLive)
        return false;
    const std::size_t amount = batch.footprint();
    if (!m_isLive)
        return m_engine.m_queue.push(std::exchange(batch, m_engine.takeSpareFrames()), amount, m_stop);
    // Room comes also after a stop, which only asks for what is still on its way.
    if (m_canWait)
        return m_engine.m_queue.push(std::move(batch), amount) && !m_stop.stop_requested();
    Event event{std::move(batch)};
    if (!m_engine.m_queue.tryPush(event, amount)) {
        const std::lock_guard lock{m_engine.m_mutex};
        for (const net::FrameHeader& frame : std::get<net::FrameBatch>(event).frames)
            ++m_engine.m_queueDrops[frame.source];
        m_engine.m_queueDropsTotal += std::get<net::FrameBatch>(event).frames.size();
    }
    return !m_stop.stop_requested();
}

void CaptureEngine::Implementation::Sink::ready(base::SourceId, const std::string& line)
{
    std::function<void(const std::string&)> listener;
    {
        const std::lock_guard lock{m_engine.m_mutex};
        m_engine.m_progress.readyLines.push_back(line);
        m_readyLines.push_back(line);
        listener = m_engine.m_readyListener;
    }
    if (listener)
        listener(line);
}

void CaptureEngine::Implementation::Sink::report(base::SourceId source,
                                                 const capture::SourceCounters& counters)
{
    {
        const std::lock_guard lock{m_engine.m_mutex};
        m_engine.m_counters[source] = counters;
    }
    m_engine.m_queue.push(NewCounters{source, counters}, 1);
}

void CaptureEngine::Implementation::Sink::reportRefusals(base::SourceId source,
                                                         std::span<const capture::SenderRefusals> changed)
{
    m_engine.m_queue.push(NewRefusals{source, {changed.begin(), changed.end()}}, 1);
}

void CaptureEngine::Implementation::Sink::warn(base::SourceId source, const base::Error& error)
{
    {
        const std::lock_guard lock{m_engine.m_mutex};
        if (m_engine.m_progress.warnings.size() < warningsKept)
            m_engine.m_progress.warnings.push_back(error);
    }
    m_engine.m_queue.push(NewWarning{source, error}, 1);
}

void CaptureEngine::Implementation::Sink::progress(std::uint64_t bytesRead, std::uint64_t bytesTotal)
{
    const std::lock_guard lock{m_engine.m_mutex};
    m_engine.m_progress.bytesRead = bytesRead;
    m_engine.m_progress.bytesTotal = bytesTotal;
}

void CaptureEngine::Implementation::Sink::secrets(std::string keyLog)
{
    const std::size_t amount = keyLog.size() + 1;
    m_engine.m_queue.push(NewSecrets{std::move(keyLog)}, amount, m_stop);
}

void CaptureEngine::Implementation::Sink::hostName(const net::IpAddress& address, std::string name)
{
    constexpr std::size_t mostNames = 65'536; // a stranger wrote them
    const std::lock_guard lock{m_engine.m_mutex};
    if (m_engine.m_hostNames.size() < mostNames)
        m_engine.m_hostNames.push_back({address, std::move(name)});
}

int CaptureEngine::Implementation::addSource(std::unique_ptr<capture::CaptureSource> source)
{
    const std::lock_guard lock{m_mutex};
    if (m_isStopping)
        return 0;
    const int handle = ++m_lastHandle;
    Running& running = m_running[handle];
    running.sink = std::make_unique<Sink>(*this, *source);
    running.sink->setHandle(handle);
    running.source = std::move(source);
    ++m_progress.runningSources;
    running.thread = std::jthread{
        [this, handle, &running](std::stop_token stop) { runSource(handle, running, std::move(stop)); }};
    return handle;
}

void CaptureEngine::Implementation::runSource(int handle, Running& running, std::stop_token stop)
{
    running.sink->setStop(stop);
    const base::Status status = running.source->run(std::move(stop), *running.sink);
    const std::lock_guard lock{m_mutex};
    if (!status && status.error().code != base::ErrorCode::Cancelled)
        m_progress.failures.push_back(status.error());
    --m_progress.runningSources;
    std::erase_if(m_progress.running,
                  [handle](const RunningSource& entry) { return entry.handle == handle; });
    m_changed.notify_all();
}

void CaptureEngine::Implementation::removeSource(int handle)
{
    std::map<int, Running>::node_type node;
    {
        const std::lock_guard lock{m_mutex};
        node = m_running.extract(handle);
    }
    if (!node)
        return;
    node.mapped().thread.request_stop();
    node.mapped().thread.join();
    const std::lock_guard lock{m_mutex};
    for (const std::string& line : node.mapped().sink->readyLines()) {
        auto& lines = m_progress.readyLines;
        if (const auto place = std::ranges::find(lines, line); place != lines.end())
            lines.erase(place);
    }
}

void CaptureEngine::Implementation::requestStopOfSources()
{
    const std::lock_guard lock{m_mutex};
    for (auto& [handle, running] : m_running)
        running.thread.request_stop();
}

} // namespace core::engine
