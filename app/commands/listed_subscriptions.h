// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commands/listed_columns.h"
#include "core/call/peer_health.h"
#include "core/call/subscription_tracker.h"
#include "core/export/row_format.h"

#include <cstdint>
#include <vector>

namespace app {

[[nodiscard]] const Columns& subscriptionColumns();
[[nodiscard]] const Columns& healthColumns();

/// In the order of the columns; `id` counts the rows. Cells are views of the row.
[[nodiscard]] std::vector<core::exporting::Cell> subscriptionCells(std::int64_t id,
                                                                   const core::call::SubscriptionRow& row);
[[nodiscard]] std::vector<core::exporting::Cell> healthCells(std::int64_t id,
                                                             const core::call::PeerHealthRow& row);

} // namespace app
