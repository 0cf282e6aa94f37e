// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/capture_engine.h"

#include "core/base/bounded_queue.h"
#include "core/engine/message_relay.h"
#include "core/engine/session_series.h"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <future>
#include <map>
#include <mutex>
#include <thread>
#include <utility>
#include <variant>

namespace core::engine {
namespace {

using Clock = std::chrono::steady_clock;

struct NewSource {
    capture::SourceDescription description;
    std::promise<base::SourceId>* answer;
};

struct NewCounters {
    base::SourceId source;
    capture::SourceCounters counters;
};

struct NewRefusals {
    base::SourceId source;
    std::vector<capture::SenderRefusals> changed;
};

struct NewWarning {
    base::SourceId source;
    base::Error error;
};

/// A key log that stood in a capture.
struct NewSecrets {
    std::string keyLog;
};

/// What sources tell, in order: first to the decoding thread, which turns frames into decoded batches and
/// passes everything else on to the session thread.
using Event = std::variant<net::FrameBatch, NewSource, NewCounters, NewRefusals, NewWarning, NewSecrets>;
using DecodedEvent =
    std::variant<std::unique_ptr<DecodedBatch>, NewSource, NewCounters, NewRefusals, NewWarning>;

/// Decoded batches that wait for the session thread, in bytes: enough to smooth the two threads out.
constexpr std::size_t decodedBytes = 8U << 20U;
/// A file waits for its reader. The less is on its way, the more of it is still in the processor's cache.
constexpr std::size_t importQueueBytes = 4U << 20U;
/// Batches kept for use again; larger ones are for a packet out of the ordinary.
constexpr std::size_t mostSpares = 16;
constexpr std::size_t largestSpareBytes = 2U << 20U;

/// When what was recorded is handed to the file. A live commit is what makes a row appear and what
/// survives a power cut; an import only has to show that something happens, and commits cost.
struct CommitPace {
    std::uint64_t messages;
    std::chrono::milliseconds span;
};

/// How long the decoding thread sleeps at most while key logs may grow.
constexpr std::chrono::milliseconds keyLogInterval{200};

constexpr CommitPace livePace{16'384, std::chrono::milliseconds{100}};
constexpr CommitPace importPace{32'768, std::chrono::milliseconds{500}};
constexpr CommitPace firstPace{2'048, std::chrono::milliseconds{100}};

} // namespace

class CaptureEngine::Implementation {
public:
    Implementation(std::unique_ptr<SessionSeries> series, const EngineOptions& options, KeyLogs keyLogs,
                   TlsSettings tls)
        : m_pace(options.writer.durability == session::Durability::Live ? livePace : importPace),
          m_series(std::move(series)), m_firstFrame(m_series->nextFrame()), m_keyLogs(std::move(keyLogs)),
          m_tls(std::move(tls)), m_forwarders(options.forwarders), m_forwardPatience(options.forwardPatience),
          m_queue(options.writer.durability == session::Durability::Live
                      ? options.queueBytes
                      : std::min(options.queueBytes, importQueueBytes)),
          m_decodedQueue(decodedBytes), m_sessionThread([this] { runSession(); }),
          m_decodingThread([this] { runDecoding(); })
    {
    }

    Implementation(const Implementation&) = delete;
    Implementation& operator=(const Implementation&) = delete;

    ~Implementation() { static_cast<void>(stop()); }

    int addSource(std::unique_ptr<capture::CaptureSource> source);
    void removeSource(int handle);
    EngineProgress progress() const;
    void setReadyListener(std::function<void(const std::string&)> listener);
    bool waitForSources(std::chrono::milliseconds span);
    base::Status stop();

private:
    /// One per running source: knows whether the source is live and can wait.
    class Sink : public capture::FrameSink {
    public:
        Sink(Implementation& engine, const capture::CaptureSource& source)
            : m_engine(engine), m_isLive(source.isLive()), m_canWait(source.canWait())
        {
        }

        void setStop(std::stop_token stop) { m_stop = std::move(stop); }

        base::SourceId addSource(const capture::SourceDescription& description) override;
        bool push(net::FrameBatch&& batch) override;
        void ready(base::SourceId source, const std::string& line) override;
        void report(base::SourceId source, const capture::SourceCounters& counters) override;
        void reportRefusals(base::SourceId source, std::span<const capture::SenderRefusals> changed) override;
        void warn(base::SourceId source, const base::Error& error) override;
        void progress(std::uint64_t bytesRead, std::uint64_t bytesTotal) override;
        void secrets(std::string keyLog) override;

    private:
        Implementation& m_engine;
        bool m_isLive;
        bool m_canWait;
        std::stop_token m_stop;
    };

    struct Running {
        std::unique_ptr<capture::CaptureSource> source;
        std::unique_ptr<Sink> sink;
        std::jthread thread; // last: joined before what it uses goes
    };

    void runSource(Running& running, std::stop_token stop);
    void runDecoding();
    void runSession();
    void handle(DecodedEvent& event);
    [[nodiscard]] std::unique_ptr<DecodedBatch> takeSpare();
    [[nodiscard]] net::FrameBatch takeSpareFrames();
    void giveBack(std::unique_ptr<DecodedBatch> batch);
    void commitWhenDue();
    void commitNow();
    void stopAfter(const base::Status& failure);
    void publish();
    void publishLosses();
    [[nodiscard]] std::uint64_t storedUntil(base::FrameNumber frame);
    void requestStopOfSources();

    /// How many frames up to one were not to be stored, as a commit was handed to the writing threads.
    struct LeftOut {
        base::FrameNumber frame;
        std::uint64_t frames;
    };

    CommitPace m_pace;
    std::unique_ptr<SessionSeries> m_series; // session thread only, but for progress()
    base::FrameNumber m_firstFrame;
    KeyLogs m_keyLogs; // decoding thread only, as the next
    TlsSettings m_tls;
    std::vector<std::shared_ptr<forward::Forwarder>> m_forwarders;
    std::chrono::milliseconds m_forwardPatience;
    base::BoundedQueue<Event> m_queue;
    base::BoundedQueue<DecodedEvent> m_decodedQueue;
    Clock::time_point m_nextCommit = Clock::now() + firstPace.span; // session thread only
    bool m_isFirstCommit = true;                                    // session thread only
    std::deque<LeftOut> m_leftOut;                                  // session thread only; ascending

    mutable std::mutex m_mutex; // protects everything below, except as noted
    std::condition_variable m_changed;
    EngineProgress m_progress;
    std::map<base::SourceId, capture::SourceCounters> m_counters;
    std::map<base::SourceId, std::uint64_t> m_queueDrops; // not yet told to the recorder
    std::uint64_t m_queueDropsTotal = 0;
    std::function<void(const std::string&)> m_readyListener;
    std::map<int, Running> m_running;
    int m_lastHandle = 0;
    base::Status m_failure;
    bool m_isStopping = false;

    std::mutex m_spareMutex; // protects the two below
    /// Decoded batches that the session thread is done with.
    std::vector<std::unique_ptr<DecodedBatch>> m_spare;
    std::vector<net::FrameBatch> m_spareFrames;

    std::once_flag m_stopOnce;
    std::jthread m_sessionThread; // last, with the next: they use everything above
    std::jthread m_decodingThread;
};

// --- sources -----------------------------------------------------------------------------------------

base::SourceId CaptureEngine::Implementation::Sink::addSource(const capture::SourceDescription& description)
{
    std::promise<base::SourceId> answer;
    std::future<base::SourceId> id = answer.get_future();
    if (!m_engine.m_queue.push(NewSource{description, &answer}, 1))
        return {};
    return id.get();
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

int CaptureEngine::Implementation::addSource(std::unique_ptr<capture::CaptureSource> source)
{
    const std::lock_guard lock{m_mutex};
    if (m_isStopping)
        return 0;
    const int handle = ++m_lastHandle;
    Running& running = m_running[handle];
    running.sink = std::make_unique<Sink>(*this, *source);
    running.source = std::move(source);
    ++m_progress.runningSources;
    running.thread =
        std::jthread{[this, &running](std::stop_token stop) { runSource(running, std::move(stop)); }};
    return handle;
}

void CaptureEngine::Implementation::runSource(Running& running, std::stop_token stop)
{
    running.sink->setStop(stop);
    const base::Status status = running.source->run(std::move(stop), *running.sink);
    const std::lock_guard lock{m_mutex};
    if (!status && status.error().code != base::ErrorCode::Cancelled)
        m_progress.failures.push_back(status.error());
    --m_progress.runningSources;
    m_changed.notify_all();
}

void CaptureEngine::Implementation::removeSource(int handle)
{
    std::map<int, Running>::node_type node;
    {
        const std::lock_guard lock{m_mutex};
        node = m_running.extract(handle);
    }
    if (node)
        node.mapped().thread.request_stop(); // and joined when node goes
}

void CaptureEngine::Implementation::requestStopOfSources()
{
    const std::lock_guard lock{m_mutex};
    for (auto& [handle, running] : m_running)
        running.thread.request_stop();
}

// --- decoding and session threads
// ----------------------------------------------------------------------------------

void CaptureEngine::Implementation::runDecoding()
{
    DecodingStage stage{m_firstFrame, std::move(m_tls)};
    if (!m_forwarders.empty())
        stage.keepPayloads();
    const auto learn = [&stage](tls::Secret&& secret) { stage.learn(std::move(secret)); };
    const auto passOn = [this](DecodedEvent event, std::size_t amount) {
        m_decodedQueue.push(std::move(event), amount);
    };
    while (!m_queue.isFinished()) {
        std::optional<Event> event =
            m_keyLogs.isFollowing() ? m_queue.popUntil(Clock::now() + keyLogInterval) : m_queue.pop();
        m_keyLogs.read(learn);
        if (!event) {
            // Secrets alone may say what earlier frames were.
            if (stage.hasNews()) {
                auto decoded = takeSpare();
                stage.learnNow(*decoded);
                passOn(std::move(decoded), 1);
            }
            continue;
        }
        if (auto* batch = std::get_if<net::FrameBatch>(&*event)) {
            auto decoded = takeSpare();
            stage.decode(std::move(*batch), *decoded);
            const std::size_t amount = decoded->footprint();
            passOn(std::move(decoded), amount);
        } else if (auto* source = std::get_if<NewSource>(&*event)) {
            passOn(std::move(*source), 1);
        } else if (auto* counters = std::get_if<NewCounters>(&*event)) {
            passOn(*counters, 1);
        } else if (auto* refusals = std::get_if<NewRefusals>(&*event)) {
            passOn(std::move(*refusals), 1);
        } else if (auto* warning = std::get_if<NewWarning>(&*event)) {
            passOn(std::move(*warning), 1);
        } else if (auto* secrets = std::get_if<NewSecrets>(&*event)) {
            tls::readKeyLog(secrets->keyLog, tls::SecretOrigin::Capture, learn);
        }
    }
    m_keyLogs.read(learn); // there may have been no event at all
    m_keyLogs.finish(learn);
    auto rest = takeSpare();
    stage.finish(*rest);
    passOn(std::move(rest), 1);
    m_decodedQueue.close();
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
    commitNow();
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

// --- front door --------------------------------------------------------------------------------------

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
    auto rsaKeys = loadRsaKeys(options.tls);
    if (!rsaKeys)
        return rsaKeys.error();
    auto keyLogs = KeyLogs::open(options.tls, isLive ? KeyLogs::Reading::Follow : KeyLogs::Reading::Once);
    if (!keyLogs)
        return keyLogs.error();
    // A capture file may have secrets anywhere; a live capture gets them from a key log that grows.
    TlsSettings tls{std::move(*rsaKeys), !isLive || keyLogs->isFollowing()};
    auto series = SessionSeries::create(options.session, options.writer, options.recorder, options.roll);
    if (!series)
        return series.error();
    return std::unique_ptr<CaptureEngine>{new CaptureEngine{
        std::make_unique<Implementation>(std::move(*series), options, std::move(*keyLogs), std::move(tls))}};
}

int CaptureEngine::addSource(std::unique_ptr<capture::CaptureSource> source)
{
    return m_implementation->addSource(std::move(source));
}

void CaptureEngine::removeSource(int handle)
{
    m_implementation->removeSource(handle);
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
