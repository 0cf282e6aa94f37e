// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QString>

#include <cstdint>
#include <filesystem>

namespace ui::session {

// The folder for sessions, which takes as long as the disk or the server takes that has it: only
// likelySessionPath() is for the GUI thread.

/// Where the next session of this name goes, unless there is one of its minute already.
[[nodiscard]] std::filesystem::path likelySessionPath(const QString& folder, const QString& name);
/// Where the next session of this name goes.
[[nodiscard]] std::filesystem::path newSessionPath(const QString& folder, const QString& name);
/// Bytes free there.
[[nodiscard]] std::uint64_t freeSpace(const QString& folder);
/// Makes the folder. FolderNotWritable, or DiskFull when there is no room for so many bytes.
[[nodiscard]] core::base::Status prepareFolder(const QString& folder, std::uint64_t bytesNeeded);

} // namespace ui::session
