// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/session_file.h"

#include "core/base/byte_reader.h"
#include "core/session/schema.h"
#include "core/session/session_reader.h"
#include "core/session/sqlite/raw_file.h"

#include <array>
#include <cerrno>
#include <cstdlib>
#include <unistd.h>

namespace core::session {
namespace {

using base::Error;
using base::ErrorCode;
namespace fs = std::filesystem;

fs::path withSuffix(const fs::path& session, const char* suffix)
{
    fs::path path = session;
    path += suffix;
    return path;
}

/// Opens, and touches the file, so that what cannot be read is found now.
base::Result<sqlite::Database> openChecked(const fs::path& path, sqlite::Access access)
{
    auto database = sqlite::Database::open(path, access);
    if (!database)
        return database.error();
    if (auto checked = checkVersion(*database); !checked)
        return checked.error();
    return database;
}

/// SQLite cannot make the files that a WAL needs beside the session.
bool needsOtherWay(const Error& error)
{
    return error.code == ErrorCode::FileNotReadable || error.code == ErrorCode::FileNotFound ||
           error.code == ErrorCode::FolderNotWritable || error.code == ErrorCode::IoFailed;
}

base::Result<OpenSession> openCopy(const fs::path& path)
{
    auto folder = TemporaryFolder::create();
    if (!folder)
        return folder.error();
    auto owned = std::make_unique<TemporaryFolder>(std::move(*folder));
    const fs::path copy = owned->path() / "session";
    std::error_code failure;
    fs::copy_file(path, copy, failure);
    if (!failure)
        fs::copy_file(walPath(path), walPath(copy), failure);
    if (!failure)
        fs::permissions(copy, fs::perms::owner_read | fs::perms::owner_write, failure);
    if (!failure)
        fs::permissions(walPath(copy), fs::perms::owner_read | fs::perms::owner_write, failure);
    if (failure)
        return base::errnoError(failure.value(), path.string(), ErrorCode::FileNotReadable);
    auto database = openChecked(copy, sqlite::Access::QueryOnly);
    if (!database)
        return database.error();
    return OpenSession{std::move(owned), std::move(*database), sqlite::Access::QueryOnly};
}

} // namespace

fs::path walPath(const fs::path& session)
{
    return withSuffix(session, "-wal");
}

std::uint64_t fileBytes(const fs::path& path)
{
    std::error_code failure;
    const std::uintmax_t size = fs::file_size(path, failure);
    return failure ? 0 : size;
}

base::Result<TemporaryFolder> TemporaryFolder::create()
{
    std::error_code failure;
    const fs::path parent = fs::temp_directory_path(failure);
    std::string name = (parent / "rhapsode-XXXXXX").string();
    if (failure || ::mkdtemp(name.data()) == nullptr)
        return base::errnoError(failure ? failure.value() : errno, parent.string(), ErrorCode::WriteFailed);
    return TemporaryFolder{name};
}

TemporaryFolder::~TemporaryFolder()
{
    std::error_code ignored;
    if (m_path)
        fs::remove_all(*m_path, ignored);
}

base::Result<OpenSession> openForReading(const fs::path& path)
{
    const auto raw = sqlite::RawFile::open(path);
    if (!raw)
        return raw.error();
    if (!looksLikeSession(path))
        return Error{ErrorCode::NotASession, path.string(), {}};

    for (const auto access : {sqlite::Access::QueryOnly, sqlite::Access::ReadOnly}) {
        auto database = openChecked(path, access);
        if (database)
            return OpenSession{nullptr, std::move(*database), access};
        Error error = database.error();
        if (error.code == ErrorCode::NotASession) // it looked like one: more than the first page is wrong
            error.code = ErrorCode::SessionDamaged;
        if (!needsOtherWay(error))
            return error;
    }
    if (fileBytes(walPath(path)) > 0)
        return openCopy(path);
    auto database = openChecked(path, sqlite::Access::Immutable);
    if (!database)
        return database.error();
    return OpenSession{nullptr, std::move(*database), sqlite::Access::Immutable};
}

bool looksLikeSession(const fs::path& path)
{
    static constexpr std::string_view sqliteMagic{"SQLite format 3\0", 16};
    static constexpr std::size_t applicationIdOffset = 68;
    const auto file = sqlite::RawFile::open(path);
    std::array<std::byte, 100> header{};
    if (!file || !file->read(0, header))
        return false;
    base::ByteReader reader{header};
    const auto magic = reader.bytes(sqliteMagic.size());
    const std::string_view text{reinterpret_cast<const char*>(magic.data()), magic.size()};
    reader.skip(applicationIdOffset - sqliteMagic.size());
    return text == sqliteMagic && reader.u32() == static_cast<std::uint32_t>(applicationId);
}

base::Status removeSession(const fs::path& path)
{
    std::error_code failure;
    if (!fs::remove(path, failure))
        return base::errnoError(failure ? failure.value() : ENOENT, path.string(), ErrorCode::WriteFailed);
    for (const char* suffix : {"-wal", "-shm", "-journal"}) {
        std::error_code ignored; // they are there only after a crash
        fs::remove(withSuffix(path, suffix), ignored);
    }
    return {};
}

} // namespace core::session
