// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/frame_choice.h"

#include <cstdint>

namespace core::engine {

using session::RtpPolicy;
using session::StorePolicy;

struct RecorderOptions {
    StorePolicy store = StorePolicy::All;
    RtpPolicy rtp = RtpPolicy::Full;
    /// No more messages are taken after this many; 0: no limit.
    std::uint64_t maximumMessages = 0;
};

} // namespace core::engine
