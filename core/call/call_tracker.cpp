// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/call/call_tracker.h"

#include "core/call/call_progress.h"
#include "core/call/call_store.h"
#include "core/call/capture_points.h"
#include "core/call/fingerprint.h"

#include <algorithm>

namespace core::call {
namespace {

constexpr std::size_t messagesPerTransaction = 4;

void count(TrackedCall& call, const Arrival& arrival)
{
    const MessageContext& context = arrival.context;
    if (call.messages == 0) {
        call.firstMessage = context.id;
        call.firstTime = context.captured;
        call.lastTime = context.captured;
    }
    call.firstTime = std::min(call.firstTime, context.captured);
    call.lastTime = std::max(call.lastTime, context.captured);
    call.lastMessage = context.id;
    ++call.messages;
    if (arrival.message.isRequest())
        ++call.requests;
}

} // namespace

class CallTracker::Implementation {
public:
    Implementation(base::CallKey lastUsedKey, CallArchive* archive, const TrackerLimits& limits)
        : m_store(lastUsedKey, archive, limits),
          m_messagesPerCall(limits.transactionsPerCall * messagesPerTransaction)
    {
    }

    MessageTrack track(const sip::Message& message, const MessageContext& context)
    {
        advance(context.arrived);
        const Arrival arrival{message, context, m_now,
                              parseMethod(message.isRequest() ? message.method() : message.cseq().method)};
        TrackedCall& call = m_store.find(message.callId());
        if (call.messages == 0)
            beginCall(call, arrival);
        const base::SourceId point{m_points.numberOf(context.source, context.agentId, context.agentName)};
        const Repetition repetition = call.seen.observe(fingerprintOf(message, context.path), context.id,
                                                        point, m_now, m_messagesPerCall);
        const MessageTrack track{call.key, call.lastMessage, repetition.retransmissionOf,
                                 repetition.duplicateOf};
        count(call, arrival);
        if (!repetition)
            progress(call, arrival);
        else if (repetition.retransmissionOf)
            ++call.retransmissions;
        m_store.settle(call, m_now);
        return track;
    }

    void advance(base::Timestamp arrived)
    {
        m_now = std::max(m_now, arrived);
        m_store.advance(m_now);
    }

    CallStore& store() { return m_store; }

private:
    CallStore m_store;
    std::size_t m_messagesPerCall;
    CapturePoints m_points;
    base::Timestamp m_now = base::Timestamp::min();
};

CallTracker::CallTracker(base::CallKey lastUsedKey, CallArchive* archive, TrackerLimits limits)
    : m_implementation(std::make_unique<Implementation>(lastUsedKey, archive, limits))
{
}

CallTracker::~CallTracker() = default;
CallTracker::CallTracker(CallTracker&&) noexcept = default;
CallTracker& CallTracker::operator=(CallTracker&&) noexcept = default;

MessageTrack CallTracker::track(const sip::Message& message, const MessageContext& context)
{
    return m_implementation->track(message, context);
}

void CallTracker::advance(base::Timestamp arrived)
{
    m_implementation->advance(arrived);
}

void CallTracker::takeChanged(const std::function<void(const CallRecord&)>& visit)
{
    m_implementation->store().takeChanged(visit);
}

base::CallKey CallTracker::find(std::string_view callId) const
{
    return m_implementation->store().keyOf(callId);
}

void CallTracker::skipThrough(base::CallKey key)
{
    m_implementation->store().skipThrough(key);
}

base::CallKey CallTracker::lastKey() const
{
    return m_implementation->store().lastKey();
}

std::size_t CallTracker::callsInMemory() const
{
    return m_implementation->store().size();
}

std::uint64_t CallTracker::callsEvictedEarly() const
{
    return m_implementation->store().evictedEarly();
}

} // namespace core::call
