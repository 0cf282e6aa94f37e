// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/frame_choice.h"
#include "ui/settings/settings.h"

namespace ui::session {

// How much of RTP is kept, as the user chose it last.

/// Everything where the setting says nothing that we know.
[[nodiscard]] core::session::RtpPolicy rtpPolicy(const settings::Settings& settings,
                                                 const settings::Setting<QString>& setting);
void setRtpPolicy(settings::Settings& settings, const settings::Setting<QString>& setting,
                  core::session::RtpPolicy policy);

} // namespace ui::session
