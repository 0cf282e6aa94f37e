// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/session_editor.h"

#include <utility>

namespace ui::session {

void SessionEditor::post(std::function<core::base::Status(const std::stop_token&)> write)
{
    m_thread.post(JobKind::Other, [this, write = std::move(write)](const std::stop_token& stop) {
        const core::base::Status done = write(stop);
        QMetaObject::invokeMethod(
            this,
            [this, done] {
                if (done)
                    emit changed();
                else
                    emit failed(done.error());
            },
            Qt::QueuedConnection);
    });
}

} // namespace ui::session
