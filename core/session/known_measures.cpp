// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/known_measures.h"

namespace core::session {

base::Result<filter::Column> KnownMeasures::column(SessionTable& table, call::Measure measure,
                                                   const std::stop_token& stop)
{
    if (!m_measured && m_measure) {
        auto measured = m_measure(table, stop);
        if (!measured)
            return measured.error();
        m_measured = *std::move(measured);
    }
    filter::Column column;
    column.rowOfValue.emplace();
    if (m_measured) {
        const MeasuredDelays& delays = (*m_measured)[static_cast<std::size_t>(measure)];
        column.integers = delays.nanoseconds;
        column.rowOfValue = delays.rows;
    }
    return column;
}

} // namespace core::session
