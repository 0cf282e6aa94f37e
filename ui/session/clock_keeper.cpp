// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/clock_keeper.h"

#include "core/session/clock_corrections.h"

#include <array>
#include <utility>

namespace ui::session {

void ClockKeeper::keep(std::filesystem::path session, core::session::ClockCorrection correction)
{
    post([session = std::move(session), correction = std::move(correction)](const std::stop_token&) {
        return core::session::setClockCorrections(session, std::array{correction});
    });
}

} // namespace ui::session
