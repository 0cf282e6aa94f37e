// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/export/session_move.h"
#include "ui/session/job_thread.h"

#include <QObject>

#include <filesystem>
#include <functional>
#include <stop_token>

namespace ui::session {

/// Moves and removes session files, one after the other, on a thread of its own: between two disks it is a
/// copy, and a large file takes its time to go. GUI thread.
class SessionMover : public QObject {
    Q_OBJECT

public:
    // Called on the GUI thread.
    using Moved = std::function<void(core::base::Result<core::exporting::MoveOutcome>)>;
    using Removed = std::function<void(core::base::Status)>;

    using QObject::QObject;

    void move(const std::filesystem::path& from, const std::filesystem::path& to, Moved done);
    void remove(const std::filesystem::path& path, Removed done);
    /// What is being moved stays where it was, and so does what waits to be moved.
    void cancel();

signals:
    /// Of a copy, in bytes.
    void progressed(const QString& name, quint64 done, quint64 total);

private:
    std::stop_source m_cancelled; ///< of the moves up to the last cancel()
    JobThread m_thread;
};

} // namespace ui::session
