// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <filesystem>
#include <stop_token>

namespace core::session {

/// Sizes of the file, in bytes.
struct CompactReport {
    std::uint64_t before = 0;
    std::uint64_t after = 0;
};

/// Writes a session anew, without its free pages, and puts it in the place of the old file; when that fails,
/// the old file stays as it is. Who has the old one open goes on reading that. SessionBusy while it is
/// written, DiskFull before anything is done when the new file would not fit, Cancelled.
[[nodiscard]] base::Result<CompactReport> compactSession(const std::filesystem::path& path,
                                                         std::stop_token stop = {});

} // namespace core::session
