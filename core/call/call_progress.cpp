// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/call/call_progress.h"

#include "core/call/binding_progress.h"
#include "core/call/invite_progress.h"

#include <utility>

namespace core::call {
namespace {

CallType typeOf(Method method, bool isInDialog)
{
    switch (method) {
    case Method::Invite:
    case Method::Ack:
    case Method::Bye:
    case Method::Cancel:
    case Method::Prack:
        return CallType::Call;
    case Method::Update:
    case Method::Info:
    case Method::Refer:
        return isInDialog ? CallType::Call : CallType::Other;
    case Method::Register:
        return CallType::Registration;
    case Method::Subscribe:
    case Method::Notify:
        return CallType::Subscription;
    case Method::Message:
        return CallType::Message;
    case Method::Options:
        return CallType::Options;
    case Method::Publish:
        return CallType::Publication;
    case Method::Other:
        break;
    }
    return CallType::Other;
}

/// The first request, after responses only: they may have overtaken it on another source.
void adoptRequest(TrackedCall& call, const Arrival& arrival)
{
    const bool isInDialog = !arrival.message.toTag().empty();
    call.type = typeOf(arrival.method, isInDialog);
    call.text.set(CallText::Method, arrival.message.method());
    if (!isInDialog) {
        call.path = arrival.context.path;
        call.text.set(CallText::FromTag, arrival.message.fromTag());
    }
}

/// Requests that are answered once: MESSAGE, OPTIONS, PUBLISH and whatever is unknown.
void onPlainRequest(TrackedCall& call, const Arrival& arrival)
{
    const bool isFirst = call.messages == 1;
    const bool isSameMethod = arrival.message.method() == call.text.get(CallText::Method);
    if (!isFirst && !(isSameMethod && repairsAttempt(call, arrival)))
        return;
    beginAttempt(call, arrival);
    call.finalStatus = 0;
    call.text.set(CallText::FinalReason, {});
    call.endedBy = EndedBy::Nobody;
    call.state = CallState::Trying;
    call.deadline = later(arrival.now, responseTimeout);
}

void onPlainResponse(TrackedCall& call, const Arrival& arrival)
{
    const unsigned status = arrival.message.status();
    if (status < 200 || call.finalStatus != 0 || !isOfAttempt(call, arrival) ||
        arrival.message.cseq().method != call.text.get(CallText::Method))
        return;
    finishAttempt(call, arrival.message, status < 300 ? CallState::Answered : stateOfFailure(status));
}

void onRequest(TrackedCall& call, const Arrival& arrival)
{
    if (call.requests == 1 && call.messages > 1)
        adoptRequest(call, arrival);
    switch (call.type) {
    case CallType::Call:
        onInviteCallRequest(call, arrival);
        break;
    case CallType::Registration:
        onRegistrationRequest(call, arrival);
        break;
    case CallType::Subscription:
        onSubscriptionRequest(call, arrival);
        break;
    case CallType::Other:
    case CallType::Message:
    case CallType::Options:
    case CallType::Publication:
        onPlainRequest(call, arrival);
        break;
    }
}

void onResponse(TrackedCall& call, const Arrival& arrival)
{
    switch (call.type) {
    case CallType::Call:
        onInviteCallResponse(call, arrival);
        break;
    case CallType::Registration:
        onRegistrationResponse(call, arrival);
        break;
    case CallType::Subscription:
        onSubscriptionResponse(call, arrival);
        break;
    case CallType::Other:
    case CallType::Message:
    case CallType::Options:
    case CallType::Publication:
        onPlainResponse(call, arrival);
        break;
    }
}

} // namespace

void beginCall(TrackedCall& call, const Arrival& arrival)
{
    const sip::Message& message = arrival.message;
    const bool isRequest = message.isRequest();
    call.type = typeOf(arrival.method, !message.toTag().empty());
    call.path = arrival.context.path;
    if (!isRequest)
        std::swap(call.path.source, call.path.destination);
    call.text.setAll({message.callId(),
                      isRequest ? message.method() : message.cseq().method,
                      message.fromUser(),
                      message.fromHost(),
                      message.toUser(),
                      message.toHost(),
                      message.fromTag(),
                      {},
                      {}});
    if (!isRequest && call.type != CallType::Call) { // its request was not seen; what it got still counts
        call.branch = digestOf(message.branch());
        call.inviteCSeq = message.cseq().number;
        call.state = CallState::Trying;
    }
}

void progress(TrackedCall& call, const Arrival& arrival)
{
    if (arrival.message.isRequest())
        onRequest(call, arrival);
    else
        onResponse(call, arrival);
}

void timeOut(TrackedCall& call)
{
    switch (call.state) {
    case CallState::Registered:
    case CallState::Active:
        call.state = CallState::Expired;
        break;
    case CallState::Calling:
    case CallState::Ringing:
        if (call.endedBy == EndedBy::Caller) {
            call.state = CallState::Cancelled;
            break;
        }
        [[fallthrough]];
    default:
        call.state = CallState::Failed;
        call.endedBy = EndedBy::Timeout;
        break;
    }
    call.deadline = base::Timestamp::max();
}

} // namespace core::call
