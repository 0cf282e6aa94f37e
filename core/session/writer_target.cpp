// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/writer_target.h"

#include "core/session/session_reader.h"

#include <cerrno>
#include <fcntl.h>
#include <system_error>
#include <utility>

namespace core::session {
namespace {

using base::ErrorCode;
namespace fs = std::filesystem;

base::Status makeFile(const fs::path& path)
{
    // Closed before SQLite opens the file, so no lock of ours is lost with it.
    const base::FileDescriptor file{::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0644)};
    if (!file)
        return base::errnoError(errno, path.string(), ErrorCode::WriteFailed);
    return {};
}

} // namespace

base::Result<WriterTarget> prepareTarget(const fs::path& path, WhenPresent whenPresent)
{
    std::error_code failure;
    const bool exists = fs::exists(fs::symlink_status(path, failure));
    if (exists && whenPresent == WhenPresent::Fail)
        return base::Error{ErrorCode::FileExists, path.string(), {}};
    if (exists) {
        auto lock = WriterLock::take(path);
        if (!lock)
            return lock.error();
        if (whenPresent == WhenPresent::Append) {
            if (!looksLikeSession(path))
                return base::Error{ErrorCode::NotASession, path.string(), {}};
            return WriterTarget{false, std::move(*lock)};
        }
        if (auto removed = removeSession(path); !removed)
            return removed.error();
    }
    if (auto made = makeFile(path); !made)
        return made.error();
    auto lock = WriterLock::take(path);
    if (!lock)
        return lock.error();
    return WriterTarget{true, std::move(*lock)};
}

} // namespace core::session
