// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/session/sqlite/statement.h"
#include "core/session/stream_rows.h"

#include <string>
#include <string_view>
#include <vector>

namespace core::session {

/// The tables stream_rows and stream_intervals, unless they are there.
[[nodiscard]] std::string_view streamTables();

/// Writes rows within somebody's transaction.
class StreamTableWriter {
public:
    base::Status prepare(sqlite::Database& database);
    /// Both replace the row with the same key.
    base::Status write(const StreamRow& row);
    base::Status write(const StreamIntervalRow& row);

private:
    sqlite::Statement m_putStream;
    sqlite::Statement m_putInterval;
};

/// False for a session of an earlier program that did not know streams.
[[nodiscard]] base::Result<bool> hasStreamTables(sqlite::Database& database);

/// In the order of their ids; none where there are no tables.
[[nodiscard]] base::Result<std::vector<StreamRow>> readStreams(sqlite::Database& database);
/// Of a stream that readStreams() had.
[[nodiscard]] base::Result<std::vector<StreamIntervalRow>> readStreamIntervals(sqlite::Database& database,
                                                                               std::int64_t stream);

} // namespace core::session
