// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/ring_registrations.h"

namespace core::session {

base::Status RingRegistrations::prepare(sqlite::Database& database)
{
    m_remove = {database,
                "DELETE FROM registration_rows WHERE id > ?1 AND id <= ?2 AND last_time <= ?3"
                " AND (expires IS NULL OR expires <= ?3) AND id NOT IN"
                " (SELECT r.id FROM registration_rows r JOIN call_rows c ON c.key = r.call JOIN marks m"
                " ON m.call_id = c.call_id AND m.frame = 0 WHERE r.id > ?1 AND r.id <= ?2)"};
    const auto prepared = m_round.prepare(database, "registration_rows");
    return prepared ? m_remove.status() : prepared;
}

base::Status RingRegistrations::clean(base::Timestamp time)
{
    const auto rows = m_round.next();
    if (!rows)
        return rows.error();
    return m_remove.run(rows->before, rows->last, base::toNanoseconds(time));
}

} // namespace core::session
