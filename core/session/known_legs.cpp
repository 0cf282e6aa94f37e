// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/known_legs.h"

#include "core/session/session_table.h"

namespace core::session {

base::Result<filter::Column> KnownLegs::column(SessionTable& table, std::size_t rows,
                                               const std::stop_token& stop)
{
    if (!m_legs || m_legs->size() != rows) {
        std::vector<std::int64_t> legs(rows, filter::Column::absent);
        if (m_count) {
            auto counted = m_count(table, stop);
            if (!counted)
                return counted.error();
            legs = *std::move(counted);
            legs.resize(rows, filter::Column::absent);
        }
        m_legs = std::move(legs);
    }
    filter::Column column;
    column.integers = *m_legs;
    return column;
}

} // namespace core::session
