// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/export/json_schema.h"

#include <string>
#include <vector>

namespace app {

using Columns = std::vector<core::exporting::SchemaColumn>;

/// Of the lists that have no fields to choose from.
[[nodiscard]] const Columns& sourceColumns();
[[nodiscard]] const Columns& agentColumns();

[[nodiscard]] std::vector<std::string> namesOf(const Columns& columns);

} // namespace app
