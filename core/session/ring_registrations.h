// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/timestamp.h"
#include "core/session/ring_round.h"
#include "core/session/sqlite/database.h"
#include "core/session/sqlite/statement.h"

namespace core::session {

/// Takes bindings out of a ring of which nothing was heard since its oldest frames, but for those of marked
/// calls and those that are still in force. Looks at a bounded number of rows at a time. Within the
/// transactions of the writer; one thread.
class RingRegistrations {
public:
    base::Status prepare(sqlite::Database& database);

    /// Frames up to `time` are gone.
    base::Status clean(base::Timestamp time);

private:
    RingRound m_round;
    sqlite::Statement m_remove;
};

} // namespace core::session
