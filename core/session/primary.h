// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/session/rows.h"

#include <filesystem>
#include <span>
#include <string_view>

namespace core::session {

// What people added to a session, and the secrets that decrypt it. It hangs on Call-IDs and frame numbers,
// which reindexing keeps. All functions open the session for themselves, also while it is being written.

/// Adds a mark, or changes the one that stands on the same Call-ID and frame.
base::Status setMark(const std::filesystem::path& session, const Mark& mark);
/// The same for many, in steps that never keep a capture waiting for long.
base::Status setMarks(const std::filesystem::path& session, std::span<const Mark> marks);
/// Nothing happens when there is none.
base::Status removeMark(const std::filesystem::path& session, std::string_view callId,
                        base::FrameNumber frame);
/// Removes the marks that stand on the same Call-IDs and frames. Nothing happens where there is none.
base::Status removeMarks(const std::filesystem::path& session, std::span<const Mark> marks);

/// A number that changes whenever a mark does; no row while there never was one.
inline constexpr std::string_view marksVersionQuery = "SELECT value FROM meta WHERE name = 'marks_version'";

/// Adds names of computers. An address that has a name keeps it.
base::Status addHostNames(const std::filesystem::path& session, std::span<const HostName> names);

/// Copies marks, notes, decisions about links and clocks, host names, secrets and what HEP listeners refused
/// from one session to another, which has none yet. `from` may be damaged: what can be read is copied, and
/// SessionDamaged says that it was not all.
base::Status copyPrimary(const std::filesystem::path& from, const std::filesystem::path& to);

/// Gives the session `from` the name `to`, in place of a session that may stand there. Both are closed
/// sessions in one folder.
base::Status replaceSession(const std::filesystem::path& from, const std::filesystem::path& to);

} // namespace core::session
