// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/session/rows.h"
#include "core/session/sqlite/database.h"

#include <filesystem>
#include <string_view>
#include <vector>

// What people decided about links between calls. It hangs on Call-IDs, so it survives reindexing and rings.
namespace core::session {

/// The same pair whichever call is named first.
[[nodiscard]] LinkDecision inOrder(LinkDecision decision);

/// Keeps a decision, in place of an earlier one on the same two calls. Opens the session for itself, also
/// while it is being written; waits for a commit at most. Any thread. OptionInvalid when both are one call.
base::Status setLinkDecision(const std::filesystem::path& session, const LinkDecision& decision);
/// Forgets what was decided about the two calls, in either order. Nothing happens when nothing was.
base::Status removeLinkDecision(const std::filesystem::path& session, std::string_view first,
                                std::string_view second);

/// A number that changes whenever a decision does; no row while there never was one.
inline constexpr std::string_view linksVersionQuery = "SELECT value FROM meta WHERE name = 'links_version'";

/// The table, unless it is there: sessions of earlier programs get it with their first decision.
[[nodiscard]] std::string_view linkDecisionTable();
/// By Call-IDs; none where there is no table.
[[nodiscard]] base::Result<std::vector<LinkDecision>> readLinkDecisions(sqlite::Database& database);
base::Status copyLinkDecisions(sqlite::Database& from, sqlite::Database& to);

} // namespace core::session
