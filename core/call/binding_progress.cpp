// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/call/binding_progress.h"

#include "core/base/ascii.h"
#include "core/call/contact.h"

#include <optional>

namespace core::call {
namespace {

bool isInForce(const TrackedCall& call)
{
    return call.state == CallState::Registered || call.state == CallState::Active;
}

/// The first contact, or the first one with this URI.
std::optional<Contact> findContact(const sip::Message& message, std::uint64_t uri = 0)
{
    std::optional<Contact> found;
    forEachContact(message, [&](const Contact& contact) {
        if (uri == 0 || digestOf(contact.uri) == uri)
            found = contact;
        return !found;
    });
    return found;
}

void beginBinding(TrackedCall& call, const Arrival& arrival)
{
    beginAttempt(call, arrival);
    call.requestedExpiry = expiresHeader(arrival.message);
    if (isInForce(call))
        return; // until the refresh is answered, what was granted holds
    call.state = CallState::Trying;
    call.finalStatus = 0;
    call.text.set(CallText::FinalReason, {});
    call.endedBy = EndedBy::Nobody;
    call.deadline = later(arrival.now, responseTimeout);
}

/// A new request of the client, not a copy on a later hop.
bool isNextRequest(const TrackedCall& call, const Arrival& arrival)
{
    const sip::Message& request = arrival.message;
    const bool isFirst = call.requests == 1 && call.messages == 1;
    return isFirst ||
           (isFromClient(call, arrival.context.path) &&
            (request.cseq().number != call.inviteCSeq || digestOf(request.branch()) != call.branch));
}

void grant(TrackedCall& call, CallState state, std::uint32_t seconds, base::Timestamp now)
{
    call.state = state;
    call.expires = seconds == noExpiry ? TrackedCall::noTime : later(now, std::chrono::seconds{seconds});
    call.deadline = seconds == noExpiry ? base::Timestamp::max() : call.expires;
}

void end(TrackedCall& call, CallState state)
{
    call.state = state;
    call.expires = TrackedCall::noTime;
    call.deadline = base::Timestamp::max();
}

void refuse(TrackedCall& call, const sip::Message& response)
{
    const CallState before = call.state;
    const base::Timestamp deadline = call.deadline;
    const bool wasInForce = isInForce(call);
    const CallState failure = stateOfFailure(response.status());
    finishAttempt(call, response, failure == CallState::Diverted ? CallState::Rejected : failure);
    if (wasInForce && isChallenge(response.status())) {
        call.state = before;
        call.deadline = deadline;
        call.endedBy = EndedBy::Nobody;
    } else {
        call.expires = TrackedCall::noTime;
    }
}

/// What the registrar granted to the contact of the request (RFC 3261 section 10.3 step 8).
std::uint32_t grantedExpiry(const TrackedCall& call, const sip::Message& response)
{
    auto contact = call.contact != 0 ? findContact(response, call.contact) : std::nullopt;
    if (!contact)
        contact = findContact(response);
    if (contact && contact->expiry != noExpiry)
        return contact->expiry;
    const std::uint32_t ofResponse = expiresHeader(response);
    return ofResponse != noExpiry ? ofResponse : call.requestedExpiry;
}

void onNotify(TrackedCall& call, const Arrival& arrival)
{
    const std::string_view value = arrival.message.header(sip::HeaderName::SubscriptionState);
    const std::size_t separator = value.find(';');
    const std::string_view state = base::trimmed(value.substr(0, separator));
    const std::string_view parameters =
        separator == std::string_view::npos ? std::string_view{} : value.substr(separator);
    const auto parameter = [&](std::string_view name) {
        return sip::findParameter(parameters, name).value_or(std::string_view{});
    };
    if (base::equalsIgnoringCase(state, "terminated")) {
        const std::string_view reason = parameter("reason");
        if (base::equalsIgnoringCase(reason, "timeout"))
            end(call, CallState::Expired);
        else if (base::equalsIgnoringCase(reason, "rejected"))
            end(call, CallState::Rejected);
        else
            end(call, CallState::Terminated);
        return;
    }
    const std::uint32_t seconds = parseSeconds(parameter("expires"));
    if (base::equalsIgnoringCase(state, "active")) {
        if (seconds != noExpiry || call.state != CallState::Active)
            grant(call, CallState::Active, seconds, arrival.now);
    } else if (call.state == CallState::Unknown) {
        call.state = CallState::Trying; // pending, or no state at all
    }
}

} // namespace

void onRegistrationRequest(TrackedCall& call, const Arrival& arrival)
{
    if (arrival.method != Method::Register || !isNextRequest(call, arrival))
        return;
    beginBinding(call, arrival);
    const auto contact = findContact(arrival.message);
    call.contact = contact ? digestOf(contact->uri) : 0;
    if (contact && contact->expiry != noExpiry)
        call.requestedExpiry = contact->expiry;
}

void onRegistrationResponse(TrackedCall& call, const Arrival& arrival)
{
    const sip::Message& response = arrival.message;
    if (arrival.method != Method::Register || response.status() < 200 || !isOfAttempt(call, arrival))
        return;
    if (response.status() >= 300) {
        refuse(call, response);
        return;
    }
    finishAttempt(call, response, CallState::Registered);
    const bool asksOnly = call.contact == 0;
    const std::uint32_t seconds = grantedExpiry(call, response);
    if (seconds == 0 || call.requestedExpiry == 0 || (asksOnly && !findContact(response)))
        end(call, CallState::Unregistered);
    else
        grant(call, CallState::Registered, seconds, arrival.now);
}

void onSubscriptionRequest(TrackedCall& call, const Arrival& arrival)
{
    if (arrival.method == Method::Notify)
        onNotify(call, arrival);
    else if (arrival.method == Method::Subscribe && isNextRequest(call, arrival))
        beginBinding(call, arrival);
}

void onSubscriptionResponse(TrackedCall& call, const Arrival& arrival)
{
    const sip::Message& response = arrival.message;
    if (arrival.method != Method::Subscribe || response.status() < 200 || !isOfAttempt(call, arrival))
        return;
    if (response.status() >= 300) {
        const bool wasActive = call.state == CallState::Active;
        refuse(call, response);
        if (wasActive && response.status() == 481)
            call.state = CallState::Terminated; // the notifier has forgotten it
        return;
    }
    // A NOTIFY may have overtaken this response and said more (RFC 6665 section 4.4.1).
    const CallState before = call.state;
    const bool isOpen =
        before == CallState::Trying || before == CallState::Active || before == CallState::Unknown;
    finishAttempt(call, response, before);
    const std::uint32_t ofResponse = expiresHeader(response);
    const std::uint32_t seconds = ofResponse != noExpiry ? ofResponse : call.requestedExpiry;
    if (!isOpen)
        return;
    if (seconds == 0 || call.requestedExpiry == 0)
        end(call, CallState::Terminated);
    else
        grant(call, CallState::Active, seconds, arrival.now);
}

} // namespace core::call
