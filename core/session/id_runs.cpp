// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/id_runs.h"

namespace core::session {

IdRuns IdRuns::upTo(std::int64_t last)
{
    IdRuns ids;
    ids.append(1, last);
    return ids;
}

void IdRuns::append(std::int64_t firstId, std::int64_t count)
{
    if (count <= 0)
        return;
    if (!m_runs.empty() && firstId == lastId() + 1)
        m_runs.back().count += static_cast<std::uint32_t>(count);
    else
        m_runs.push_back({firstId, static_cast<std::uint32_t>(size()), static_cast<std::uint32_t>(count)});
}

const IdRuns::Run& IdRuns::runWithRow(std::size_t row) const
{
    const auto behind =
        std::upper_bound(m_runs.begin(), m_runs.end(), row,
                         [](std::size_t wanted, const Run& run) { return wanted < run.firstRow; });
    return *(behind - 1);
}

const IdRuns::Run* IdRuns::runBefore(std::int64_t id) const
{
    const auto behind =
        std::upper_bound(m_runs.begin(), m_runs.end(), id,
                         [](std::int64_t wanted, const Run& run) { return wanted < run.firstId; });
    return behind == m_runs.begin() ? nullptr : &*(behind - 1);
}

std::size_t IdRuns::firstRowFrom(std::int64_t id) const
{
    const Run* run = runBefore(id);
    if (run == nullptr)
        return 0;
    return run->firstRow + static_cast<std::size_t>(std::min(id - run->firstId, std::int64_t{run->count}));
}

bool IdRuns::beginsWith(const IdRuns& earlier) const
{
    if (earlier.m_runs.size() > m_runs.size())
        return false;
    for (std::size_t i = 0; i < earlier.m_runs.size(); ++i) {
        const Run& before = earlier.m_runs[i];
        const Run& now = m_runs[i];
        const bool isLast = i + 1 == earlier.m_runs.size();
        if (now.firstId != before.firstId || (isLast ? now.count < before.count : now.count != before.count))
            return false;
    }
    return true;
}

std::optional<std::vector<IdRuns::Rows>> IdRuns::keptBy(const IdRuns& later) const
{
    std::vector<Rows> kept;
    for (const Run& run : later.m_runs) {
        const std::int64_t end = std::min(run.firstId + run.count, lastId() + 1);
        if (run.firstId >= end)
            break;
        // Runs are as long as can be: its ids lie within one run of ours, or one of them is new.
        const auto first = rowOf(run.firstId);
        const auto last = rowOf(end - 1);
        if (!first || !last || *last - *first != static_cast<std::size_t>(end - 1 - run.firstId))
            return std::nullopt;
        kept.push_back({*first, *last - *first + 1});
    }
    return kept;
}

} // namespace core::session
