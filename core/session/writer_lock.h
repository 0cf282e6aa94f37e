// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/file_descriptor.h"
#include "core/base/result.h"

#include <filesystem>

namespace core::session {

/// Keeps a second writer away from a session. It is the name of a socket that the kernel forgets when we
/// end, however we end: nothing is left in the folder, and no descriptor of the file is involved (closing
/// one would drop SQLite's locks, see sqlite/raw_file.h). Known to this machine only.
class WriterLock {
public:
    /// SessionBusy when another writer has it. The file must exist.
    [[nodiscard]] static base::Result<WriterLock> take(const std::filesystem::path& session);

private:
    explicit WriterLock(base::FileDescriptor socket) : m_socket(std::move(socket)) {}

    base::FileDescriptor m_socket;
};

} // namespace core::session
