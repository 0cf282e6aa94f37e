// SPDX-License-Identifier: GPL-3.0-or-later
// The inside of CaptureEngine, for its own files only: capture_engine.cpp is the front door,
// capture_engine_sources.cpp what sources call, capture_engine_threads.cpp the decoding and session threads.
#pragma once

#include "core/base/bounded_queue.h"
#include "core/engine/capture_engine.h"
#include "core/engine/decoding_stage.h"
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

/// What more is decrypted with from now on.
struct NewKeys {
    KeyLogs logs;
    TlsSettings settings;
};

/// What sources and users tell, in order: first to the decoding thread, which turns frames into decoded
/// batches and passes everything else on to the session thread.
using Event =
    std::variant<net::FrameBatch, NewSource, NewCounters, NewRefusals, NewWarning, NewSecrets, NewKeys>;
using DecodedEvent =
    std::variant<std::unique_ptr<DecodedBatch>, NewSource, NewCounters, NewRefusals, NewWarning>;

/// Decoded batches that wait for the session thread, in bytes: enough to smooth the two threads out.
inline constexpr std::size_t decodedBytes = 8U << 20U;
/// A file waits for its reader. The less is on its way, the more of it is still in the processor's cache.
inline constexpr std::size_t importQueueBytes = 4U << 20U;

/// When what was recorded is handed to the file. A live commit is what makes a row appear and what
/// survives a power cut; an import only has to show that something happens, and commits cost.
struct CommitPace {
    std::uint64_t messages;
    std::chrono::milliseconds span;
};

inline constexpr CommitPace livePace{16'384, std::chrono::milliseconds{100}};
inline constexpr CommitPace importPace{32'768, std::chrono::milliseconds{500}};
inline constexpr CommitPace firstPace{2'048, std::chrono::milliseconds{100}};

class CaptureEngine::Implementation {
public:
    Implementation(std::unique_ptr<SessionSeries> series, const EngineOptions& options, NewKeys keys)
        : m_isLive(options.writer.durability == session::Durability::Live),
          m_pace(m_isLive ? livePace : importPace), m_series(std::move(series)),
          m_firstFrame(m_series->nextFrame()), m_keyLogs(std::move(keys.logs)),
          m_tls(std::move(keys.settings)), m_forwarders(options.forwarders),
          m_forwardPatience(options.forwardPatience),
          m_queue(m_isLive ? options.queueBytes : std::min(options.queueBytes, importQueueBytes)),
          m_decodedQueue(decodedBytes), m_sessionThread([this] { runSession(); }),
          m_decodingThread([this] { runDecoding(); })
    {
    }

    Implementation(const Implementation&) = delete;
    Implementation& operator=(const Implementation&) = delete;

    ~Implementation() { static_cast<void>(stop()); }

    int addSource(std::unique_ptr<capture::CaptureSource> source);
    void removeSource(int handle);
    base::Status addKeys(const TlsOptions& options);
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

        void setHandle(int handle) { m_handle = handle; }

        /// With the engine's mutex held.
        [[nodiscard]] const std::vector<std::string>& readyLines() const { return m_readyLines; }

        base::SourceId addSource(const capture::SourceDescription& description) override;
        bool push(net::FrameBatch&& batch) override;
        void ready(base::SourceId source, const std::string& line) override;
        void report(base::SourceId source, const capture::SourceCounters& counters) override;
        void reportRefusals(base::SourceId source, std::span<const capture::SenderRefusals> changed) override;
        void warn(base::SourceId source, const base::Error& error) override;
        void progress(std::uint64_t bytesRead, std::uint64_t bytesTotal) override;
        void secrets(std::string keyLog) override;
        void hostName(const net::IpAddress& address, std::string name) override;

    private:
        Implementation& m_engine;
        bool m_isLive;
        bool m_canWait;
        int m_handle = 0;
        std::stop_token m_stop;
        std::vector<std::string> m_readyLines; // with the engine's mutex
    };

    struct Running {
        std::unique_ptr<capture::CaptureSource> source;
        std::unique_ptr<Sink> sink;
        std::jthread thread; // last: joined before what it uses goes
    };

    void runSource(int handle, Running& running, std::stop_token stop);
    void runDecoding();
    void decode(Event& event, DecodingStage& stage);
    void passOn(DecodedEvent event, std::size_t amount = 1);
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

    bool m_isLive;
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
    std::vector<session::HostName> m_hostNames; // until the end
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

} // namespace core::engine
