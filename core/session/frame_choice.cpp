// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/frame_choice.h"

namespace core::session {

std::string_view name(StorePolicy policy)
{
    return policy == StorePolicy::All ? "all" : "signalling";
}

std::string_view name(RtpPolicy policy)
{
    switch (policy) {
    case RtpPolicy::Full:
        return "full";
    case RtpPolicy::Headers:
        return "headers";
    case RtpPolicy::None:
        return "none";
    }
    return {};
}

} // namespace core::session
