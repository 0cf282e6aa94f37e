// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/sqlite/raw_file.h"

#include <cerrno>
#include <sqlite3.h>
#include <string>
#include <sys/stat.h>
#include <vector>

namespace core::session::sqlite {

struct RawFile::Handle {
    /// As large as the file layer asks for; the path with the two zeros that it wants behind it.
    std::vector<std::max_align_t> storage;
    std::string path;

    sqlite3_file* file() { return reinterpret_cast<sqlite3_file*>(storage.data()); }
};

void RawFile::Closer::operator()(Handle* handle) const
{
    if (handle->file()->pMethods != nullptr)
        handle->file()->pMethods->xClose(handle->file());
    const std::unique_ptr<Handle> owned{handle};
}

base::Result<RawFile> RawFile::open(const std::filesystem::path& path)
{
    struct stat info {};

    if (::stat(path.c_str(), &info) != 0)
        return base::errnoError(errno, path.string(), base::ErrorCode::FileNotReadable);
    if (!S_ISREG(info.st_mode))
        return base::Error{base::ErrorCode::FileNotReadable, path.string(), {}};

    sqlite3_initialize();
    sqlite3_vfs* layer = sqlite3_vfs_find(nullptr);
    std::unique_ptr<Handle, Closer> handle{new Handle};
    const auto units = static_cast<std::size_t>(layer->szOsFile) / sizeof(std::max_align_t) + 1;
    handle->storage.resize(units);
    handle->path = std::filesystem::absolute(path).string() + std::string(4, '\0');
    const int code = layer->xOpen(layer, handle->path.c_str(), handle->file(),
                                  SQLITE_OPEN_READONLY | SQLITE_OPEN_MAIN_DB, nullptr);
    if (code != SQLITE_OK)
        return base::errnoError(EACCES, path.string(), base::ErrorCode::FileNotReadable);
    return RawFile{std::move(handle)};
}

std::uint64_t RawFile::size() const
{
    sqlite3_int64 size = 0;
    if (m_handle->file()->pMethods->xFileSize(m_handle->file(), &size) != SQLITE_OK)
        return 0;
    return static_cast<std::uint64_t>(size);
}

bool RawFile::read(std::uint64_t offset, std::span<std::byte> out) const
{
    return m_handle->file()->pMethods->xRead(m_handle->file(), out.data(), static_cast<int>(out.size()),
                                             static_cast<sqlite3_int64>(offset)) == SQLITE_OK;
}

} // namespace core::session::sqlite
