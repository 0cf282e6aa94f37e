// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/call/call_record.h"

#include <cstdint>
#include <deque>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace core::session {

/// Calls that are not yet in the file: changed since the last commit, held back, or on their way. Session
/// thread.
///
/// A call changes with each of its messages. Live, it is written with every commit. During an import it is
/// written when it is new and again when no commit has changed it for a while, which makes about two
/// writes a call.
class PendingCalls {
public:
    /// `quietCommits`: how many commits a changed call must stay as it is before it is written; 0: none.
    explicit PendingCalls(std::uint64_t quietCommits) : m_quietCommits(quietCommits) {}

    /// `hash` is the keyed hash of the Call-ID; `commit` the number of the commit that is being filled.
    void put(std::uint64_t hash, const call::CallRecord& record, bool isNew, std::uint64_t commit);

    /// Newest state of a call that is pending; null when it is not.
    [[nodiscard]] const call::CallRecord* find(std::uint64_t hash, std::string_view callId) const;

    /// Calls `visit(record, isNew)` for the calls that commit number `commit` must write.
    template <typename Visitor>
    void take(std::uint64_t commit, Visitor visit);
    /// The same for all that were not yet taken.
    template <typename Visitor>
    void takeAll(std::uint64_t commit, Visitor visit);

    /// Forgets calls that are in the file up to this commit.
    void forgetCommitted(std::uint64_t commit);

    [[nodiscard]] std::size_t size() const { return m_entries.size(); }

private:
    struct Entry {
        call::CallRecord record;
        std::uint64_t changedIn = 0; ///< commit that was being filled when it changed last
        std::uint64_t takenIn = 0;   ///< commit that writes it
        bool isDirty = false;
        bool isNew = false;
    };

    struct Place {
        std::uint64_t hash = 0;
        base::CallKey key;
    };

    struct Generation {
        std::uint64_t commit = 0;
        std::vector<Place> places;
    };

    struct HashIsKey {
        std::size_t operator()(std::uint64_t hash) const noexcept { return hash; }
    };

    using Entries = std::unordered_multimap<std::uint64_t, Entry, HashIsKey>;

    Entries::iterator locate(Place place);
    template <typename Visitor>
    void takePlace(Place place, std::uint64_t commit, Visitor visit);

    std::uint64_t m_quietCommits;
    Entries m_entries;
    std::vector<Place> m_new;
    std::deque<Generation> m_changed; ///< by the commit in which they changed
    std::deque<Generation> m_taken;   ///< by the commit that writes them
};

template <typename Visitor>
void PendingCalls::takePlace(Place place, std::uint64_t commit, Visitor visit)
{
    const auto found = locate(place);
    if (found == m_entries.end() || !found->second.isDirty)
        return;
    Entry& entry = found->second;
    visit(entry.record, place.hash, entry.isNew);
    entry.isDirty = false;
    entry.isNew = false;
    entry.takenIn = commit;
    m_taken.back().places.push_back(place);
}

template <typename Visitor>
void PendingCalls::take(std::uint64_t commit, Visitor visit)
{
    m_taken.push_back({commit, {}});
    for (const Place& place : m_new)
        takePlace(place, commit, visit);
    m_new.clear();
    while (!m_changed.empty() && m_changed.front().commit + m_quietCommits <= commit) {
        for (const Place& place : m_changed.front().places) {
            const auto found = locate(place);
            if (found != m_entries.end() && found->second.changedIn == m_changed.front().commit)
                takePlace(place, commit, visit);
        }
        m_changed.pop_front();
    }
}

template <typename Visitor>
void PendingCalls::takeAll(std::uint64_t commit, Visitor visit)
{
    take(commit, visit);
    for (const Generation& generation : m_changed) {
        for (const Place& place : generation.places)
            takePlace(place, commit, visit);
    }
    m_changed.clear();
}

} // namespace core::session
