// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "ui/settings/settings.h"

#include <QString>

#include <cstdint>
#include <filesystem>

namespace ui::session {

/// Where the next session of this name would go.
[[nodiscard]] std::filesystem::path newSessionPath(const settings::Settings& settings, const QString& name);
/// Bytes free where new sessions go.
[[nodiscard]] std::uint64_t freeSpace(const settings::Settings& settings);
/// Makes the folder for sessions. FolderNotWritable, or DiskFull when there is no room for so many bytes.
[[nodiscard]] core::base::Status prepareFolder(const settings::Settings& settings, std::uint64_t bytesNeeded);

} // namespace ui::session
