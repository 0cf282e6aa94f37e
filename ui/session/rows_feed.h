// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/session/session_reader.h"
#include "ui/session/job_thread.h"
#include "ui/session/session_loader.h"

#include <QElapsedTimer>
#include <QPointer>
#include <QTimer>

#include <functional>

namespace ui::session {

/// Keeps what a page shows up to date as long as somebody looks at it, on a thread and with a reader of its
/// own: there may be much of it. GUI thread.
class RowsFeed : public QObject {
    Q_OBJECT

public:
    /// Tells what was read, on the GUI thread.
    using Tell = std::function<void()>;
    /// Called on the feed's thread; Cancelled when stopped.
    using Read =
        std::function<core::base::Result<Tell>(core::session::SessionReader&, const std::stop_token&)>;

    explicit RowsFeed(Read read, QObject* parent = nullptr);

    /// Null: no session. The loader may go before the feed does.
    void setLoader(SessionLoader* loader);
    /// Nothing is read while nobody looks.
    void setActive(bool isActive);

    [[nodiscard]] bool isBusy() const { return m_isBusy; }

signals:
    void failed(const core::base::Error& error);

private:
    void ask();
    void askLater();
    void stop();
    void receive(const core::base::Result<Tell>& result);

    Read m_read;
    QPointer<SessionLoader> m_loader;
    QTimer m_pause;
    QElapsedTimer m_sinceStart;
    std::chrono::milliseconds m_took{};
    std::uint64_t m_number = 0; ///< of the question; answers to earlier ones are no news
    bool m_isActive = false;
    bool m_isBusy = false;
    bool m_isOutdated = true;
    JobThread m_thread; // last: its jobs use everything above
};

} // namespace ui::session
