// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/session/sqlite/database.h"
#include "core/session/sqlite/statement.h"

#include <cstdint>
#include <string>

namespace core::session {

/// Goes through the rows of a table by their ids, around and around, a bounded number at a time. One thread.
class RingRound {
public:
    /// Behind `before` up to `last`; none when that is 0.
    struct Ids {
        std::int64_t before = 0;
        std::int64_t last = 0;
    };

    base::Status prepare(sqlite::Database& database, const std::string& table)
    {
        m_end = {database, "SELECT max(id), count(*) FROM (SELECT id FROM " + table +
                               " WHERE id > ?1 ORDER BY id LIMIT ?2)"};
        return m_end.status();
    }

    /// The next rows of the table.
    [[nodiscard]] base::Result<Ids> next()
    {
        const bool found = m_end.query(m_last, rowsAtATime).next();
        const Ids ids{m_last, found ? m_end.integer(0) : 0};
        const bool isAtEnd = !found || m_end.integer(1) < rowsAtATime;
        if (auto status = m_end.status(); !status)
            return status.error();
        m_end.reset();
        m_last = isAtEnd ? 0 : ids.last;
        return ids;
    }

private:
    /// More than the frames of one block bring.
    static constexpr std::int64_t rowsAtATime = 4'096;

    sqlite::Statement m_end;
    std::int64_t m_last = 0;
};

} // namespace core::session
