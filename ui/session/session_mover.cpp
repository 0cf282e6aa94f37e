// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/session_mover.h"

#include "core/session/session_reader.h"
#include "ui/adapt/text.h"

#include <chrono>
#include <memory>
#include <utility>

namespace ui::session {

using core::base::Result;
using core::base::Status;
using core::exporting::MoveOutcome;
using core::exporting::MoveProgress;

void SessionMover::move(const std::filesystem::path& from, const std::filesystem::path& to, Moved done)
{
    m_thread.post(JobKind::Other, [this, from, to, done = std::move(done),
                                   cancelled = m_cancelled](const std::stop_token& stop) mutable {
        // The program may end, or the user may think better of it.
        const std::stop_callback end{stop, [&cancelled] { cancelled.request_stop(); }};
        constexpr std::chrono::milliseconds pace{100};
        auto last = std::chrono::steady_clock::now();
        const auto report = [&](const MoveProgress& progress) {
            const auto now = std::chrono::steady_clock::now();
            if (now - last < pace)
                return;
            last = now;
            QMetaObject::invokeMethod(
                this,
                [this, name = adapt::pathText(from.stem()), progress] {
                    emit progressed(name, progress.done, progress.total);
                },
                Qt::QueuedConnection);
        };
        auto outcome = std::make_shared<Result<MoveOutcome>>(MoveOutcome::CalledOff);
        if (!cancelled.stop_requested())
            *outcome = core::exporting::moveSession(from, to, report, cancelled.get_token());
        QMetaObject::invokeMethod(
            this, [done, outcome] { done(std::move(*outcome)); }, Qt::QueuedConnection);
    });
}

void SessionMover::remove(const std::filesystem::path& path, Removed done)
{
    m_thread.post(JobKind::Other, [this, path, done = std::move(done)](const std::stop_token&) {
        auto status = std::make_shared<Status>(core::session::removeSession(path));
        QMetaObject::invokeMethod(
            this, [done, status] { done(std::move(*status)); }, Qt::QueuedConnection);
    });
}

void SessionMover::cancel()
{
    m_cancelled.request_stop();
    m_cancelled = std::stop_source{};
}

} // namespace ui::session
