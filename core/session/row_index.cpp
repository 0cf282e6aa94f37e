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

RowIndex RowIndex::dense(std::shared_ptr<const IdRuns> ids)
{
    RowIndex index;
    index.m_count = ids->size();
    index.m_ids = std::move(ids);
    return index;
}

RowIndex RowIndex::listed(std::vector<std::uint32_t> rows, std::shared_ptr<const IdRuns> ids)
{
    RowIndex index;
    index.m_isDense = false;
    index.m_rows = std::move(rows);
    index.m_isInIdOrder = std::is_sorted(index.m_rows.begin(), index.m_rows.end());
    index.m_ids = std::move(ids);
    return index;
}

std::optional<std::size_t> RowIndex::rowOf(std::int64_t id) const
{
    if (id < 1 || (!m_ids && id - 1 > std::int64_t{UINT32_MAX}))
        return std::nullopt;
    const auto place = m_ids ? m_ids->rowOf(id) : std::optional{static_cast<std::size_t>(id - 1)};
    if (!place)
        return std::nullopt;
    const auto wanted = static_cast<std::uint32_t>(*place);
    if (m_isDense)
        return wanted < m_count ? std::optional<std::size_t>{wanted} : std::nullopt;
    const auto found = m_isInIdOrder ? std::lower_bound(m_rows.begin(), m_rows.end(), wanted)
                                     : std::find(m_rows.begin(), m_rows.end(), wanted);
    if (found == m_rows.end() || *found != wanted)
        return std::nullopt;
    return static_cast<std::size_t>(found - m_rows.begin());
}

bool RowIndex::beginsWith(const RowIndex& earlier) const
{
    if (earlier.size() > size())
        return false;
    if (earlier.size() == 0)
        return true;
    if (m_isDense != earlier.m_isDense || (m_ids == nullptr) != (earlier.m_ids == nullptr))
        return false;
    if (m_ids && !m_ids->beginsWith(*earlier.m_ids))
        return false;
    return m_isDense || std::equal(earlier.m_rows.begin(), earlier.m_rows.end(), m_rows.begin());
}

} // namespace core::session
