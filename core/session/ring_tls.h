// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/timestamp.h"
#include "core/session/ring_round.h"
#include "core/session/sqlite/database.h"
#include "core/session/sqlite/statement.h"

namespace core::session {

/// Takes TLS connections out of a ring of which no frame is left, and the secrets of connections that are
/// not there any more. Looks at a bounded number of rows at a time, at all of them in turn. Within the
/// transactions of the writer; one thread.
class RingTls {
public:
    base::Status prepare(sqlite::Database& database);

    /// Frames up to `time` are gone.
    base::Status clean(base::Timestamp time);

private:
    RingRound m_connections;
    RingRound m_secrets;
    sqlite::Statement m_removeConnections;
    sqlite::Statement m_removeSecrets;
};

} // namespace core::session
