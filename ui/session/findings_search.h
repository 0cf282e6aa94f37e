// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/findings_reader.h"
#include "ui/session/session_loader.h"

#include <QElapsedTimer>
#include <QPointer>
#include <QString>
#include <QTimer>

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace ui::session {

struct FoundFinding {
    CallFinding found;
    std::string callId;
};

/// What was found since the last batch.
struct FindingsBatch {
    std::vector<FoundFinding> rows;
    /// Of all findings, also of those that are too many to be listed.
    std::map<const core::finding::Kind*, std::uint64_t> counts;
    std::size_t done = 0; ///< calls that were looked at so far
    std::size_t total = 0;
    std::size_t unread = 0; ///< calls so far with messages that cannot be read
    bool isLast = false;
};

/// Looks through the calls that a filter and a range of time leave for what is wrong with them, on a thread
/// and with a reader of its own, so that lists and searches do not wait for it. It begins when somebody
/// looks, goes on when they look elsewhere, and can be stopped. GUI thread.
class FindingsSearch : public QObject {
    Q_OBJECT

public:
    /// Of one severity; what is beyond is counted only.
    static constexpr std::size_t mostListed = 30'000;

    explicit FindingsSearch(QObject* parent = nullptr);

    /// Null: no session. The loader may go before the search does.
    void setLoader(SessionLoader* loader);
    void setFilter(const QString& text);
    /// [from, to)
    void setRange(std::optional<std::pair<core::base::Timestamp, core::base::Timestamp>> range);
    /// Nothing begins while nobody looks.
    void setActive(bool isActive);
    /// What was found stays.
    void stop();
    void restart();

    [[nodiscard]] bool isFiltered() const { return !m_filter.trimmed().isEmpty() || m_range.has_value(); }

    [[nodiscard]] bool isBusy() const { return m_isBusy; }

    /// By stop(), and nobody began it again.
    [[nodiscard]] bool isStopped() const { return m_isStopped; }

signals:
    /// What was found before is void.
    void begun();
    void found(const ui::session::FindingsBatch& batch);
    void failed(const core::base::Error& error);
    void busyChanged(bool isBusy);

private:
    void ask(bool isGrowth);
    void askLater();
    void abandon();
    void search(core::session::RowIndex calls);
    void run(const std::filesystem::path& path, const core::session::RowIndex& calls, std::uint64_t number,
             const std::stop_token& stop);
    void deliver(core::base::Result<FindingsBatch> batch, std::uint64_t number);
    void receive(core::base::Result<FindingsBatch> batch);
    void setBusy(bool isBusy);

    QPointer<SessionLoader> m_loader;
    QString m_filter;
    std::optional<std::pair<core::base::Timestamp, core::base::Timestamp>> m_range;
    QTimer m_pause;
    QElapsedTimer m_sinceStart;
    std::chrono::milliseconds m_took{};
    /// Of a search that repeats one because the session grew: shown when it is through.
    std::optional<std::vector<FindingsBatch>> m_held;
    std::uint64_t m_number = 0; ///< of the search; batches of earlier ones are no news
    bool m_isActive = false;
    bool m_isBusy = false;
    bool m_isOutdated = true;
    bool m_isStopped = false;  ///< by the user, who does not want it to begin by itself again
    bool m_isAnswered = false; ///< what was found is of this filter and range, but for what came in since
    JobThread m_thread;        // last: its jobs use everything above
};

} // namespace ui::session
