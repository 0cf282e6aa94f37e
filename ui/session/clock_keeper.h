// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/session/rows.h"
#include "ui/session/job_thread.h"

#include <QObject>

#include <filesystem>

namespace ui::session {

/// Keeps by how much clocks of capture points are ahead, in the order of asking, on a thread and a connection
/// of its own: the session may be read, captured into or imported into meanwhile. GUI thread.
class ClockKeeper : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    /// changed() or failed() follows. An offset of zero takes back what was said before.
    void keep(std::filesystem::path session, core::session::ClockCorrection correction);

signals:
    /// The file has it; who reads the session may look.
    void changed();
    void failed(const core::base::Error& error);

private:
    JobThread m_thread;
};

} // namespace ui::session
