// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/sqlite/database.h"

#include "core/session/sqlite/statement.h"

#include <cerrno>
#include <sqlite3.h>

namespace core::session::sqlite {
namespace {

using base::ErrorCode;

/// A writer's commit or a checkpoint holds others up for milliseconds; a stuck one should not hang us.
constexpr int busyMilliseconds = 10'000;

/// SQLite reports a full disk as SQLITE_FULL where it writes, but as SQLITE_IOERR elsewhere.
bool isOutOfSpace(int systemError)
{
    return systemError == ENOSPC || systemError == EDQUOT || systemError == EFBIG;
}

ErrorCode codeOf(int resultCode, int systemError)
{
    switch (resultCode & 0xff) {
    case SQLITE_FULL:
        return ErrorCode::DiskFull;
    case SQLITE_IOERR:
        if (isOutOfSpace(systemError))
            return ErrorCode::DiskFull;
        return resultCode == SQLITE_IOERR_WRITE || resultCode == SQLITE_IOERR_FSYNC ? ErrorCode::WriteFailed
                                                                                    : ErrorCode::IoFailed;
    case SQLITE_CORRUPT:
        return ErrorCode::SessionDamaged;
    case SQLITE_NOTADB:
        return ErrorCode::NotASession;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return ErrorCode::SessionBusy;
    case SQLITE_CANTOPEN:
        return systemError == ENOENT ? ErrorCode::FileNotFound : ErrorCode::FileNotReadable;
    case SQLITE_READONLY:
    case SQLITE_PERM:
        return ErrorCode::FolderNotWritable;
    case SQLITE_INTERRUPT:
        return ErrorCode::Cancelled;
    default:
        return ErrorCode::DatabaseFailed;
    }
}

/// As a file: URI, so that any byte of the path is taken literally.
std::string uriOf(const std::filesystem::path& path, std::string_view parameters)
{
    static constexpr std::string_view digits = "0123456789ABCDEF";
    std::string uri = "file:";
    for (const char c : path.string()) {
        if (c == '%' || c == '?' || c == '#') {
            const auto byte = static_cast<unsigned char>(c);
            uri += {'%', digits[byte >> 4U], digits[byte & 15U]};
        } else {
            uri += c;
        }
    }
    return uri.append(parameters);
}

int openFlags(Access access)
{
    constexpr int common = SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    switch (access) {
    case Access::Create:
        return common | SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    case Access::ReadWrite:
    case Access::QueryOnly:
        return common | SQLITE_OPEN_READWRITE;
    case Access::ReadOnly:
    case Access::Immutable:
        break;
    }
    return common | SQLITE_OPEN_READONLY;
}

} // namespace

void Database::Closer::operator()(sqlite3* handle) const
{
    sqlite3_close_v2(handle);
}

base::Result<Database> Database::open(const std::filesystem::path& path, Access access)
{
    sqlite3* handle = nullptr;
    const std::string uri = uriOf(path, access == Access::Immutable ? "?immutable=1" : "");
    const int code = sqlite3_open_v2(uri.c_str(), &handle, openFlags(access), nullptr);
    Database database{handle, path.string()};
    if (code != SQLITE_OK)
        return database.error(code);
    // SQLite opens a file that it may only read silently for reading.
    if (access == Access::ReadWrite && sqlite3_db_readonly(handle, "main") == 1)
        return base::Error{ErrorCode::FolderNotWritable, database.m_path, {}};
    sqlite3_busy_timeout(handle, busyMilliseconds);
    // A session may come from a stranger: its schema must not be able to run anything on us.
    sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    if (access == Access::QueryOnly) {
        if (auto done = database.execute("PRAGMA query_only=ON"); !done)
            return done.error();
    }
    return database;
}

base::Status Database::execute(const std::string& sql)
{
    const int code = sqlite3_exec(m_handle.get(), sql.c_str(), nullptr, nullptr, nullptr);
    if (code != SQLITE_OK)
        return error(code);
    return {};
}

base::Result<std::int64_t> Database::integer(const std::string& sql)
{
    Statement statement{*this, sql};
    if (statement.next())
        return statement.integer(0);
    if (auto status = statement.status(); !status)
        return status.error();
    return base::Error{ErrorCode::SessionDamaged, m_path, sql};
}

base::Status Database::checkpoint(Checkpoint mode)
{
    const int sqliteMode = mode == Checkpoint::Passive   ? SQLITE_CHECKPOINT_PASSIVE
                           : mode == Checkpoint::Restart ? SQLITE_CHECKPOINT_RESTART
                                                         : SQLITE_CHECKPOINT_TRUNCATE;
    const int code = sqlite3_wal_checkpoint_v2(m_handle.get(), nullptr, sqliteMode, nullptr, nullptr);
    if (code != SQLITE_OK)
        return error(code);
    return {};
}

base::Status Database::watchWal()
{
    if (auto done = execute("PRAGMA wal_autocheckpoint=0"); !done)
        return done;
    m_walPages = std::make_unique<std::int64_t>(0);
    const auto count = [](void* pages, sqlite3*, const char*, int inWal) {
        *static_cast<std::int64_t*>(pages) = inWal;
        return SQLITE_OK;
    };
    sqlite3_wal_hook(m_handle.get(), count, m_walPages.get());
    return {};
}

void Database::interrupt()
{
    sqlite3_interrupt(m_handle.get());
}

base::Error Database::error(int resultCode) const
{
    base::Error error = errorOf(m_handle.get(), resultCode);
    error.subject = m_path;
    return error;
}

base::Error Database::errorOf(sqlite3* handle, int resultCode)
{
    if (handle == nullptr)
        return {codeOf(resultCode, 0), {}, sqlite3_errstr(resultCode)};
    const char* path = sqlite3_db_filename(handle, "main");
    return {codeOf(resultCode, sqlite3_system_errno(handle)), path != nullptr ? path : "",
            sqlite3_errmsg(handle)};
}

} // namespace core::session::sqlite
