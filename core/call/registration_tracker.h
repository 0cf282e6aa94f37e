// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/call/call_tracker.h"
#include "core/call/registration_attempt.h"
#include "core/call/registration_bindings.h"

#include <functional>
#include <unordered_map>
#include <utility>
#include <vector>

namespace core::call {

/// Bounds on memory: the bindings that were idle longest, and the attempts that began first, are forgotten
/// early. A binding that was forgotten keeps its row, and is another one when it is seen again.
struct RegistrationLimits {
    std::size_t bindings = 50'000;
    std::size_t attempts = 50'000;
};

/// Follows registrations as bindings: what REGISTER asks for, and what the registrar makes of it (RFC 3261
/// section 10). One thread; messages in id order. Results depend on the messages and their arrival only.
///
/// An attempt is looked at on the first hop that was seen, as its client saw it: copies of its messages on
/// later hops count for nothing. Bindings that only a 200 names are taken over from it.
class RegistrationTracker {
public:
    explicit RegistrationTracker(RegistrationLimits limits = {})
        : m_limits(limits), m_bindings(limits.bindings)
    {
    }

    /// Goes on with bindings that were recorded before; before the first message.
    void restore(RegistrationRecord record);

    /// `track` is what the call tracker said of the message. Anything but REGISTER costs next to nothing.
    void take(const sip::Message& message, const MessageTrack& track, const MessageContext& context);

    /// Lets time pass: bindings expire, requests remain without an answer.
    void advance(base::Timestamp arrived);

    void takeChanged(const std::function<void(const RegistrationRecord&)>& visit)
    {
        m_bindings.takeChanged(visit);
    }

    [[nodiscard]] bool hasChanges() const { return m_bindings.hasChanges(); }

    /// Bindings and attempts that were forgotten early.
    [[nodiscard]] std::uint64_t evicted() const { return m_evicted + m_bindings.evicted(); }

private:
    using Attempts = std::unordered_map<std::uint64_t, RegistrationAttempt>;

    void takeRequest(const sip::Message& request, std::uint64_t key, const MessageTrack& track,
                     const MessageContext& context);
    void takeResponse(const sip::Message& response, std::uint64_t key, const MessageTrack& track,
                      const MessageContext& context);
    void startOver(RegistrationAttempt& attempt, base::Timestamp captured);
    void ask(RegistrationAttempt& attempt, const sip::Message& request, const MessageContext& context);
    void nameTargets(RegistrationAttempt& attempt, const sip::Message& request);
    TrackedBinding* movedFrom(const RegistrationAttempt& attempt, const sip::Message& request);
    void beginAttempt(RegistrationAttempt& attempt);

    void grant(RegistrationAttempt& attempt, const sip::Message& response, base::Timestamp captured);
    std::optional<Contact> grantedTo(const TrackedBinding& binding, const sip::Message& response);
    void grantTarget(const RegistrationAttempt::Target& target, const sip::Message& response,
                     base::Timestamp captured);
    void grantOthers(const RegistrationAttempt& attempt, const sip::Message& response,
                     base::Timestamp captured);
    void put(TrackedBinding& binding, std::uint32_t seconds, base::Timestamp captured);
    void remove(TrackedBinding& binding);

    void refuse(RegistrationAttempt& attempt, const sip::Message& response, base::Timestamp captured);
    void count(RegistrationAttempt& attempt, RegistrationFailure kind, unsigned status,
               base::Timestamp captured);
    void fail(RegistrationAttempt& attempt);
    void addQuestion(RegistrationAttempt& attempt);
    void giveUp(RegistrationAttempt& attempt, base::Timestamp time);
    void setDeadline(Attempts::value_type& entry, base::Timestamp deadline);
    void queueDeadline(Attempts::value_type& entry);
    /// The first one with a deadline of at most `time`, which has none any more; the end when there is none.
    Attempts::iterator takeDue(base::Timestamp time);
    RegistrationAttempt& attemptFor(std::uint64_t key);

    RegistrationLimits m_limits;
    RegistrationBindings m_bindings;
    Attempts m_attempts;
    DeadlineQueue<std::uint64_t> m_deadlines; ///< an entry holds while it is the attempt's `queued`
    base::Timestamp m_now = base::Timestamp::min();
    std::uint64_t m_evicted = 0;
};

} // namespace core::call
