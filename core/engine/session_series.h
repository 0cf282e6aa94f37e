// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/session_recorder.h"
#include "core/session/session_writer.h"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <future>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

namespace core::engine {

/// How much goes into one session, or how much there is; 0 is no limit. The first that is reached counts.
struct SessionLimits {
    std::chrono::nanoseconds span{0};
    std::uint64_t bytes = 0; ///< of the file and its WAL
    std::uint64_t messages = 0;
    std::uint64_t calls = 0;

    [[nodiscard]] bool areReachedBy(const SessionLimits& amount) const
    {
        return (span.count() != 0 && amount.span >= span) || (bytes != 0 && amount.bytes >= bytes) ||
               (messages != 0 && amount.messages >= messages) || (calls != 0 && amount.calls >= calls);
    }

    [[nodiscard]] bool isSet() const
    {
        return span.count() != 0 || bytes != 0 || messages != 0 || calls != 0;
    }
};

struct RollOptions {
    /// Not set: everything goes into one session.
    SessionLimits limits;
    /// Number of the first session.
    std::uint64_t first = 1;
    /// Called with each session as it is begun, on the session thread but for the first.
    std::function<void(const std::filesystem::path&)> begun;
};

/// "trunk.rhapsode" -> "trunk-0001.rhapsode"
[[nodiscard]] std::filesystem::path rolledPath(const std::filesystem::path& session, std::uint64_t number);
/// The sessions that were rolled under this name and are there, by number.
[[nodiscard]] std::map<std::uint64_t, std::filesystem::path>
rolledSessions(const std::filesystem::path& session);

/// Records into a session and, when that has reached its limits, into the next one. Sources go on: what they
/// deliver after a roll goes into the next session, with frame numbers that go on too. Each session
/// stands for itself; a call that was in progress at the roll is joined in progress by the next one. The
/// finished session is closed on a thread of its own, so that nobody waits for the disk.
/// Session thread only, except as noted.
class SessionSeries {
public:
    /// Makes the first session. With roll limits `session` gets numbers, see rolledPath().
    [[nodiscard]] static base::Result<std::unique_ptr<SessionSeries>>
    create(const std::filesystem::path& session, session::WriterOptions writer, RecorderOptions recorder,
           RollOptions roll);
    ~SessionSeries();

    /// Of the session that is written now; another one after rollWhenDue().
    [[nodiscard]] SessionRecorder& recorder() { return *m_recorder; }

    [[nodiscard]] base::FrameNumber nextFrame() const { return m_writer->nextFrame(); }

    void setObserver(std::function<void(const FoundMessage&)> observer,
                     std::function<void(const FoundPayload&)> payloadObserver);
    base::SourceId addSource(const capture::SourceDescription& description);
    /// Sums since the source started; each session gets what belongs to it.
    void setCounters(base::SourceId source, capture::SourceCounters counters);
    void addRefusals(base::SourceId source, std::vector<capture::SenderRefusals> changed);

    /// Begins the next session when it is time. Rolls between two frames of which none waits for another
    /// one, if there is such a moment within a second, so that no message is cut in two.
    base::Status rollWhenDue();
    /// Commits and closes. Returns the first failure of any session.
    base::Status close();

    /// Of all sessions together.
    [[nodiscard]] RecorderTotals totals() const;
    [[nodiscard]] std::uint64_t calls() const;
    [[nodiscard]] std::uint64_t messages() const; ///< committed
    [[nodiscard]] std::uint64_t bytes() const;

    /// The last frame that is in a file.
    [[nodiscard]] base::FrameNumber committedFrame() const;

    /// Names of computers, which go into the last session when it is closed.
    void nameHosts(std::vector<session::HostName> names) { m_hostNames = std::move(names); }

    /// The user's limit for all sessions together is reached.
    [[nodiscard]] bool isFull() const { return m_recorder->isFull(); }

    /// Of the session that is written now. Any thread.
    [[nodiscard]] session::SessionProgress progress() const;

private:
    using Clock = std::chrono::steady_clock;
    using SenderKey = std::pair<base::SourceId, std::string>;

    SessionSeries(std::filesystem::path session, session::WriterOptions writer, RecorderOptions recorder,
                  RollOptions roll);
    [[nodiscard]] std::filesystem::path path() const;
    base::Status begin(RecorderOptions options);
    base::Status roll();
    [[nodiscard]] bool isDue();
    base::Status finishClosing();

    std::filesystem::path m_session;
    session::WriterOptions m_writerOptions;
    RecorderOptions m_recorderOptions;
    RollOptions m_roll;
    std::uint64_t m_number;

    mutable std::mutex m_mutex; // protects the pointer, not what it points to
    std::shared_ptr<session::SessionWriter> m_writer;
    std::unique_ptr<SessionRecorder> m_recorder; // before the writer that it uses goes
    std::function<void(const FoundMessage&)> m_observer;
    std::function<void(const FoundPayload&)> m_payloadObserver;
    std::vector<capture::SourceDescription> m_sources; ///< in the order of their ids
    std::vector<session::HostName> m_hostNames;
    Clock::time_point m_begun;
    Clock::time_point m_dueSince;
    bool m_isDue = false;

    // Sums, and what of them belongs to earlier sessions.
    std::map<base::SourceId, capture::SourceCounters> m_counters;
    std::map<base::SourceId, capture::SourceCounters> m_earlierCounters;
    std::map<SenderKey, capture::SenderRefusals> m_refusals;
    std::map<SenderKey, capture::SenderRefusals> m_earlierRefusals;
    RecorderTotals m_earlier;
    std::uint64_t m_earlierCalls = 0;
    std::uint64_t m_earlierMessages = 0;
    base::MessageId m_firstMessage;  ///< of the session that is written now
    base::MessageId m_firstFinished; ///< of the session before
    base::FrameNumber m_firstFrame;
    base::FrameNumber m_committedEarlier;
    std::uint64_t m_earlierBytes = 0;

    base::Status m_failure;
    std::shared_ptr<session::SessionWriter> m_finished; ///< the session before, while it is being closed
    std::future<base::Status> m_closing;
};

} // namespace core::engine
