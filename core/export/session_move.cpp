// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/export/session_move.h"

#include "core/export/atomic_file.h"
#include "core/session/session_file.h"
#include "core/session/writer_lock.h"

#include <cerrno>
#include <fcntl.h>
#include <vector>

namespace core::exporting {
namespace {

namespace fs = std::filesystem;

/// The next part of the file; empty at its end.
base::Result<std::span<const std::byte>> readPart(const base::FileDescriptor& file, std::span<std::byte> part,
                                                  const fs::path& path)
{
    for (;;) {
        const ssize_t count = ::read(file.get(), part.data(), part.size());
        if (count >= 0)
            return std::span<const std::byte>{part.first(static_cast<std::size_t>(count))};
        if (errno != EINTR)
            return base::errnoError(errno, path.string());
    }
}

base::Result<MoveOutcome> copy(const fs::path& from, const fs::path& to,
                               const std::function<void(const MoveProgress&)>& report,
                               const std::stop_token& stop)
{
    const base::FileDescriptor source{::open(from.c_str(), O_RDONLY | O_CLOEXEC)};
    if (!source)
        return base::errnoError(errno, from.string());
    auto target = AtomicFile::create(to, false);
    if (!target)
        return target.error();
    constexpr std::size_t partSize = 1U << 20U;
    std::vector<std::byte> buffer(partSize);
    MoveProgress progress{0, session::fileBytes(from)};
    for (;;) {
        if (stop.stop_requested())
            return MoveOutcome::CalledOff;
        const auto part = readPart(source, buffer, from);
        if (!part)
            return part.error();
        if (part->empty())
            break;
        target->write(*part);
        if (!target->status())
            return target->status().error();
        progress.done += part->size();
        if (report)
            report(progress);
    }
    if (const base::Status status = target->commit(); !status)
        return status.error();
    return MoveOutcome::Moved;
}

} // namespace

base::Result<MoveOutcome> moveSession(const fs::path& from, const fs::path& to,
                                      const std::function<void(const MoveProgress&)>& report,
                                      const std::stop_token& stop)
{
    const auto lock = session::WriterLock::take(from);
    if (!lock)
        return lock.error();
    if (session::fileBytes(session::walPath(from)) > 0)
        return base::Error{base::ErrorCode::SessionBusy, from.string(), {}};
    const int failure = renameFile(from, to, false);
    if (failure == 0)
        return MoveOutcome::Moved;
    if (failure == EEXIST)
        return base::Error{base::ErrorCode::FileExists, to.string(), {}};
    if (failure != EXDEV)
        return base::errnoError(failure, to.string(), base::ErrorCode::WriteFailed);
    const auto outcome = copy(from, to, report, stop);
    if (!outcome || *outcome == MoveOutcome::CalledOff)
        return outcome;
    std::error_code ignored; // when it was written to last is nice to know, no more
    if (const auto written = fs::last_write_time(from, ignored); !ignored)
        fs::last_write_time(to, written, ignored);
    if (const base::Status status = session::removeSession(from); !status)
        return status.error();
    return MoveOutcome::Moved;
}

} // namespace core::exporting
