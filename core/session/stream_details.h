// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/session/sqlite/statement.h"
#include "core/session/stream_rows.h"

#include <string_view>
#include <vector>

namespace core::session {

/// The tables stream_details and stream_told, unless they are there: what RTCP, the sound and SDP say of
/// streams, and what reports of other kinds do. Sessions of earlier programs have stream_rows without them.
[[nodiscard]] std::string_view streamDetailTable();

/// Writes what stream_rows has no columns for. Within somebody's transaction.
class StreamDetailWriter {
public:
    base::Status prepare(sqlite::Database& database);
    /// Replaces the row of the same stream.
    base::Status write(const StreamRow& row);

private:
    base::Status writeTold(const StreamRow& row);

    sqlite::Statement m_put;
    sqlite::Statement m_putTold;
};

/// Fills in what is kept of `streams`, which are in the order of their ids; nothing where there is no table.
base::Status readStreamDetails(sqlite::Database& database, std::vector<StreamRow>& streams);

} // namespace core::session
