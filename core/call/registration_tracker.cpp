// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/call/registration_tracker.h"

#include "core/base/keyed_hash.h"
#include "core/call/attempt.h"
#include "core/call/saturating_time.h"

#include <algorithm>

namespace core::call {
namespace {

using Phase = RegistrationAttempt::Phase;

/// T1: a client that asks anew sooner than this did not wait for an answer.
constexpr base::Duration shortestWait = std::chrono::milliseconds{500};

void note(const RegistrationAttempt::Failure& failure, RegistrationRecord& record)
{
    ++record.count(failure.kind);
    record.lastFailure = failure.kind;
    record.lastFailureStatus = failure.status;
    record.lastFailureTime = failure.captured;
    record.lastTime = std::max(record.lastTime, failure.captured);
}

} // namespace

void RegistrationTracker::restore(RegistrationRecord record)
{
    const std::uint64_t aor = base::keyedHash(base::processHashKey(), record.aor);
    const bool isInForce = record.state == RegistrationState::Registered && record.expires;
    const base::Timestamp deadline =
        isInForce ? later(*record.expires, registrationLateness) : base::Timestamp::max();
    m_bindings.restore(aor, std::move(record), deadline);
}

void RegistrationTracker::take(const sip::Message& message, const MessageTrack& track,
                               const MessageContext& context)
{
    constexpr std::string_view registerMethod = "REGISTER";
    if ((message.isRequest() ? message.method() : message.cseq().method) != registerMethod)
        return;
    advance(context.arrived);
    if (track.retransmissionOf || track.duplicateOf)
        return;
    if (!message.isRequest() && message.status() < 200)
        return;
    const std::uint64_t key = attemptKey(message, aorOf(message));
    if (message.isRequest())
        takeRequest(message, key, track, context);
    else
        takeResponse(message, key, track, context);
}

void RegistrationTracker::takeRequest(const sip::Message& request, std::uint64_t key,
                                      const MessageTrack& track, const MessageContext& context)
{
    RegistrationAttempt& attempt = attemptFor(key);
    const bool isNew = attempt.deadline == base::Timestamp{};
    if (!isNew && attempt.cseq == request.cseq().number)
        return; // on a later hop
    const bool isGoingOn = !isNew && isRepair(attempt, request);
    if (!isNew && !isGoingOn)
        startOver(attempt, context.captured);
    attempt.call = track.call;
    ask(attempt, request, context);
    if (!isGoingOn)
        beginAttempt(attempt);
    setDeadline(*m_attempts.find(key), later(m_now, responseTimeout));
}

/// The client begins anew; what it asked before has ended.
void RegistrationTracker::startOver(RegistrationAttempt& attempt, base::Timestamp captured)
{
    const bool isBroken = attempt.phase == Phase::Repair;
    const bool hasWaited = elapsed(std::min(attempt.begun, captured), captured) >= shortestWait;
    if (isBroken || (attempt.phase == Phase::Asked && hasWaited))
        giveUp(attempt, captured);
    RegistrationAttempt next;
    next.deadline = attempt.deadline;
    next.queued = attempt.queued;
    // What credentials may be made from all the same.
    if (isBroken)
        next.challenges = std::move(attempt.challenges);
    attempt = std::move(next);
}

void RegistrationTracker::ask(RegistrationAttempt& attempt, const sip::Message& request,
                              const MessageContext& context)
{
    attempt.phase = Phase::Asked;
    attempt.cseq = request.cseq().number;
    attempt.branch = textDigest(request.branch());
    attempt.aorText = aorOf(request);
    attempt.aor = base::keyedHash(base::processHashKey(), attempt.aorText);
    attempt.begun = context.captured;
    attempt.path = context.path;
    attempt.userAgent = request.userAgent().substr(0, 256);
    attempt.credentials = fingerprintsOf(sip::credentialsOf(request));
    nameTargets(attempt, request);
}

/// The binding whose client asks for another contact instead of it.
TrackedBinding* RegistrationTracker::movedFrom(const RegistrationAttempt& attempt,
                                               const sip::Message& request)
{
    for (const std::int64_t id : m_bindings.ofAor(attempt.aor)) {
        TrackedBinding* const binding = m_bindings.find(id);
        if (binding->record.call != attempt.call || binding->record.contact.empty() ||
            binding->record.contact == "*")
            continue;
        bool isKept = false;
        std::size_t seen = 0;
        forEachContact(request, [&](const Contact& contact) {
            isKept = contactDigest(contact.uri) == binding->contact && contact.expiry != 0;
            return !isKept && ++seen < mostContacts;
        });
        const bool isNamed =
            std::any_of(attempt.targets.begin(), attempt.targets.end(),
                        [id](const auto& target) { return target.binding == id && target.expiry != 0; });
        if (!isKept && !isNamed)
            return binding;
    }
    return nullptr;
}

void RegistrationTracker::nameTargets(RegistrationAttempt& attempt, const sip::Message& request)
{
    attempt.targets.clear();
    const std::uint32_t forAll = expiresHeader(request);
    std::size_t seen = 0;
    forEachContact(request, [&](const Contact& contact) {
        const std::uint32_t expiry = contact.expiry != noExpiry ? contact.expiry : forAll;
        if (contact.isAll()) {
            for (const std::int64_t id : m_bindings.ofAor(attempt.aor))
                attempt.targets.push_back({id, 0, {}});
            if (!attempt.targets.empty())
                return false;
        }
        TrackedBinding* binding = m_bindings.find(attempt.aor, contact);
        if (binding == nullptr && expiry != 0 && !contact.isAll())
            binding = movedFrom(attempt, request);
        if (binding == nullptr) {
            binding = &m_bindings.add(attempt.aor, attempt.aorText, contact, m_now);
            binding->record.firstTime = attempt.begun;
        }
        const bool isMoved = binding->contact != contactDigest(contact.uri);
        const std::int64_t id = binding->record.id;
        std::erase_if(attempt.targets, [id](const auto& target) { return target.binding == id; });
        attempt.targets.push_back(
            {id, expiry, isMoved ? std::string{contact.uri.substr(0, 512)} : std::string{}});
        return ++seen < mostContacts;
    });
    for (const RegistrationAttempt::Target& target : attempt.targets) {
        TrackedBinding* const binding = m_bindings.find(target.binding);
        if (binding == nullptr)
            continue;
        RegistrationRecord& record = binding->record;
        record.call = attempt.call;
        record.path = attempt.path;
        record.userAgent = attempt.userAgent;
        record.lastTime = attempt.begun;
        if (record.state != RegistrationState::Registered && target.expiry != 0)
            record.state = RegistrationState::Trying;
        m_bindings.touch(*binding, m_now);
    }
}

void RegistrationTracker::beginAttempt(RegistrationAttempt& attempt)
{
    for (const RegistrationAttempt::Target& target : attempt.targets) {
        if (TrackedBinding* const binding = m_bindings.find(target.binding))
            ++binding->record.attempts;
    }
}

void RegistrationTracker::takeResponse(const sip::Message& response, std::uint64_t key,
                                       const MessageTrack& track, const MessageContext& context)
{
    const auto found = m_attempts.find(key);
    if (found == m_attempts.end()) {
        if (response.status() >= 300)
            return; // nothing tells what was asked for
        RegistrationAttempt joined;
        joined.aorText = aorOf(response);
        joined.aor = base::keyedHash(base::processHashKey(), joined.aorText);
        joined.call = track.call;
        joined.path = context.path;
        std::swap(joined.path.source, joined.path.destination);
        grantOthers(joined, response, context.captured);
        return;
    }
    RegistrationAttempt& attempt = found->second;
    if (attempt.phase != Phase::Asked || attempt.cseq != response.cseq().number ||
        attempt.branch != textDigest(response.branch()))
        return;
    if (response.status() < 300)
        grant(attempt, response, context.captured);
    else
        refuse(attempt, response, context.captured);
    const bool isOver = attempt.phase == Phase::Finished;
    setDeadline(*found, later(m_now, isOver ? responseTimeout : repairTimeout));
}

void RegistrationTracker::refuse(RegistrationAttempt& attempt, const sip::Message& response,
                                 base::Timestamp captured)
{
    const unsigned status = response.status();
    if (!isChallenge(status)) {
        const RegistrationFailure kind = kindOfFailure(status);
        count(attempt, kind, status, captured);
        if (kind == RegistrationFailure::IntervalTooBrief) {
            attempt.phase = Phase::Repair;
            attempt.challenges.clear();
            return;
        }
        fail(attempt);
        return;
    }
    const auto challenges = sip::challengesOf(response);
    if (const auto kind = kindOfChallenge(attempt, challenges))
        count(attempt, *kind, status, captured);
    for (const RegistrationAttempt::Challenge& challenge : fingerprintsOf(challenges)) {
        std::erase_if(attempt.challenges,
                      [&](const auto& before) { return before.realm == challenge.realm; });
        if (attempt.challenges.size() < mostContacts)
            attempt.challenges.push_back(challenge);
    }
    attempt.phase = Phase::Repair;
}

void RegistrationTracker::count(RegistrationAttempt& attempt, RegistrationFailure kind, unsigned status,
                                base::Timestamp captured)
{
    attempt.failure = {kind, static_cast<std::uint16_t>(std::min(status, 65'535U)), captured};
    for (const RegistrationAttempt::Target& target : attempt.targets) {
        TrackedBinding* const binding = m_bindings.find(target.binding);
        if (binding == nullptr)
            continue;
        note(*attempt.failure, binding->record);
        m_bindings.touch(*binding, m_now);
    }
}

void RegistrationTracker::fail(RegistrationAttempt& attempt)
{
    attempt.phase = Phase::Finished;
    if (attempt.targets.empty())
        addQuestion(attempt);
    for (const RegistrationAttempt::Target& target : attempt.targets) {
        TrackedBinding* const binding = m_bindings.find(target.binding);
        if (binding == nullptr)
            continue;
        ++binding->record.failedAttempts;
        if (binding->record.state == RegistrationState::Trying)
            binding->record.state = RegistrationState::Failed;
        m_bindings.markChanged(*binding);
    }
}

/// A request that names no binding only asks for those there are: its failure is all there is to tell of.
void RegistrationTracker::addQuestion(RegistrationAttempt& attempt)
{
    const Contact none;
    TrackedBinding* binding = m_bindings.find(attempt.aor, none);
    if (binding == nullptr) {
        binding = &m_bindings.add(attempt.aor, attempt.aorText, none, m_now);
        binding->record.firstTime = attempt.begun;
    }
    RegistrationRecord& record = binding->record;
    record.call = attempt.call;
    record.path = attempt.path;
    record.userAgent = attempt.userAgent;
    ++record.attempts;
    if (attempt.failure)
        note(*attempt.failure, record);
    m_bindings.touch(*binding, m_now);
    attempt.targets.push_back({record.id, noExpiry, {}});
}

/// No answer came, or the client did not go on after one.
void RegistrationTracker::giveUp(RegistrationAttempt& attempt, base::Timestamp time)
{
    if (attempt.phase == Phase::Asked)
        count(attempt, RegistrationFailure::NoAnswer, 0, time);
    else if (!attempt.failure)
        count(attempt, RegistrationFailure::ChallengeUnanswered, 401, time);
    fail(attempt);
}

void RegistrationTracker::advance(base::Timestamp arrived)
{
    m_now = std::max(m_now, arrived);
    while (TrackedBinding* const binding = m_bindings.takeExpired(m_now)) {
        binding->record.state = RegistrationState::Expired;
        ++binding->record.expirations;
        m_bindings.markChanged(*binding);
    }
    for (auto due = takeDue(m_now); due != m_attempts.end(); due = takeDue(m_now)) {
        RegistrationAttempt& attempt = due->second;
        if (attempt.phase != Phase::Finished)
            giveUp(attempt,
                   later(attempt.begun, attempt.phase == Phase::Asked ? responseTimeout : repairTimeout));
        m_attempts.erase(due);
    }
}

RegistrationTracker::Attempts::iterator RegistrationTracker::takeDue(base::Timestamp time)
{
    while (!m_deadlines.isEmpty() && m_deadlines.first().first <= time) {
        const auto [deadline, key] = m_deadlines.first();
        m_deadlines.pop();
        const auto found = m_attempts.find(key);
        if (found == m_attempts.end() || found->second.queued != deadline)
            continue;
        found->second.queued = base::Timestamp::max();
        if (found->second.deadline == deadline)
            return found;
        queueDeadline(*found); // it was put off since
    }
    return m_attempts.end();
}

void RegistrationTracker::setDeadline(Attempts::value_type& entry, base::Timestamp deadline)
{
    entry.second.deadline = deadline;
    queueDeadline(entry);
}

void RegistrationTracker::queueDeadline(Attempts::value_type& entry)
{
    RegistrationAttempt& attempt = entry.second;
    if (attempt.deadline >= attempt.queued)
        return; // the entry in the queue comes first and looks again
    attempt.queued = attempt.deadline;
    m_deadlines.push(attempt.deadline, entry.first);
    m_deadlines.prune(m_attempts.size(), [this](const auto& other) {
        const auto found = m_attempts.find(other.second);
        return found != m_attempts.end() && found->second.queued == other.first;
    });
}

RegistrationAttempt& RegistrationTracker::attemptFor(std::uint64_t key)
{
    const auto found = m_attempts.find(key);
    if (found != m_attempts.end())
        return found->second;
    if (m_attempts.size() >= m_limits.attempts) {
        if (const auto first = takeDue(base::Timestamp::max()); first != m_attempts.end()) {
            m_attempts.erase(first);
            ++m_evicted;
        }
    }
    return m_attempts[key];
}

} // namespace core::call
