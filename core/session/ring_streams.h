// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/timestamp.h"
#include "core/session/ring_round.h"
#include "core/session/sqlite/database.h"
#include "core/session/sqlite/statement.h"

namespace core::session {

/// Takes RTP streams and intervals out of a ring that are older than its frames, but for those of marked
/// calls. Looks at a bounded number of rows at a time, at all of them in turn. Within the transactions of the
/// writer; one thread.
class RingStreams {
public:
    base::Status prepare(sqlite::Database& database);

    /// Frames up to `time` are gone.
    base::Status clean(base::Timestamp time);

private:
    RingRound m_streams;
    sqlite::Statement m_removeIntervals;
    sqlite::Statement m_removeStreams;
    sqlite::Statement m_removeDetails;
    sqlite::Statement m_removeTold;
};

} // namespace core::session
