// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/strong_id.h"
#include "ui/session/job_thread.h"

#include <QObject>

#include <filesystem>
#include <vector>

namespace ui::session {

/// Marks calls and takes marks away, in the order of asking, on a thread and a connection of its own: the
/// session may be read, captured into or imported into meanwhile, and waits for some milliseconds at most.
/// GUI thread.
class CallMarker : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    /// Marks them all; when they all are marked, takes the marks away. changed() or failed() follows.
    void toggle(std::filesystem::path session, std::vector<core::base::CallKey> calls);

signals:
    /// The file has it; who reads the session may look.
    void changed();
    void failed(const core::base::Error& error);

private:
    JobThread m_thread;
};

} // namespace ui::session
