// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/statistics/report.h"

#include <string>

namespace app {

/// A JSON Schema (draft 2020-12) of what 'rhapsode-cli statistics --format json' writes: an object with these
/// sections.
[[nodiscard]] std::string statisticsSchema(const core::statistics::Report& report);

} // namespace app
