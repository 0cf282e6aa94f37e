// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/call/call_index.h"
#include "core/call/call_record.h"

#include <cstdint>
#include <deque>
#include <string_view>
#include <vector>

namespace core::session {

/// Calls that are not yet in the file: changed since the last commit, held back, or on their way. Session
/// thread.
///
/// A call changes with each of its messages. Live, it is written with every commit. During an import it is
/// written when it is new and again when no commit has changed it for a while, which makes about two
/// writes a call. Where nobody reads the session meanwhile, new calls wait like changed ones: one write a
/// call.
///
/// Entries stay at their place, so that what waits names them by number and looks nothing up; free ones are
/// used again with the memory of their texts.
class PendingCalls {
public:
    /// `quietCommits`: how many commits a changed call must stay as it is before it is written; 0: none.
    explicit PendingCalls(std::uint64_t quietCommits, bool areNewHeld = false)
        : m_quietCommits(quietCommits), m_areNewHeld(areNewHeld)
    {
    }

    /// `hash` is the keyed hash of the Call-ID; `commit` the number of the commit that is being filled.
    void put(std::uint64_t hash, const call::CallRecord& record, bool isNew, std::uint64_t commit);

    /// Newest state of a call that is pending; null when it is not.
    [[nodiscard]] const call::CallRecord* find(std::uint64_t hash, std::string_view callId) const;

    /// Calls `visit(record, hash, isNew)` for the calls that commit number `commit` must write.
    template <typename Visitor>
    void take(std::uint64_t commit, Visitor visit);
    /// The same for all that were not yet taken.
    template <typename Visitor>
    void takeAll(std::uint64_t commit, Visitor visit);

    /// Forgets calls that are in the file up to this commit.
    void forgetCommitted(std::uint64_t commit);

    [[nodiscard]] std::size_t size() const { return m_entries.size() - m_free.size(); }

private:
    using Slot = std::uint32_t;

    struct Entry {
        call::CallRecord record;
        std::uint64_t hash = 0;
        std::uint64_t changedIn = 0; ///< commit that was being filled when it changed last
        std::uint64_t takenIn = 0;   ///< commit that writes it
        bool isDirty = false;
        bool isNew = false;
    };

    struct Generation {
        std::uint64_t commit = 0;
        std::vector<Slot> places;
    };

    [[nodiscard]] static std::uint32_t indexHash(std::uint64_t hash)
    {
        return static_cast<std::uint32_t>(hash);
    }

    Slot slotOf(std::uint64_t hash, base::CallKey key);
    void erase(Slot slot);
    template <typename Visitor>
    void takeSlot(Slot slot, std::uint64_t commit, Visitor visit);

    std::uint64_t m_quietCommits;
    bool m_areNewHeld;
    std::deque<Entry> m_entries;
    std::vector<Slot> m_free;
    call::CallIndex m_index;
    std::vector<Slot> m_new;
    std::deque<Generation> m_changed; ///< by the commit in which they changed
    std::deque<Generation> m_taken;   ///< by the commit that writes them
};

template <typename Visitor>
void PendingCalls::takeSlot(Slot slot, std::uint64_t commit, Visitor visit)
{
    Entry& entry = m_entries[slot];
    if (!entry.isDirty)
        return;
    visit(entry.record, entry.hash, entry.isNew);
    entry.isDirty = false;
    entry.isNew = false;
    entry.takenIn = commit;
    m_taken.back().places.push_back(slot);
}

template <typename Visitor>
void PendingCalls::take(std::uint64_t commit, Visitor visit)
{
    m_taken.push_back({commit, {}});
    for (const Slot slot : m_new)
        takeSlot(slot, commit, visit);
    m_new.clear();
    while (!m_changed.empty() && m_changed.front().commit + m_quietCommits <= commit) {
        for (const Slot slot : m_changed.front().places) {
            if (m_entries[slot].changedIn == m_changed.front().commit)
                takeSlot(slot, commit, visit);
        }
        m_changed.pop_front();
    }
}

template <typename Visitor>
void PendingCalls::takeAll(std::uint64_t commit, Visitor visit)
{
    take(commit, visit);
    for (const Generation& generation : m_changed) {
        for (const Slot slot : generation.places)
            takeSlot(slot, commit, visit);
    }
    m_changed.clear();
}

} // namespace core::session
