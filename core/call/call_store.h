// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/call/call_index.h"
#include "core/call/call_tracker.h"
#include "core/call/departed_calls.h"
#include "core/call/tracked_call.h"

#include <algorithm>
#include <array>
#include <functional>
#include <memory>
#include <vector>

namespace core::call {

/// The calls in memory: finds them, brings them back from the archive, lets their time pass and lets them go.
///
/// What it does depends on the messages and their arrival only, never on how often advance() and
/// takeChanged() are called: deadlines and departures take effect in order of time before the next message is
/// looked at, and a call whose change was not taken yet is forgotten in the same way as one that comes back
/// from the archive.
class CallStore {
public:
    CallStore(base::CallKey lastUsedKey, CallArchive* archive, const TrackerLimits& limits);

    /// The call with this Call-ID, from memory or the archive, or a new one (without messages) with the next
    /// key.
    TrackedCall& find(std::string_view callId);

    /// Its key, in memory or in the archive; none: there is no such call. Changes nothing.
    [[nodiscard]] base::CallKey keyOf(std::string_view callId) const;

    /// `call` has got a message that arrived at `now`; others may have to leave for it.
    void settle(TrackedCall& call, base::Timestamp now);

    /// Lets deadlines pass and idle calls leave.
    void advance(base::Timestamp now)
    {
        if (now >= m_nextEvent)
            processEvents(now);
    }

    void takeChanged(const std::function<void(const CallRecord&)>& visit);

    void skipThrough(base::CallKey key)
    {
        m_lastKey = std::max(m_lastKey, key);
        m_askForAll = true;
    }

    [[nodiscard]] base::CallKey lastKey() const { return m_lastKey; }

    [[nodiscard]] std::size_t size() const { return m_size; }

    [[nodiscard]] std::uint64_t evictedEarly() const { return m_evictedEarly; }

private:
    using Slot = std::uint32_t;
    static constexpr Slot none = TrackedCall::noSlot;
    static constexpr std::size_t chunkSize = 256;

    /// Calls by what makes them leave; each list is in order of activity.
    enum List : std::uint8_t {
        Finished,   ///< leave after TrackerLimits::finishedIdle
        Unfinished, ///< leave after TrackerLimits::unfinishedIdle
        Waiting,    ///< have a deadline, leave only early
        listCount,
        NoList = listCount,
    };

    struct Ends {
        Slot first = none;
        Slot last = none;
    };

    struct Deadline {
        base::Timestamp when;
        Slot slot = none;
    };

    struct Event {
        base::Timestamp when = base::Timestamp::max();
        List list = NoList; ///< NoList: a deadline
    };

    TrackedCall& at(Slot slot) { return m_chunks[slot / chunkSize][slot % chunkSize]; }

    const TrackedCall& at(Slot slot) const { return m_chunks[slot / chunkSize][slot % chunkSize]; }

    TrackedCall& takeSlot(std::uint64_t hash);
    void freeSlot(TrackedCall& call);

    void link(TrackedCall& call);
    void unlink(TrackedCall& call);
    [[nodiscard]] static List listOf(const TrackedCall& call);
    [[nodiscard]] base::Timestamp leaveTime(List list) const;

    void processEvents(base::Timestamp now);
    Event nextEvent();
    void passDeadline();
    void queueDeadline(TrackedCall& call);
    [[nodiscard]] bool isCurrent(const Deadline& deadline) const;

    void markChanged(TrackedCall& call);
    void leave(TrackedCall& call);
    void makeRoom(const TrackedCall& newcomer);

    CallArchive* m_archive;
    TrackerLimits m_limits;
    base::CallKey m_lastKey;
    /// The session held calls before: any Call-ID may be one of them.
    bool m_askForAll;

    std::vector<std::unique_ptr<TrackedCall[]>> m_chunks;
    std::vector<Slot> m_free;
    CallIndex m_index;
    DepartedCalls m_departed;
    std::array<Ends, listCount> m_lists{};
    std::vector<Deadline> m_deadlines; // a heap, earliest first; entries that no longer hold are skipped
    std::vector<Slot> m_changed;
    CallRecord m_record;                                  // reused for every visit
    base::Timestamp m_nextEvent = base::Timestamp::max(); // or earlier
    std::size_t m_size = 0;
    std::size_t m_bytes = 0;
    std::uint64_t m_evictedEarly = 0;
};

} // namespace core::call
