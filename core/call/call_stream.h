// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/timestamp.h"

#include <cstdint>
#include <optional>
#include <string>

namespace core::call {

/// What the list of calls says of an RTP stream that the SDP of a call announced.
struct CallStream {
    std::string codec; ///< as SDP or RFC 3551 spells it; empty when nobody says
    std::uint32_t ssrc = 0;
    std::int64_t loss = 0;                ///< thousandths of a percent of the expected packets
    std::optional<base::Duration> jitter; ///< mean (RFC 3550); none while no clock rate is known
    std::optional<std::int64_t> mos;      ///< estimated, in thousandths; none when it is no speech
};

} // namespace core::call
