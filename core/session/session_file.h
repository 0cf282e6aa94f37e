// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/session/sqlite/database.h"

#include <cstdint>
#include <filesystem>
#include <memory>

namespace core::session {

[[nodiscard]] std::filesystem::path walPath(const std::filesystem::path& session);
/// 0 when there is no such file.
[[nodiscard]] std::uint64_t fileBytes(const std::filesystem::path& path);

/// A folder of our own that is removed with everything in it.
class TemporaryFolder {
public:
    [[nodiscard]] static base::Result<TemporaryFolder> create();
    TemporaryFolder(TemporaryFolder&&) noexcept = default;
    TemporaryFolder& operator=(TemporaryFolder&&) noexcept = default;
    ~TemporaryFolder();

    [[nodiscard]] const std::filesystem::path& path() const { return *m_path; }

private:
    explicit TemporaryFolder(std::filesystem::path path)
        : m_path(std::make_unique<std::filesystem::path>(std::move(path)))
    {
    }

    std::unique_ptr<std::filesystem::path> m_path;
};

/// A session that is open for reading.
struct OpenSession {
    /// Set when the session is read through a copy.
    std::unique_ptr<TemporaryFolder> copy;
    sqlite::Database database;
    /// How further connections to database.path() are to be opened.
    sqlite::Access access = sqlite::Access::QueryOnly;
};

/// Opens for reading, whatever state the file is in: growing, closed, on a read-only disk, or left behind
/// by a crash with its WAL (in a folder that cannot be written to it is then read through a private copy).
[[nodiscard]] base::Result<OpenSession> openForReading(const std::filesystem::path& path);

} // namespace core::session
