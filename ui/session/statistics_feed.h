// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/session_loader.h"

#include <QElapsedTimer>
#include <QPointer>
#include <QString>
#include <QTimer>

#include <optional>
#include <utility>

namespace ui::session {

/// Keeps the statistics of what a filter and a range of time leave up to date, as long as somebody looks at
/// them: at once when the question changes, about once a second while the session grows, less often when
/// counting takes long, so that lists and searches do not wait for it. GUI thread.
class StatisticsFeed : public QObject {
    Q_OBJECT

public:
    explicit StatisticsFeed(QObject* parent = nullptr);

    /// Null: no session. The loader may go before the feed does.
    void setLoader(SessionLoader* loader);
    void setFilter(const QString& text);
    /// [from, to)
    void setRange(std::optional<std::pair<core::base::Timestamp, core::base::Timestamp>> range);
    /// Nothing is counted while nobody looks.
    void setActive(bool isActive);

    [[nodiscard]] bool isFiltered() const { return !question().empty(); }

    /// What was counted last is what is asked for now, but for what came in since.
    [[nodiscard]] bool isAnswered() const { return m_isAnswered; }

    [[nodiscard]] bool isBusy() const { return m_isBusy; }

signals:
    void counted(const ui::session::CountedStatistics& statistics);
    void failed(const core::base::Error& error);
    /// A question has been asked and not been answered yet.
    void busyChanged(bool isBusy);

private:
    /// Filter and range as one filter.
    [[nodiscard]] std::string question() const;
    void ask();
    void askSoon();
    void stop();
    void setBusy(bool isBusy);
    void receive(core::base::Result<CountedStatistics> result);

    QPointer<SessionLoader> m_loader;
    QString m_filter;
    std::optional<std::pair<core::base::Timestamp, core::base::Timestamp>> m_range;
    QTimer m_pause;
    QElapsedTimer m_sinceAnswer;
    std::chrono::milliseconds m_took{};
    std::uint64_t m_number = 0; ///< of the question; answers to earlier ones are no news
    bool m_isActive = false;
    bool m_isBusy = false;
    bool m_isOutdated = true;
    bool m_isAnswered = false;
};

} // namespace ui::session
