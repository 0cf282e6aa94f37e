// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/rtp_setting.h"

#include "ui/adapt/text.h"

namespace ui::session {

using core::session::RtpPolicy;

RtpPolicy rtpPolicy(const settings::Settings& settings, const settings::Setting<QString>& setting)
{
    const std::string chosen = adapt::bytes(settings.value(setting));
    for (const RtpPolicy policy : {RtpPolicy::None, RtpPolicy::Headers}) {
        if (chosen == name(policy))
            return policy;
    }
    return RtpPolicy::Full;
}

void setRtpPolicy(settings::Settings& settings, const settings::Setting<QString>& setting, RtpPolicy policy)
{
    settings.setValue(setting, adapt::text(name(policy)));
}

} // namespace ui::session
