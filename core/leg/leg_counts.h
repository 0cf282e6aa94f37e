// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/leg/leg_options.h"
#include "core/session/session_table.h"

#include <cstdint>
#include <stop_token>
#include <vector>

namespace core::leg {

/// Of how many calls the scenario of each call consists, the call itself too, by row of the table. Looks
/// through all messages. On the thread of the table; Cancelled, and what the session reports.
[[nodiscard]] base::Result<std::vector<std::int64_t>>
countLegs(session::SessionTable& table, const LegOptions& options, std::stop_token stop);

/// The same with the usual options, for SessionTable::setLegs().
[[nodiscard]] base::Result<std::vector<std::int64_t>> countUsualLegs(session::SessionTable& table,
                                                                     const std::stop_token& stop);

} // namespace core::leg
