// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/session/sqlite/statement.h"
#include "core/session/stream_details.h"
#include "core/session/stream_rows.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace core::session {

/// The tables stream_rows, stream_details, stream_told and stream_intervals, unless they are there.
[[nodiscard]] std::string streamTables();

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
    StreamDetailWriter m_details;
};

/// False for a session of an earlier program that did not know streams.
[[nodiscard]] base::Result<bool> hasStreamTables(sqlite::Database& database);

/// In the order of their ids; none where there are no tables. Of one call, or all.
[[nodiscard]] base::Result<std::vector<StreamRow>> readStreams(sqlite::Database& database,
                                                               std::optional<base::CallKey> call = {});
/// At most `limit` of those whose ids are greater than `id`.
[[nodiscard]] base::Result<std::vector<StreamRow>> readStreamsAfter(sqlite::Database& database,
                                                                    std::int64_t id, std::size_t limit);
/// Whether any stream goes from one of the addresses to another of them: RTP between them was captured.
[[nodiscard]] base::Result<bool> hasStreamBetween(sqlite::Database& database,
                                                  const std::vector<std::string>& addresses);
/// Of a stream that readStreams() had.
[[nodiscard]] base::Result<std::vector<StreamIntervalRow>> readStreamIntervals(sqlite::Database& database,
                                                                               std::int64_t stream);

} // namespace core::session
