// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace core::session {

/// The ids of a list by row, as runs of neighbours: one run from 1 in a session that still has everything;
/// in a ring one that begins later, behind what was kept of marked calls. A value.
class IdRuns {
public:
    struct Run {
        std::int64_t firstId = 0;
        std::uint32_t firstRow = 0;
        std::uint32_t count = 0;

        bool operator==(const Run&) const = default;
    };

    /// Rows next to each other.
    struct Rows {
        std::size_t first = 0;
        std::size_t count = 0;
    };

    IdRuns() = default;
    /// The ids from 1 to `last`.
    [[nodiscard]] static IdRuns upTo(std::int64_t last);

    /// More ids behind the last one; nothing happens when `count` is not positive.
    void append(std::int64_t firstId, std::int64_t count);

    [[nodiscard]] std::size_t size() const
    {
        return m_runs.empty() ? 0 : std::size_t{m_runs.back().firstRow} + m_runs.back().count;
    }

    [[nodiscard]] std::int64_t lastId() const
    {
        return m_runs.empty() ? 0 : m_runs.back().firstId + m_runs.back().count - 1;
    }

    /// `row` must exist. O(1) in a single run, else O(log runs).
    [[nodiscard]] std::int64_t idAt(std::size_t row) const
    {
        const Run& run = m_runs.size() == 1 ? m_runs.front() : runWithRow(row);
        return run.firstId + static_cast<std::int64_t>(row - run.firstRow);
    }

    [[nodiscard]] std::optional<std::size_t> rowOf(std::int64_t id) const
    {
        const Run* run = m_runs.size() == 1 ? &m_runs.front() : runBefore(id);
        if (run == nullptr || id < run->firstId || id - run->firstId >= std::int64_t{run->count})
            return std::nullopt;
        return run->firstRow + static_cast<std::size_t>(id - run->firstId);
    }

    /// The first row whose id is not smaller; size() when there is none.
    [[nodiscard]] std::size_t firstRowFrom(std::int64_t id) const;

    [[nodiscard]] std::span<const Run> runs() const { return m_runs; }

    /// `earlier` has the same ids, as far as it goes.
    [[nodiscard]] bool beginsWith(const IdRuns& earlier) const;

    /// The rows of this list that `later` still has, in its order; nothing when `later` has other ids between
    /// them, so that rows would have to be put in.
    [[nodiscard]] std::optional<std::vector<Rows>> keptBy(const IdRuns& later) const;

    bool operator==(const IdRuns&) const = default;

private:
    [[nodiscard]] const Run& runWithRow(std::size_t row) const;
    /// The last run that begins at or before the id; null when there is none.
    [[nodiscard]] const Run* runBefore(std::int64_t id) const;

    std::vector<Run> m_runs; ///< never neighbours: ids are left out between two
};

} // namespace core::session
