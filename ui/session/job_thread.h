// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>
#include <vector>

namespace ui::session {

/// What a job is for. A newer job of the same kind makes the older one pointless; pages are many, and
/// only the oldest of too many are given up.
enum class JobKind {
    Open,
    Refresh,
    CallQuery,
    MessageQuery,
    Histogram,
    Statistics,
    Sources,
    Agents,
    TlsConnections,
    Clocks,
    Frames,
    Frame,
    Flow,
    Legs,
    Findings,
    FindingsQuery,
    Rows,
    Message,
    Page,
    Other,
};

/// A thread that runs jobs one after the other. The newest page comes before older pages, because that is
/// where the user has scrolled to. post() and destruction: GUI thread.
class JobThread {
public:
    using Job = std::function<void(const std::stop_token&)>;
    static constexpr std::size_t mostWaitingPages = 12;

    JobThread();
    /// Cancels what runs and forgets what waits; calls no `dropped`.
    ~JobThread();
    JobThread(const JobThread&) = delete;
    JobThread& operator=(const JobThread&) = delete;

    /// `dropped` is called at once, on the posting thread, when a later post makes the job pointless before
    /// it ran. A job that already runs gets its stop token instead and finishes as it likes.
    void post(JobKind kind, Job job, std::function<void()> dropped = {});

private:
    struct Entry {
        JobKind kind;
        Job job;
        std::function<void()> dropped;
    };

    void run(const std::stop_token& stop);
    std::optional<Entry> next(const std::stop_token& stop);
    std::vector<std::function<void()>> removeObsolete(JobKind kind);

    std::mutex m_mutex; // protects the four below
    std::condition_variable_any m_wake;
    std::deque<Entry> m_waiting;
    std::optional<JobKind> m_runningKind;
    std::stop_source m_runningStop;
    std::jthread m_thread; // last: uses everything above
};

} // namespace ui::session
