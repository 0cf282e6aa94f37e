// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/call/registration_tracker.h"
#include "core/call/saturating_time.h"

#include <algorithm>

// What becomes of bindings when a registrar grants what was asked for.
namespace core::call {
namespace {

constexpr base::Duration flappingWithin = std::chrono::minutes{5};

/// The contact of a response that has no other.
std::optional<Contact> onlyContact(const sip::Message& response)
{
    std::optional<Contact> only;
    std::size_t seen = 0;
    forEachContact(response, [&](const Contact& contact) {
        only = contact;
        return ++seen < 2;
    });
    return seen == 1 ? only : std::nullopt;
}

/// A change that may be flapping.
void noteChange(TrackedBinding& binding, base::Timestamp captured)
{
    std::rotate(binding.changes.begin(), binding.changes.begin() + 1, binding.changes.end());
    binding.changes.back() = captured;
    const base::Timestamp first = binding.changes.front();
    if (first != base::Timestamp{} && captured >= first && elapsed(first, captured) <= flappingWithin)
        binding.record.isFlapping = true;
}

} // namespace

void RegistrationTracker::grant(RegistrationAttempt& attempt, const sip::Message& response,
                                base::Timestamp captured)
{
    for (const RegistrationAttempt::Target& target : attempt.targets)
        grantTarget(target, response, captured);
    const bool isRewritten = attempt.targets.size() == 1 && onlyContact(response).has_value();
    if (!isRewritten)
        grantOthers(attempt, response, captured);
    attempt.phase = RegistrationAttempt::Phase::Finished;
    attempt.challenges.clear();
}

/// What the registrar says of the binding (RFC 3261 section 10.3 step 8). One that lists a single contact
/// means the one that was asked for, even when it writes it in its own way.
std::optional<Contact> RegistrationTracker::grantedTo(const TrackedBinding& binding,
                                                      const sip::Message& response)
{
    std::optional<Contact> granted = onlyContact(response);
    std::size_t seen = 0;
    forEachContact(response, [&](const Contact& contact) {
        if (!granted && m_bindings.find(binding.aor, contact) == &binding)
            granted = contact;
        return !granted && ++seen < mostContacts;
    });
    return granted;
}

void RegistrationTracker::grantTarget(const RegistrationAttempt::Target& target, const sip::Message& response,
                                      base::Timestamp captured)
{
    TrackedBinding* const binding = m_bindings.find(target.binding);
    if (binding == nullptr)
        return;
    RegistrationRecord& record = binding->record;
    record.lastTime = std::max(record.lastTime, captured);
    m_bindings.touch(*binding, m_now);
    if (target.expiry == 0) {
        remove(*binding);
        return;
    }
    if (!target.contact.empty()) {
        record.contact = target.contact;
        binding->contact = contactDigest(target.contact);
        ++record.contactChanges;
        noteChange(*binding, captured);
    }
    const std::optional<Contact> granted = grantedTo(*binding, response);
    std::uint32_t seconds = granted ? granted->expiry : noExpiry;
    if (seconds == noExpiry)
        seconds = expiresHeader(response);
    if (seconds == noExpiry)
        seconds = target.expiry;
    if (granted) {
        const auto gruu = sip::findParameter(granted->parameters, "pub-gruu");
        record.gruu = gruu.value_or(std::string_view{}).substr(0, 512);
    }
    if (seconds == 0) {
        remove(*binding);
        return;
    }
    if (record.state == RegistrationState::Registered)
        ++record.refreshes;
    put(*binding, seconds, captured);
}

/// Bindings of the address of record that the registrar lists, whoever made them.
void RegistrationTracker::grantOthers(const RegistrationAttempt& attempt, const sip::Message& response,
                                      base::Timestamp captured)
{
    const std::uint32_t forAll = expiresHeader(response);
    std::size_t seen = 0;
    forEachContact(response, [&](const Contact& contact) {
        const std::uint32_t seconds = contact.expiry != noExpiry ? contact.expiry : forAll;
        TrackedBinding* binding = m_bindings.find(attempt.aor, contact);
        const bool isTarget =
            binding != nullptr &&
            std::any_of(attempt.targets.begin(), attempt.targets.end(),
                        [&](const auto& target) { return target.binding == binding->record.id; });
        if (isTarget || contact.isAll() || seconds == 0)
            return ++seen < mostContacts;
        if (binding == nullptr) {
            binding = &m_bindings.add(attempt.aor, attempt.aorText, contact, m_now);
            binding->record.firstTime = captured;
            binding->record.call = attempt.call;
            binding->record.path = attempt.path;
        }
        binding->record.lastTime = std::max(binding->record.lastTime, captured);
        put(*binding, seconds, captured);
        m_bindings.touch(*binding, m_now);
        return ++seen < mostContacts;
    });
}

void RegistrationTracker::put(TrackedBinding& binding, std::uint32_t seconds, base::Timestamp captured)
{
    RegistrationRecord& record = binding.record;
    const bool isBack =
        record.removals != 0 && !record.expires && record.state != RegistrationState::Registered;
    record.state = RegistrationState::Registered;
    record.refreshed = captured;
    if (isBack)
        noteChange(binding, captured);
    if (seconds == noExpiry) {
        record.expires.reset();
        record.interval.reset();
        m_bindings.setDeadline(binding, base::Timestamp::max());
        return;
    }
    record.interval = std::chrono::seconds{seconds};
    record.expires = later(captured, *record.interval);
    m_bindings.setDeadline(binding, later(later(m_now, *record.interval), registrationLateness));
}

void RegistrationTracker::remove(TrackedBinding& binding)
{
    RegistrationRecord& record = binding.record;
    ++record.removals;
    record.state = RegistrationState::Unregistered;
    record.expires.reset();
    m_bindings.setDeadline(binding, base::Timestamp::max());
}

} // namespace core::call
