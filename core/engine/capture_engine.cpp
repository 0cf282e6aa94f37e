// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/capture_engine.h"

#include "core/engine/capture_engine_implementation.h"

namespace core::engine {
namespace {

base::Result<NewKeys> loadKeys(const TlsOptions& options, bool isLive)
{
    auto rsaKeys = loadRsaKeys(options);
    if (!rsaKeys)
        return rsaKeys.error();
    auto logs = KeyLogs::open(options, isLive ? KeyLogs::Reading::Follow : KeyLogs::Reading::Once);
    if (!logs)
        return logs.error();
    // A capture file may have secrets anywhere; a live capture gets them from a key log that grows.
    const bool waits = !isLive || logs->isFollowing() || options.mayGetMore;
    return NewKeys{std::move(*logs), {std::move(*rsaKeys), waits}};
}

} // namespace

base::Status CaptureEngine::Implementation::addKeys(const TlsOptions& options)
{
    auto keys = loadKeys(options, m_isLive);
    if (!keys)
        return keys.error();
    m_queue.push(std::move(*keys), 1);
    return {};
}

EngineProgress CaptureEngine::Implementation::progress() const
{
    const std::lock_guard lock{m_mutex};
    EngineProgress copy = m_progress;
    if (!copy.isFinished)
        copy.committed = m_series->progress();
    return copy;
}

void CaptureEngine::Implementation::setReadyListener(std::function<void(const std::string&)> listener)
{
    const std::lock_guard lock{m_mutex};
    m_readyListener = std::move(listener);
}

bool CaptureEngine::Implementation::waitForSources(std::chrono::milliseconds span)
{
    std::unique_lock lock{m_mutex};
    return m_changed.wait_for(lock, span, [this] { return m_progress.runningSources == 0; });
}

base::Status CaptureEngine::Implementation::stop()
{
    std::call_once(m_stopOnce, [this] {
        std::map<int, Running> ending;
        {
            const std::lock_guard lock{m_mutex};
            m_isStopping = true;
            ending.swap(m_running);
        }
        for (auto& [handle, running] : ending)
            running.thread.request_stop();
        ending.clear(); // joins
        m_queue.close();
        m_decodingThread.join();
        m_sessionThread.join();
        for (const auto& forwarder : m_forwarders)
            forwarder->finish(m_forwardPatience);
    });
    const std::lock_guard lock{m_mutex};
    return m_failure;
}

CaptureEngine::CaptureEngine(std::unique_ptr<Implementation> implementation)
    : m_implementation(std::move(implementation))
{
}

CaptureEngine::~CaptureEngine() = default;

base::Result<std::unique_ptr<CaptureEngine>> CaptureEngine::create(const EngineOptions& options)
{
    const bool isLive = options.writer.durability == session::Durability::Live;
    auto keys = loadKeys(options.tls, isLive);
    if (!keys)
        return keys.error();
    auto series = SessionSeries::create(options.session, options.writer, options.recorder, options.roll);
    if (!series)
        return series.error();
    return std::unique_ptr<CaptureEngine>{
        new CaptureEngine{std::make_unique<Implementation>(std::move(*series), options, std::move(*keys))}};
}

int CaptureEngine::addSource(std::unique_ptr<capture::CaptureSource> source)
{
    return m_implementation->addSource(std::move(source));
}

void CaptureEngine::removeSource(int handle)
{
    m_implementation->removeSource(handle);
}

base::Status CaptureEngine::addKeys(const TlsOptions& options)
{
    return m_implementation->addKeys(options);
}

EngineProgress CaptureEngine::progress() const
{
    return m_implementation->progress();
}

void CaptureEngine::setReadyListener(std::function<void(const std::string&)> listener)
{
    m_implementation->setReadyListener(std::move(listener));
}

bool CaptureEngine::waitForSources(std::chrono::milliseconds span)
{
    return m_implementation->waitForSources(span);
}

base::Status CaptureEngine::stop()
{
    return m_implementation->stop();
}

} // namespace core::engine
