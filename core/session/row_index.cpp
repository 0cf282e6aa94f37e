// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/session_table.h"

#include <algorithm>

namespace core::session {

RowIndex RowIndex::dense(std::int64_t count)
{
    RowIndex index;
    index.m_count = static_cast<std::size_t>(count);
    return index;
}

RowIndex RowIndex::listed(std::vector<std::uint32_t> rows)
{
    RowIndex index;
    index.m_isDense = false;
    index.m_rows = std::move(rows);
    index.m_isInIdOrder = std::is_sorted(index.m_rows.begin(), index.m_rows.end());
    return index;
}

std::optional<std::size_t> RowIndex::rowOf(std::int64_t id) const
{
    if (id < 1 || id - 1 > std::int64_t{UINT32_MAX})
        return std::nullopt;
    const auto wanted = static_cast<std::uint32_t>(id - 1);
    if (m_isDense)
        return wanted < m_count ? std::optional<std::size_t>{wanted} : std::nullopt;
    const auto found = m_isInIdOrder ? std::lower_bound(m_rows.begin(), m_rows.end(), wanted)
                                     : std::find(m_rows.begin(), m_rows.end(), wanted);
    if (found == m_rows.end() || *found != wanted)
        return std::nullopt;
    return static_cast<std::size_t>(found - m_rows.begin());
}

} // namespace core::session
