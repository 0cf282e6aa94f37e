// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/clock_keeper.h"

#include "core/session/clock_corrections.h"

#include <array>
#include <utility>

namespace ui::session {

void ClockKeeper::keep(std::filesystem::path session, core::session::ClockCorrection correction)
{
    m_thread.post(JobKind::Other, [this, session = std::move(session),
                                   correction = std::move(correction)](const std::stop_token&) {
        const core::base::Status done = core::session::setClockCorrections(session, std::array{correction});
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
