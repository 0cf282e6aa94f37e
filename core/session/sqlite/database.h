// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

struct sqlite3;

namespace core::session::sqlite {

enum class Access : std::uint8_t {
    Create,    ///< read and write; the file is made when missing
    ReadWrite, ///< read and write an existing file
    QueryOnly, ///< no SQL that writes, but the connection may take part in the WAL's housekeeping
    ReadOnly,  ///< the file cannot be written to, another process may change it
    Immutable, ///< nobody changes the file; no locks, no WAL
};

enum class Checkpoint : std::uint8_t {
    Passive,  ///< as far as it goes without waiting for anybody
    Restart,  ///< all of it, and the next writer begins at the start of the WAL
    Truncate, ///< all of it, and the WAL is cut to zero bytes
};

/// One connection to an SQLite file. One thread at a time; interrupt() from any thread. This folder is the
/// only place that includes sqlite3.h.
class Database {
public:
    [[nodiscard]] static base::Result<Database> open(const std::filesystem::path& path, Access access);

    /// Runs one or more statements without results.
    base::Status execute(const std::string& sql);
    /// First column of the first row, as a number; an error when there is no row.
    [[nodiscard]] base::Result<std::int64_t> integer(const std::string& sql);
    base::Status checkpoint(Checkpoint mode);
    /// From now on counts the pages in the WAL; ends automatic checkpoints on this connection.
    base::Status watchWal();

    /// As of this connection's last commit.
    [[nodiscard]] std::int64_t walPages() const { return m_walPages ? *m_walPages : 0; }

    /// Makes the statement that runs now on this connection end with an error.
    void interrupt();

    /// What a failed call on this connection means.
    [[nodiscard]] base::Error error(int resultCode) const;
    [[nodiscard]] static base::Error errorOf(sqlite3* handle, int resultCode);

    [[nodiscard]] const std::string& path() const { return m_path; }

    [[nodiscard]] sqlite3* handle() const { return m_handle.get(); }

private:
    struct Closer {
        void operator()(sqlite3* handle) const;
    };

    Database(sqlite3* handle, std::string path) : m_handle(handle), m_path(std::move(path)) {}

    std::unique_ptr<std::int64_t> m_walPages; ///< its address is known to SQLite
    std::unique_ptr<sqlite3, Closer> m_handle;
    std::string m_path;
};

} // namespace core::session::sqlite
