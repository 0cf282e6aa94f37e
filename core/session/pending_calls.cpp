// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/pending_calls.h"

namespace core::session {

PendingCalls::Entries::iterator PendingCalls::locate(Place place)
{
    auto [at, end] = m_entries.equal_range(place.hash);
    while (at != end && at->second.record.key != place.key)
        ++at;
    return at == end ? m_entries.end() : at;
}

void PendingCalls::put(std::uint64_t hash, const call::CallRecord& record, bool isNew, std::uint64_t commit)
{
    const Place place{hash, record.key};
    auto found = locate(place);
    if (found == m_entries.end())
        found = m_entries.emplace(hash, Entry{});
    Entry& entry = found->second;
    entry.record = record;
    if (isNew) {
        entry.isNew = true;
        m_new.push_back(place);
    } else if (!entry.isNew && (!entry.isDirty || entry.changedIn != commit)) {
        if (m_changed.empty() || m_changed.back().commit != commit)
            m_changed.push_back({commit, {}});
        m_changed.back().places.push_back(place);
    }
    entry.isDirty = true;
    entry.changedIn = commit;
}

const call::CallRecord* PendingCalls::find(std::uint64_t hash, std::string_view callId) const
{
    for (auto [at, end] = m_entries.equal_range(hash); at != end; ++at) {
        if (at->second.record.callId == callId)
            return &at->second.record;
    }
    return nullptr;
}

void PendingCalls::forgetCommitted(std::uint64_t commit)
{
    for (; !m_taken.empty() && m_taken.front().commit <= commit; m_taken.pop_front()) {
        for (const Place& place : m_taken.front().places) {
            const auto found = locate(place);
            if (found != m_entries.end() && !found->second.isDirty &&
                found->second.takenIn == m_taken.front().commit)
                m_entries.erase(found);
        }
    }
}

} // namespace core::session
