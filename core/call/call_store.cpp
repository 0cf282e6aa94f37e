// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/call/call_store.h"

#include "core/call/call_progress.h"

#include <algorithm>
#include <utility>

namespace core::call {
namespace {

std::uint32_t indexHash(std::uint64_t hash)
{
    return static_cast<std::uint32_t>(hash);
}

constexpr auto isLater = [](const auto& a, const auto& b) { return a.when > b.when; };

} // namespace

CallStore::CallStore(base::CallKey lastUsedKey, CallArchive* archive, const TrackerLimits& limits)
    : m_archive(archive), m_limits(limits), m_lastKey(lastUsedKey),
      m_askForAll(static_cast<bool>(lastUsedKey))
{
}

TrackedCall& CallStore::find(std::string_view callId)
{
    const std::uint64_t hash = base::keyedHash(base::processHashKey(), callId);
    const auto known = m_index.find(indexHash(hash),
                                    [&](Slot slot) { return at(slot).text.get(CallText::CallId) == callId; });
    if (known) {
        TrackedCall& call = at(*known);
        if (call.hasLeft) {
            call.hasLeft = false;
            ++m_size;
        }
        return call;
    }
    std::optional<CallRecord> record;
    if (m_archive != nullptr && (m_askForAll || m_departed.mayContain(hash)))
        record = m_archive->find(callId);
    TrackedCall& call = takeSlot(hash);
    if (record) {
        call.load(*record);
    } else {
        m_lastKey.value += 1;
        call.key = m_lastKey;
    }
    return call;
}

base::CallKey CallStore::keyOf(std::string_view callId) const
{
    const std::uint64_t hash = base::keyedHash(base::processHashKey(), callId);
    const auto known = m_index.find(indexHash(hash),
                                    [&](Slot slot) { return at(slot).text.get(CallText::CallId) == callId; });
    if (known)
        return at(*known).key;
    if (m_archive == nullptr || !(m_askForAll || m_departed.mayContain(hash)))
        return {};
    const std::optional<CallRecord> record = m_archive->find(callId);
    return record ? record->key : base::CallKey{};
}

TrackedCall& CallStore::takeSlot(std::uint64_t hash)
{
    if (m_free.empty()) {
        const Slot first = static_cast<Slot>(m_chunks.size() * chunkSize);
        m_chunks.push_back(std::make_unique<TrackedCall[]>(chunkSize));
        for (Slot slot = first + chunkSize; slot-- > first;) {
            at(slot).slot = slot;
            m_free.push_back(slot);
        }
    }
    TrackedCall& call = at(m_free.back());
    m_free.pop_back();
    call.hash = hash;
    m_index.insert(indexHash(hash), call.slot);
    ++m_size;
    return call;
}

void CallStore::freeSlot(TrackedCall& call)
{
    TrackedCall empty;
    empty.slot = call.slot;
    empty.text = std::move(call.text);
    empty.text.clear();
    empty.seen = std::move(call.seen);
    empty.seen.clear();
    call = std::move(empty);
    m_free.push_back(call.slot);
}

CallStore::List CallStore::listOf(const TrackedCall& call)
{
    if (isFinished(call.state))
        return Finished;
    return call.deadline == base::Timestamp::max() ? Unfinished : Waiting;
}

void CallStore::link(TrackedCall& call)
{
    const List list = listOf(call);
    Ends& ends = m_lists[list];
    call.list = list;
    call.previous = ends.last;
    call.next = none;
    (ends.last == none ? ends.first : at(ends.last).next) = call.slot;
    ends.last = call.slot;
    m_nextEvent = std::min(m_nextEvent, leaveTime(list));
}

void CallStore::unlink(TrackedCall& call)
{
    if (call.list == NoList)
        return;
    Ends& ends = m_lists[call.list];
    (call.previous == none ? ends.first : at(call.previous).next) = call.next;
    (call.next == none ? ends.last : at(call.next).previous) = call.previous;
    call.list = NoList;
}

/// When the first call of the list leaves.
base::Timestamp CallStore::leaveTime(List list) const
{
    const Slot first = m_lists[list].first;
    if (first == none || list == Waiting)
        return base::Timestamp::max();
    return later(at(first).activity, list == Finished ? m_limits.finishedIdle : m_limits.unfinishedIdle);
}

void CallStore::settle(TrackedCall& call, base::Timestamp now)
{
    call.activity = now;
    unlink(call);
    link(call);
    queueDeadline(call);
    markChanged(call);
    const std::size_t footprint = call.footprint();
    m_bytes += footprint - call.countedBytes;
    call.countedBytes = footprint;
    makeRoom(call);
}

void CallStore::markChanged(TrackedCall& call)
{
    if (std::exchange(call.isChanged, true))
        return;
    m_changed.push_back(call.slot);
}

void CallStore::makeRoom(const TrackedCall& newcomer)
{
    while ((m_size > m_limits.calls || m_bytes > m_limits.bytes) && m_size > 1) {
        Slot oldest = none;
        for (const Ends& ends : m_lists) {
            if (ends.first != none && ends.first != newcomer.slot &&
                (oldest == none || at(ends.first).activity < at(oldest).activity))
                oldest = ends.first;
        }
        leave(at(oldest));
        ++m_evictedEarly;
    }
}

void CallStore::leave(TrackedCall& call)
{
    unlink(call);
    --m_size;
    m_bytes -= std::exchange(call.countedBytes, 0);
    call.queued = base::Timestamp::max();
    m_departed.add(call.hash);
    call.forgetTransient();
    // Without an archive nothing comes back, also not while its last change waits to be taken.
    if (m_archive == nullptr || !call.isChanged)
        m_index.erase(indexHash(call.hash), call.slot);
    if (call.isChanged)
        call.hasLeft = true;
    else
        freeSlot(call);
}

void CallStore::processEvents(base::Timestamp now)
{
    // In order of time, so that one long step gives the same result as many short ones.
    for (;;) {
        const Event event = nextEvent();
        m_nextEvent = event.when;
        if (event.when > now || event.when == base::Timestamp::max())
            return;
        if (event.list == NoList)
            passDeadline();
        else
            leave(at(m_lists[event.list].first));
    }
}

CallStore::Event CallStore::nextEvent()
{
    while (!m_deadlines.empty() && !isCurrent(m_deadlines.front())) {
        std::pop_heap(m_deadlines.begin(), m_deadlines.end(), isLater);
        m_deadlines.pop_back();
    }
    Event event;
    if (!m_deadlines.empty())
        event.when = m_deadlines.front().when;
    for (const List list : {Finished, Unfinished}) {
        if (leaveTime(list) < event.when)
            event = {leaveTime(list), list};
    }
    return event;
}

bool CallStore::isCurrent(const Deadline& deadline) const
{
    return at(deadline.slot).queued == deadline.when;
}

void CallStore::passDeadline()
{
    const Deadline deadline = m_deadlines.front();
    std::pop_heap(m_deadlines.begin(), m_deadlines.end(), isLater);
    m_deadlines.pop_back();
    TrackedCall& call = at(deadline.slot);
    call.queued = base::Timestamp::max();
    if (call.deadline != deadline.when) { // it was put off since
        queueDeadline(call);
        return;
    }
    timeOut(call);
    call.activity = deadline.when;
    unlink(call);
    link(call);
    markChanged(call);
}

void CallStore::queueDeadline(TrackedCall& call)
{
    if (call.deadline >= call.queued)
        return; // the entry in the queue comes first and looks again
    call.queued = call.deadline;
    m_nextEvent = std::min(m_nextEvent, call.deadline);
    m_deadlines.push_back({call.deadline, call.slot});
    std::push_heap(m_deadlines.begin(), m_deadlines.end(), isLater);
    // Entries that no longer hold may lie far in the future; they must not pile up.
    if (m_deadlines.size() > 2 * m_size + chunkSize) {
        std::erase_if(m_deadlines, [this](const Deadline& deadline) { return !isCurrent(deadline); });
        std::make_heap(m_deadlines.begin(), m_deadlines.end(), isLater);
    }
}

void CallStore::takeChanged(const std::function<void(const CallRecord&)>& visit)
{
    std::sort(m_changed.begin(), m_changed.end(), [this](Slot a, Slot b) { return at(a).key < at(b).key; });
    for (const Slot slot : m_changed) {
        TrackedCall& call = at(slot);
        call.isChanged = false;
        call.fill(m_record);
        if (call.hasLeft) {
            if (m_archive != nullptr)
                m_index.erase(indexHash(call.hash), call.slot);
            freeSlot(call);
        }
        visit(m_record);
    }
    m_changed.clear();
}

} // namespace core::call
