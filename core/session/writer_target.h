// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/session/session_writer.h"
#include "core/session/writer_lock.h"

#include <filesystem>

namespace core::session {

/// A file that a writer may begin with.
struct WriterTarget {
    bool isNew = true;
    WriterLock lock;
};

/// Brings what is there into the state that `whenPresent` asks for.
[[nodiscard]] base::Result<WriterTarget> prepareTarget(const std::filesystem::path& path,
                                                       WhenPresent whenPresent);

} // namespace core::session
