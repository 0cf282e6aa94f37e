// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "ui/session/job_thread.h"

#include <QObject>

#include <functional>
#include <stop_token>

namespace ui::session {

/// Writes what somebody decided into a session, in the order of asking, on a thread and a connection of its
/// own: the session may be read, captured into or imported into meanwhile. GUI thread.
class SessionEditor : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

signals:
    /// The file has it; who reads the session may look.
    void changed();
    void failed(const core::base::Error& error);

protected:
    /// Runs `write` on the thread; changed() or failed() follows.
    void post(std::function<core::base::Status(const std::stop_token&)> write);

private:
    JobThread m_thread;
};

} // namespace ui::session
