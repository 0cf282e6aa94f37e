// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/capture/capture_source.h"
#include "core/engine/session_series.h"
#include "core/engine/store_policy.h"
#include "core/engine/tls_secrets.h"
#include "core/forward/forwarder.h"
#include "core/session/rows.h"
#include "core/session/session_writer.h"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace core::engine {

struct EngineOptions {
    std::filesystem::path session;
    session::WriterOptions writer;
    RecorderOptions recorder;
    TlsOptions tls = {};
    /// Frames that wait between the sources and the session thread, in bytes.
    std::size_t queueBytes = 64U << 20U;
    /// Get every message that is recorded, and never make the capture wait. stop() finishes them.
    std::vector<std::shared_ptr<forward::Forwarder>> forwarders{};
    /// How long stop() waits for a collector that takes nothing.
    std::chrono::milliseconds forwardPatience{5'000};
    /// With limits, `session` is a name that gets numbers; see SessionSeries.
    RollOptions roll{};
};

/// A source of the session that is being received from.
struct RunningSource {
    int handle = 0; ///< of addSource(); what reads several files has as many sources
    base::SourceId source;

    bool operator==(const RunningSource&) const = default;
};

/// What the front doors may know while the engine runs. A copy; any thread.
struct EngineProgress {
    session::SessionProgress committed; ///< of the session that is written now
    /// Of all sessions that this engine wrote, as far as they are committed.
    std::uint64_t calls = 0;
    std::uint64_t bytes = 0; ///< of the files and their WALs
    std::uint64_t framesReceived = 0;
    std::uint64_t framesStored = 0; ///< committed
    /// By the kernel or by our queue; at the end also what a file that could not be written to lost.
    std::uint64_t framesDropped = 0;
    std::uint64_t framesRefused = 0;
    std::uint64_t framesNotUnderstood = 0;
    std::uint64_t messages = 0; ///< committed
    /// Of capture files; total is 0 when unknown (stdin).
    std::uint64_t bytesRead = 0;
    std::uint64_t bytesTotal = 0;
    /// One per ready source that was not removed: "listening hep+udp://127.0.0.1:40123".
    std::vector<std::string> readyLines;
    /// Damage and losses met so far, as sentences can be made of them.
    std::vector<base::Error> warnings;
    /// Sources that ended with an error.
    std::vector<base::Error> failures;
    /// All sources have ended (or stop() was called) and everything is in the file.
    bool isFinished = false;
    std::size_t runningSources = 0;
    /// Those of them that the session knows.
    std::vector<RunningSource> running;
};

/// Owns the sources, the queue, the session thread and the writer: frames in, session file out. The same
/// engine imports capture files and captures live.
class CaptureEngine {
public:
    /// Creates the session file; no source runs yet.
    [[nodiscard]] static base::Result<std::unique_ptr<CaptureEngine>> create(const EngineOptions& options);
    /// Stops, and closes the file.
    ~CaptureEngine();

    /// Starts a source on a thread of its own. Any time before stop(). Returns a handle for removeSource().
    int addSource(std::unique_ptr<capture::CaptureSource> source);
    /// Ends one source and waits until what it had received is on its way into the file; the others go on.
    /// Nothing happens when it has ended. Any thread.
    void removeSource(int handle);

    /// Decrypts with these keys too from now on: the records that wait, and all that follow. Reads the files:
    /// not for a thread that must not wait. Any thread. Errors of the files; nothing is added then.
    base::Status addKeys(const TlsOptions& options);

    [[nodiscard]] EngineProgress progress() const;
    /// Calls `listener` with each ready line as it appears, on some thread.
    void setReadyListener(std::function<void(const std::string&)> listener);

    /// Waits until all sources have ended by themselves or stop() was called, at most `span`. True when so.
    bool waitForSources(std::chrono::milliseconds span);
    /// Ends all sources, takes in what they had delivered, closes the file. Returns the first failure of the
    /// session (not of a source). Idempotent.
    base::Status stop();

private:
    class Implementation;
    explicit CaptureEngine(std::unique_ptr<Implementation> implementation);
    std::unique_ptr<Implementation> m_implementation;
};

/// Builds the derived part of a session again from its frames, also of a damaged one, and replaces the file
/// only when that has worked. Marks and notes are kept, and so are the secrets of TLS connections; those in
/// `tls` are added. Cancelled after `stop`: the session is then as it was.
struct ReindexReport {
    std::uint64_t frames = 0;
    std::uint64_t messages = 0;
    /// What could not be saved, as English sentences; empty when nothing was lost.
    std::vector<std::string> losses;
};

[[nodiscard]] base::Result<ReindexReport>
reindexSession(const std::filesystem::path& path, const TlsOptions& tls = {}, std::stop_token stop = {});

} // namespace core::engine
