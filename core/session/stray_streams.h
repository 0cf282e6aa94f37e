// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/session/sqlite/database.h"
#include "core/session/stream_rows.h"

#include <string>
#include <vector>

namespace core::session {

/// Those that come from one of `addresses`, at most 256; none where there are no tables.
[[nodiscard]] base::Result<std::vector<StrayStream>>
readStrayStreams(sqlite::Database& database, const std::vector<std::string>& addresses);

} // namespace core::session
