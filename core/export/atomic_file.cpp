// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/export/atomic_file.h"

#include "core/base/ascii.h"

#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <string>
#include <unistd.h>
#include <utility>

namespace core::exporting {
namespace {

constexpr std::size_t bufferSize = 256U << 10U;

base::Error failure(int errorNumber, const std::filesystem::path& path)
{
    return base::errnoError(errorNumber, path.string(), base::ErrorCode::WriteFailed);
}

/// ".name.12345-1.part" in the folder of `path`.
std::filesystem::path temporaryName(const std::filesystem::path& path, unsigned attempt)
{
    const std::string name = '.' + path.filename().string() + '.' + std::to_string(::getpid()) + '-' +
                             std::to_string(attempt) + ".part";
    return path.parent_path() / name;
}

} // namespace

int renameFile(const std::filesystem::path& from, const std::filesystem::path& to, bool overwrite)
{
    if (!overwrite) {
        if (::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE) == 0)
            return 0;
        // Only EINVAL says that the file system cannot decide.
        if (errno != EINVAL)
            return errno;
        std::error_code ignored;
        if (std::filesystem::exists(to, ignored))
            return EEXIST;
    }
    return std::rename(from.c_str(), to.c_str()) == 0 ? 0 : errno;
}

AtomicFile::AtomicFile(std::filesystem::path path, std::filesystem::path temporary,
                       base::FileDescriptor descriptor, bool overwrite)
    : m_path(std::move(path)), m_temporary(std::move(temporary)), m_descriptor(std::move(descriptor)),
      m_overwrite(overwrite)
{
    m_buffer.reserve(bufferSize);
}

AtomicFile::AtomicFile(AtomicFile&& other) noexcept
    : m_path(std::move(other.m_path)), m_temporary(std::exchange(other.m_temporary, {})),
      m_descriptor(std::move(other.m_descriptor)), m_overwrite(other.m_overwrite),
      m_buffer(std::move(other.m_buffer)), m_size(other.m_size), m_status(std::move(other.m_status))
{
}

AtomicFile::~AtomicFile()
{
    if (!m_temporary.empty())
        ::unlink(m_temporary.c_str());
}

base::Result<AtomicFile> AtomicFile::create(const std::filesystem::path& path, bool overwrite)
{
    std::error_code ignored;
    if (!overwrite && std::filesystem::exists(path, ignored))
        return base::Error{base::ErrorCode::FileExists, path.string(), {}};
    constexpr unsigned attempts = 100;
    for (unsigned attempt = 0; attempt < attempts; ++attempt) {
        std::filesystem::path temporary = temporaryName(path, attempt);
        constexpr mode_t everyone = 0666; // less what the user's umask takes away
        base::FileDescriptor descriptor{
            ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, everyone)};
        if (descriptor)
            return AtomicFile{path, std::move(temporary), std::move(descriptor), overwrite};
        if (errno == EEXIST)
            continue;
        base::Error error = failure(errno, path);
        // A folder that is missing or not ours: the advice is the same.
        if (errno == ENOENT || errno == ENOTDIR)
            error.code = base::ErrorCode::FolderNotWritable;
        return error;
    }
    return base::Error{base::ErrorCode::FolderNotWritable, path.string(), {}};
}

void AtomicFile::write(std::span<const std::byte> bytes)
{
    m_size += bytes.size();
    m_buffer.insert(m_buffer.end(), bytes.begin(), bytes.end());
    if (m_buffer.size() >= bufferSize)
        flush();
}

void AtomicFile::write(std::string_view text)
{
    write(base::asBytes(text));
}

void AtomicFile::flush()
{
    std::span<const std::byte> rest{m_buffer};
    while (!rest.empty() && m_status) {
        const ssize_t written = ::write(m_descriptor.get(), rest.data(), rest.size());
        if (written >= 0)
            rest = rest.subspan(static_cast<std::size_t>(written));
        else if (errno != EINTR)
            m_status = failure(errno, m_path);
    }
    m_buffer.clear();
}

base::Status AtomicFile::commit()
{
    flush();
    // Some file systems report a full disk only here.
    if (m_status && ::fsync(m_descriptor.get()) != 0 && errno != EINVAL)
        m_status = failure(errno, m_path);
    if (m_status) {
        if (const int error = renameFile(m_temporary, m_path, m_overwrite); error != 0)
            m_status = failure(error, m_path);
    }
    if (m_status)
        m_temporary.clear();
    return m_status;
}

} // namespace core::exporting
