// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/ring_streams.h"

namespace core::session {
namespace {

/// Streams of calls that somebody marked.
constexpr const char* marked =
    "(SELECT r.id FROM stream_rows r JOIN call_rows c ON c.key = r.call JOIN marks m"
    " ON m.call_id = c.call_id AND m.frame = 0 WHERE r.id > ?1 AND r.id <= ?2)";

} // namespace

base::Status RingStreams::prepare(sqlite::Database& database)
{
    m_removeIntervals = {
        database,
        std::string{"DELETE FROM stream_intervals WHERE stream > ?1 AND stream <= ?2 AND begin <= ?3"
                    " AND stream NOT IN "} +
            marked};
    m_removeStreams = {
        database,
        std::string{"DELETE FROM stream_rows WHERE id > ?1 AND id <= ?2 AND last_time <= ?3 AND id NOT IN "} +
            marked};
    m_removeDetails = {database,
                       "DELETE FROM stream_details WHERE stream > ?1 AND stream <= ?2 AND stream NOT IN"
                       " (SELECT id FROM stream_rows WHERE id > ?1 AND id <= ?2)"};
    m_removeTold = {database, "DELETE FROM stream_told WHERE stream > ?1 AND stream <= ?2 AND stream NOT IN"
                              " (SELECT id FROM stream_rows WHERE id > ?1 AND id <= ?2)"};
    for (const base::Status& prepared :
         {m_streams.prepare(database, "stream_rows"), m_removeIntervals.status(), m_removeStreams.status(),
          m_removeDetails.status(), m_removeTold.status()}) {
        if (!prepared)
            return prepared;
    }
    return {};
}

base::Status RingStreams::clean(base::Timestamp time)
{
    const auto streams = m_streams.next();
    if (!streams)
        return streams.error();
    const std::int64_t nanos = base::toNanoseconds(time);
    if (auto done = m_removeIntervals.run(streams->before, streams->last, nanos); !done)
        return done;
    if (auto done = m_removeStreams.run(streams->before, streams->last, nanos); !done)
        return done;
    if (auto done = m_removeTold.run(streams->before, streams->last); !done)
        return done;
    return m_removeDetails.run(streams->before, streams->last);
}

} // namespace core::session
