// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/engine/session_series.h"
#include "core/session/ring_limits.h"

#include <string>
#include <vector>

namespace app {

/// Limits as --stop and --roll take them: "90s", "30min", "1h", "7d"; "500MB", "1GiB"; "10000messages",
/// "500calls", with or without a space before the unit. Of several for the same thing the last one counts.
/// OptionInvalid names the `option`.
[[nodiscard]] core::base::Result<core::engine::SessionLimits>
parseLimits(const std::string& option, const std::vector<std::string>& texts);

/// What --ring keeps: times and sizes in the same units, and "10m" for minutes.
[[nodiscard]] core::base::Result<core::session::RingLimits> parseRing(const std::string& option,
                                                                      const std::vector<std::string>& texts);

} // namespace app
