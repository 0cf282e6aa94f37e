// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/session/rows.h"
#include "core/session/sqlite/database.h"

#include <filesystem>
#include <span>
#include <string_view>
#include <vector>

// By how much the clocks of capture points are wrong, as people decided. It hangs on the names of sources and
// agents, so it survives reindexing.
namespace core::session {

/// Keeps corrections, in place of earlier ones for the same capture points; one of zero goes. Opens the
/// session for itself, also while it is being written. Any thread.
base::Status setClockCorrections(const std::filesystem::path& session,
                                 std::span<const ClockCorrection> corrections);

/// The table, unless it is there: sessions of earlier programs get it with their first correction.
[[nodiscard]] std::string_view clockCorrectionTable();
/// By source and agent; none where there is no table.
[[nodiscard]] base::Result<std::vector<ClockCorrection>> readClockCorrections(sqlite::Database& database);
base::Status copyClockCorrections(sqlite::Database& from, sqlite::Database& to);

} // namespace core::session
