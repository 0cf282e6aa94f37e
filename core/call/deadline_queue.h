// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/timestamp.h"

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

namespace core::call {

/// Keys by time, the earliest first, and by key where times are equal. Nothing is taken out but the first
/// one: who puts a time off leaves the entry, and looks again when it comes up. That costs nothing a message,
/// where an ordered set costs two searches and an allocation. One thread.
template <typename Key>
class DeadlineQueue {
public:
    using Entry = std::pair<base::Timestamp, Key>;

    [[nodiscard]] bool isEmpty() const { return m_entries.empty(); }

    [[nodiscard]] const Entry& first() const { return m_entries.front(); }

    void push(base::Timestamp time, Key key)
    {
        m_entries.emplace_back(time, key);
        std::push_heap(m_entries.begin(), m_entries.end(), isLater);
    }

    void pop()
    {
        std::pop_heap(m_entries.begin(), m_entries.end(), isLater);
        m_entries.pop_back();
    }

    /// Entries that no longer hold may lie far in the future; they must not pile up. To be called after
    /// push(): when there are far more entries than the `needed` ones, keeps those that `holds(entry)`
    /// accepts.
    template <typename Predicate>
    void prune(std::size_t needed, Predicate holds)
    {
        constexpr std::size_t spareEntries = 256;
        if (m_entries.size() <= 2 * needed + spareEntries)
            return;
        std::erase_if(m_entries, [&](const Entry& entry) { return !holds(entry); });
        std::make_heap(m_entries.begin(), m_entries.end(), isLater);
    }

private:
    static bool isLater(const Entry& a, const Entry& b) { return a > b; }

    std::vector<Entry> m_entries; // a heap
};

} // namespace core::call
