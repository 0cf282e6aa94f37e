// SPDX-License-Identifier: GPL-3.0-or-later
// The decoding thread and the session thread.
#include "core/engine/capture_engine_implementation.h"
#include "core/engine/message_relay.h"

namespace core::engine {
namespace {

/// Batches kept for use again; larger ones are for a packet out of the ordinary.
constexpr std::size_t mostSpares = 16;
constexpr std::size_t largestSpareBytes = 2U << 20U;

/// How long the decoding thread sleeps at most while key logs may grow.
constexpr std::chrono::milliseconds keyLogInterval{200};

} // namespace

void CaptureEngine::Implementation::runDecoding()
{
    DecodingStage stage{m_firstFrame, std::move(m_tls)};
    if (!m_forwarders.empty())
        stage.keepPayloads();
    const auto learn = [&stage](tls::Secret&& secret) { stage.learn(std::move(secret)); };
    while (!m_queue.isFinished()) {
        std::optional<Event> event =
            m_keyLogs.isFollowing() ? m_queue.popUntil(Clock::now() + keyLogInterval) : m_queue.pop();
        if (event && std::holds_alternative<NewKeys>(*event)) {
            auto& keys = std::get<NewKeys>(*event);
            m_keyLogs.add(std::move(keys.logs));
            stage.add(std::move(keys.settings));
            event.reset();
        }
        m_keyLogs.read(learn);
        if (event) {
            decode(*event, stage);
        } else if (stage.hasNews()) {
            // Secrets alone may say what earlier frames were.
            auto decoded = takeSpare();
            stage.learnNow(*decoded);
            passOn(std::move(decoded));
        }
    }
    m_keyLogs.read(learn); // there may have been no event at all
    m_keyLogs.finish(learn);
    auto rest = takeSpare();
    stage.finish(*rest);
    passOn(std::move(rest));
    m_decodedQueue.close();
}

void CaptureEngine::Implementation::passOn(DecodedEvent event, std::size_t amount)
{
    m_decodedQueue.push(std::move(event), amount);
}

void CaptureEngine::Implementation::decode(Event& event, DecodingStage& stage)
{
    if (auto* batch = std::get_if<net::FrameBatch>(&event)) {
        auto decoded = takeSpare();
        stage.decode(std::move(*batch), *decoded);
        const std::size_t amount = decoded->footprint();
        passOn(std::move(decoded), amount);
    } else if (auto* source = std::get_if<NewSource>(&event)) {
        passOn(std::move(*source));
    } else if (auto* counters = std::get_if<NewCounters>(&event)) {
        passOn(*counters);
    } else if (auto* refusals = std::get_if<NewRefusals>(&event)) {
        passOn(std::move(*refusals));
    } else if (auto* warning = std::get_if<NewWarning>(&event)) {
        passOn(std::move(*warning));
    } else if (auto* secrets = std::get_if<NewSecrets>(&event)) {
        tls::readKeyLog(secrets->keyLog, tls::SecretOrigin::Capture,
                        [&stage](tls::Secret&& secret) { stage.learn(std::move(secret)); });
    }
}

std::unique_ptr<DecodedBatch> CaptureEngine::Implementation::takeSpare()
{
    const std::lock_guard lock{m_spareMutex};
    if (m_spare.empty())
        return std::make_unique<DecodedBatch>();
    auto batch = std::move(m_spare.back());
    m_spare.pop_back();
    return batch;
}

void CaptureEngine::Implementation::giveBack(std::unique_ptr<DecodedBatch> batch)
{
    net::FrameBatch frames = std::exchange(batch->batch, {});
    const std::lock_guard lock{m_spareMutex};
    m_spare.push_back(std::move(batch));
    if (m_spareFrames.size() < mostSpares && frames.bytes.capacity() <= largestSpareBytes)
        m_spareFrames.push_back(std::move(frames));
}

net::FrameBatch CaptureEngine::Implementation::takeSpareFrames()
{
    const std::lock_guard lock{m_spareMutex};
    if (m_spareFrames.empty())
        return {};
    net::FrameBatch frames = std::move(m_spareFrames.back());
    m_spareFrames.pop_back();
    return frames;
}

void CaptureEngine::Implementation::runSession()
{
    if (!m_forwarders.empty()) {
        const auto offer = [this](const auto& found) {
            const forward::OutgoingMessage message = outgoing(found);
            for (const auto& forwarder : m_forwarders)
                forwarder->offer(message);
        };
        m_series->setObserver(offer, offer);
    }
    while (!m_decodedQueue.isFinished()) {
        std::optional<DecodedEvent> event = m_decodedQueue.popUntil(m_nextCommit);
        if (event)
            handle(*event);
        commitWhenDue();
    }
    m_series->recorder().finishMedia();
    commitNow();
    {
        const std::lock_guard lock{m_mutex};
        m_series->nameHosts(std::move(m_hostNames));
    }
    const base::Status closed = m_series->close();
    publish();
    publishLosses();
    const std::lock_guard lock{m_mutex};
    if (m_failure && !closed)
        m_failure = closed;
    m_progress.isFinished = true;
    m_changed.notify_all();
}

void CaptureEngine::Implementation::handle(DecodedEvent& event)
{
    if (auto* batch = std::get_if<std::unique_ptr<DecodedBatch>>(&event)) {
        m_series->recorder().take(**batch);
        giveBack(std::move(*batch));
        if (m_series->isFull())
            requestStopOfSources();
    } else if (auto* source = std::get_if<NewSource>(&event)) {
        source->answer->set_value(m_series->addSource(source->description));
    } else if (auto* counters = std::get_if<NewCounters>(&event)) {
        m_series->setCounters(counters->source, counters->counters);
    } else if (auto* refusals = std::get_if<NewRefusals>(&event)) {
        m_series->addRefusals(refusals->source, std::move(refusals->changed));
    } else if (auto* warning = std::get_if<NewWarning>(&event)) {
        m_series->recorder().addWarning(warning->source, base::describe(warning->error));
    }
}

void CaptureEngine::Implementation::commitWhenDue()
{
    const std::uint64_t enough = m_isFirstCommit ? firstPace.messages : m_pace.messages;
    if (m_series->recorder().uncommittedMessages() >= enough || Clock::now() >= m_nextCommit)
        commitNow();
    else
        publish();
    if (const base::Status rolled = m_series->rollWhenDue(); !rolled)
        stopAfter(rolled);
}

void CaptureEngine::Implementation::commitNow()
{
    std::map<base::SourceId, std::uint64_t> drops;
    {
        const std::lock_guard lock{m_mutex};
        drops.swap(m_queueDrops);
    }
    for (const auto& [source, frames] : drops)
        m_series->recorder().countQueueDrops(source, frames);
    m_nextCommit = Clock::now() + m_pace.span;
    if (m_series->recorder().hasUncommitted()) {
        m_isFirstCommit = false;
        const base::FrameNumber last{m_series->nextFrame().value - 1};
        const base::Status status = m_series->recorder().commit();
        const RecorderTotals totals = m_series->totals();
        m_leftOut.push_back({last, totals.frames - totals.stored});
        if (!status)
            stopAfter(status);
    }
    publish();
}

std::uint64_t CaptureEngine::Implementation::storedUntil(base::FrameNumber frame)
{
    // The newest that is reached stays, for what is committed next.
    while (m_leftOut.size() > 1 && m_leftOut[1].frame <= frame)
        m_leftOut.pop_front();
    const bool isReached = !m_leftOut.empty() && m_leftOut.front().frame <= frame;
    const std::uint64_t leftOut = isReached ? m_leftOut.front().frames : 0;
    const auto numbers = static_cast<std::uint64_t>(frame.value + 1 - m_firstFrame.value);
    return numbers - std::min(leftOut, numbers);
}

void CaptureEngine::Implementation::stopAfter(const base::Status& failure)
{
    {
        const std::lock_guard lock{m_mutex};
        if (m_failure)
            m_failure = failure;
    }
    requestStopOfSources();
}

void CaptureEngine::Implementation::publish()
{
    const session::SessionProgress committed = m_series->progress();
    const RecorderTotals totals = m_series->totals();
    const std::uint64_t calls = m_series->calls();
    const std::uint64_t bytes = m_series->bytes();
    const std::uint64_t messages = m_series->messages();
    const std::uint64_t stored = storedUntil(m_series->committedFrame());
    const std::lock_guard lock{m_mutex};
    m_progress.calls = calls;
    m_progress.bytes = bytes;
    m_progress.committed = committed;
    // Only what is in the file: a full disk takes nothing of what was handed to it last.
    m_progress.framesStored = stored;
    m_progress.messages = messages;
    m_progress.framesNotUnderstood = totals.notUnderstood;
    m_progress.framesDropped = m_queueDropsTotal;
    m_progress.framesRefused = 0;
    for (const auto& [source, counters] : m_counters) {
        m_progress.framesDropped += counters.droppedByKernel;
        m_progress.framesRefused += counters.refused;
    }
    m_progress.framesReceived = totals.frames + m_queueDropsTotal + m_progress.framesRefused;
}

/// What was to be stored and, at the end, is not in the file.
void CaptureEngine::Implementation::publishLosses()
{
    const std::uint64_t wanted = m_series->totals().stored;
    const std::lock_guard lock{m_mutex};
    m_progress.framesDropped += wanted - std::min(wanted, m_progress.framesStored);
}

} // namespace core::engine
