// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/file_descriptor.h"
#include "core/base/result.h"

#include <cstddef>
#include <filesystem>
#include <span>
#include <string_view>
#include <vector>

namespace core::exporting {

/// Renames; when the target must not exist, the file system decides that in the same step where it can.
/// Returns the error number, EEXIST when `to` is there and may not be replaced, or 0.
[[nodiscard]] int renameFile(const std::filesystem::path& from, const std::filesystem::path& to,
                             bool overwrite);

/// A file that appears whole or not at all: it is written under another name in the same folder and renamed
/// by commit(). Without commit() it is removed. The first failure sticks and is returned by commit().
class AtomicFile {
public:
    /// FileExists, FolderNotWritable.
    [[nodiscard]] static base::Result<AtomicFile> create(const std::filesystem::path& path, bool overwrite);
    AtomicFile(AtomicFile&& other) noexcept;
    AtomicFile& operator=(AtomicFile&&) = delete;
    AtomicFile(const AtomicFile&) = delete;
    AtomicFile& operator=(const AtomicFile&) = delete;
    ~AtomicFile();

    void write(std::span<const std::byte> bytes);
    void write(std::string_view text);

    [[nodiscard]] std::uint64_t size() const { return m_size; }

    /// What went wrong so far.
    [[nodiscard]] const base::Status& status() const { return m_status; }

    /// DiskFull, WriteFailed; FileExists when somebody else made the file in the meantime.
    base::Status commit();

private:
    AtomicFile(std::filesystem::path path, std::filesystem::path temporary, base::FileDescriptor descriptor,
               bool overwrite);
    void flush();

    std::filesystem::path m_path;
    std::filesystem::path m_temporary; ///< empty once it is gone
    base::FileDescriptor m_descriptor;
    bool m_overwrite;
    std::vector<std::byte> m_buffer;
    std::uint64_t m_size = 0;
    base::Status m_status;
};

} // namespace core::exporting
