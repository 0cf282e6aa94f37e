// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/export/json_schema.h"

#include <string>
#include <vector>

namespace app {

using Columns = std::vector<core::exporting::SchemaColumn>;

/// Of the lists whose fields the filter does not know.
[[nodiscard]] const Columns& sourceColumns();
[[nodiscard]] const Columns& agentColumns();
[[nodiscard]] const Columns& linkColumns();
[[nodiscard]] const Columns& clockColumns();
/// Of the list of findings, in its order.
[[nodiscard]] const Columns& findingColumns();
[[nodiscard]] const Columns& streamColumns();

[[nodiscard]] std::vector<std::string> namesOf(const Columns& columns);

} // namespace app
