// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/compact.h"

#include "core/session/primary.h"
#include "core/session/schema.h"
#include "core/session/session_file.h"
#include "core/session/session_reader.h"
#include "core/session/sqlite/statement.h"
#include "core/session/sqlite/write_scope.h"
#include "core/session/writer_lock.h"

#include <optional>
#include <string>
#include <system_error>
#include <utility>

namespace core::session {
namespace {

using base::Error;
using base::ErrorCode;
namespace fs = std::filesystem;

/// That the pages in use fit onto the disk a second time.
base::Status checkRoom(sqlite::Database& database, const fs::path& folder)
{
    const auto used = database.integer("SELECT (page_count - freelist_count) * page_size"
                                       " FROM pragma_page_count, pragma_freelist_count, pragma_page_size");
    if (!used)
        return used.error();
    std::error_code failure;
    const fs::space_info room = fs::space(folder, failure);
    if (failure || room.available >= static_cast<std::uintmax_t>(*used))
        return {};
    return Error{ErrorCode::DiskFull, folder.string(),
                 std::to_string(*used) + " bytes are needed, " + std::to_string(room.available) +
                     " are free"};
}

/// Everything but the exchange of the files.
base::Status copyCompacted(const fs::path& path, const fs::path& target, std::stop_token stop)
{
    auto database = openForWriting(path);
    if (!database)
        return database.error();
    if (auto fits = checkRoom(*database, target.parent_path()); !fits)
        return fits;
    // Nobody marks a call in the old file while it is copied.
    auto guard = openForWriting(path);
    if (!guard)
        return guard.error();
    const sqlite::WriteScope unchanged{*guard};
    if (!unchanged.status())
        return unchanged.status();
    if (stop.stop_requested())
        return Error{ErrorCode::Cancelled, path.string(), {}};
    {
        const std::stop_callback interrupt{std::move(stop), [&database] { database->interrupt(); }};
        if (auto done = sqlite::Statement{*database, "VACUUM INTO ?"}.run(std::string_view{target.native()});
            !done)
            return done;
    }
    std::error_code ignored; // of the user's own file: a stricter mode is no harm
    fs::permissions(target, fs::status(path, ignored).permissions(), ignored);
    // As all sessions are; and so the new file is on the disk before the old one goes.
    auto copy = openForWriting(target);
    if (!copy)
        return copy.error();
    return copy->execute("PRAGMA synchronous=FULL; PRAGMA journal_mode=WAL");
}

} // namespace

base::Result<CompactReport> compactSession(const fs::path& path, std::stop_token stop)
{
    std::error_code failure;
    const fs::path session = fs::canonical(path, failure); // a link to a session stays one
    if (failure)
        return base::errnoError(failure.value(), path.string(), ErrorCode::FileNotReadable);
    if (!looksLikeSession(session))
        return Error{ErrorCode::NotASession, path.string(), {}};
    const auto lock = WriterLock::take(session);
    if (!lock)
        return lock.error();
    fs::path target = session;
    target += ".compact";
    fs::remove(target, failure); // what a crash left
    const std::uint64_t before = fileBytes(session) + fileBytes(walPath(session));
    base::Status done = copyCompacted(session, target, std::move(stop));
    if (done)
        done = replaceSession(target, session);
    if (!done) {
        fs::remove(target, failure);
        return done.error();
    }
    return CompactReport{before, fileBytes(session)};
}

} // namespace core::session
