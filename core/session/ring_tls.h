// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/timestamp.h"
#include "core/session/sqlite/database.h"
#include "core/session/sqlite/statement.h"

#include <cstdint>

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
    /// Goes through the rows of a table by their ids, around and around.
    struct Round {
        sqlite::Statement end;
        sqlite::Statement remove;
        std::int64_t last = 0;
    };

    /// Behind `before` up to `last`; none when that is 0.
    struct Ids {
        std::int64_t before = 0;
        std::int64_t last = 0;
    };

    /// The next rows of a table.
    [[nodiscard]] static base::Result<Ids> next(Round& round);

    Round m_connections;
    Round m_secrets;
};

} // namespace core::session
