// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <filesystem>

namespace core::session {

/// Copies what people added (marks, notes, host names) from one session to another, which has none yet.
base::Status copyPrimary(const std::filesystem::path& from, const std::filesystem::path& to);

/// Gives the session `from` the name `to`, in place of a session that may stand there. Both are closed
/// sessions in one folder.
base::Status replaceSession(const std::filesystem::path& from, const std::filesystem::path& to);

} // namespace core::session
