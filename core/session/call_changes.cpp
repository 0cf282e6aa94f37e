// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/call_changes.h"

#include "core/session/varint.h"

#include <algorithm>
#include <utility>

namespace core::session {

CallChanges::CallChanges(sqlite::Database& database)
    : m_lastChange(database, "SELECT last_change FROM state"),
      m_changes(database, "SELECT id, keys FROM call_changes WHERE id > ? ORDER BY id")
{
}

base::Result<std::vector<std::int64_t>> CallChanges::read(const IdRuns& known)
{
    std::vector<std::int64_t> keys;
    std::int64_t last = m_seen;
    if (m_lastChange.query().next())
        last = m_lastChange.integer(0);
    m_lastChange.reset();
    std::int64_t expected = m_seen + 1;
    for (m_changes.query(m_isFirst ? last : m_seen); m_changes.next(); ++expected) {
        if (m_changes.integer(0) != expected)
            break; // too old ones are gone
        VarintReader reader{m_changes.bytes(1)};
        for (std::int64_t key = 0; !reader.isAtEnd();) {
            key = reader.difference(key);
            if (known.rowOf(key))
                keys.push_back(key);
        }
    }
    if (auto status = m_changes.status(); !status)
        return status.error();
    m_changes.reset();
    if (!std::exchange(m_isFirst, false) && expected != last + 1) {
        keys.clear();
        for (std::size_t row = 0; row < known.size(); ++row)
            keys.push_back(known.idAt(row));
    }
    m_seen = last;
    std::sort(keys.begin(), keys.end());
    keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
    return keys;
}

} // namespace core::session
