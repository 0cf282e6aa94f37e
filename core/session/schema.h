// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/keyed_hash.h"
#include "core/base/result.h"
#include "core/session/sqlite/database.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace core::session {

/// "RhpS": stands at byte 68 of every session (see the SQLite file format).
inline constexpr std::int32_t applicationId = 0x52687053;
/// user_version of the files that this program writes.
inline constexpr std::int32_t schemaVersion = 2;
/// Measured on 1M messages: 4 KiB pages load 5 % slower, 32 KiB pages 5 % faster; but a live commit of a few
/// rows writes one page per table ten times a second.
inline constexpr std::uint32_t pageSize = 8192;

/// Must run before anything else on a new, empty file.
base::Status preparePages(sqlite::Database& database);

/// All tables, indexes and views of a new session. What is primary (written by people, or counted where
/// frames were lost) survives reindexing, see copyPrimary(); everything else can be made again from frames.
base::Status createSchema(sqlite::Database& database, std::string_view creator);

/// What finds the mark of a call. Sessions of earlier versions get it with their next mark.
inline constexpr std::string_view marksIndex =
    "CREATE INDEX IF NOT EXISTS mark_places ON marks(call_id, frame);";

/// The tables of RTP streams and their view, unless they are there: sessions of earlier programs have none.
[[nodiscard]] base::Status addStreamTables(sqlite::Database& database);

/// NotASession, SessionNewer, SessionOlder, or success.
base::Status checkVersion(sqlite::Database& database);

/// An existing session of this version, to be changed past its writer.
[[nodiscard]] base::Result<sqlite::Database> openForWriting(const std::filesystem::path& session);

/// The key of the hashes in table call_hashes.
[[nodiscard]] base::Result<base::HashKey> readHashKey(sqlite::Database& database);

} // namespace core::session
