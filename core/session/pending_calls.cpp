// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/pending_calls.h"

#include <algorithm>

namespace core::session {
namespace {

/// Longer texts do not stay with a free entry.
constexpr std::size_t largestKeptText = 256;

bool hasLongText(const call::CallRecord& record)
{
    const auto texts = {&record.callId,       &record.method,    &record.fromUser,
                        &record.fromHost,     &record.toUser,    &record.toHost,
                        &record.firstFromTag, &record.remoteTag, &record.finalReason};
    return std::ranges::any_of(texts,
                               [](const std::string* text) { return text->capacity() > largestKeptText; });
}

} // namespace

/// Of the call's entry; a new one when it has none.
PendingCalls::Slot PendingCalls::slotOf(std::uint64_t hash, base::CallKey key)
{
    const auto known =
        m_index.find(indexHash(hash), [&](Slot slot) { return m_entries[slot].record.key == key; });
    if (known)
        return *known;
    if (m_free.empty()) {
        m_free.push_back(static_cast<Slot>(m_entries.size()));
        m_entries.emplace_back();
    }
    const Slot slot = m_free.back();
    m_free.pop_back();
    m_index.insert(indexHash(hash), slot);
    m_entries[slot].hash = hash;
    return slot;
}

void PendingCalls::erase(Slot slot)
{
    Entry& entry = m_entries[slot];
    m_index.erase(indexHash(entry.hash), slot);
    entry.changedIn = 0;
    entry.takenIn = 0;
    if (hasLongText(entry.record))
        entry.record = {};
    m_free.push_back(slot);
}

void PendingCalls::put(std::uint64_t hash, const call::CallRecord& record, bool isNew, std::uint64_t commit)
{
    const Slot slot = slotOf(hash, record.key);
    Entry& entry = m_entries[slot];
    entry.record = record;
    entry.isNew = entry.isNew || isNew;
    const bool isAtOnce = entry.isNew && !m_areNewHeld;
    if (isAtOnce) {
        if (isNew)
            m_new.push_back(slot);
    } else if (!entry.isDirty || entry.changedIn != commit) {
        if (m_changed.empty() || m_changed.back().commit != commit)
            m_changed.push_back({commit, {}});
        m_changed.back().places.push_back(slot);
    }
    entry.isDirty = true;
    entry.changedIn = commit;
}

const call::CallRecord* PendingCalls::find(std::uint64_t hash, std::string_view callId) const
{
    const auto slot = m_index.find(
        indexHash(hash), [&](Slot candidate) { return m_entries[candidate].record.callId == callId; });
    return slot ? &m_entries[*slot].record : nullptr;
}

void PendingCalls::forgetCommitted(std::uint64_t commit)
{
    for (; !m_taken.empty() && m_taken.front().commit <= commit; m_taken.pop_front()) {
        for (const Slot slot : m_taken.front().places) {
            const Entry& entry = m_entries[slot];
            if (!entry.isDirty && entry.takenIn == m_taken.front().commit)
                erase(slot);
        }
    }
}

} // namespace core::session
