// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/call/invite_progress.h"

#include "core/sip/via.h"

namespace core::call {
namespace {

/// Calls joined in progress have no INVITE: their times would be guesses and stay unmeasured.
bool hasInvite(const TrackedCall& call)
{
    return call.inviteTime != TrackedCall::noTime;
}

void setOnce(base::Timestamp& time, base::Timestamp value)
{
    if (time == TrackedCall::noTime)
        time = value;
}

bool isSettled(const TrackedCall& call)
{
    return call.finalStatus != 0 || call.state == CallState::Completed || call.state == CallState::Cancelled;
}

/// The INVITE got no final response that was captured, and something else shows that it was answered.
void answerUnseen(TrackedCall& call)
{
    // The BYE may have overtaken what shows it, on another source.
    const bool hasEnded = call.state == CallState::Cancelled && call.endTime != TrackedCall::noTime;
    call.state = hasEnded ? CallState::Completed : CallState::InCall;
    if (!hasEnded)
        call.endedBy = EndedBy::Nobody;
    call.deadline = base::Timestamp::max();
}

bool isWithoutAnswer(const TrackedCall& call)
{
    return hasInvite(call) && call.finalStatus == 0 && call.state != CallState::InCall &&
           call.state != CallState::Completed;
}

void beginInvite(TrackedCall& call, const Arrival& arrival)
{
    // Its response may have overtaken it, on another source.
    const bool isAnswered =
        !hasInvite(call) && call.finalStatus != 0 && call.inviteCSeq == arrival.message.cseq().number;
    beginAttempt(call, arrival);
    call.inviteTime = arrival.context.captured;
    if (isAnswered)
        return;
    call.firstProvisional = TrackedCall::noTime;
    call.ringTime = TrackedCall::noTime;
    call.answerTime = TrackedCall::noTime;
    call.finalStatus = 0;
    call.text.set(CallText::FinalReason, {});
    call.text.set(CallText::RemoteTag, {});
    call.isAcknowledged = false;
    call.endedBy = EndedBy::Nobody;
    call.state = CallState::Calling;
    call.deadline = later(arrival.now, responseTimeout);
}

/// The INVITE of the hop before the first one, reported late by another source.
bool isEarlierHop(const TrackedCall& call, const Arrival& arrival)
{
    const net::Path& path = arrival.context.path;
    return !isSettled(call) && arrival.message.cseq().number == call.inviteCSeq &&
           arrival.context.captured < call.inviteTime && isClient(call, path.destination) &&
           arrival.message.fromTag() == call.text.get(CallText::FromTag);
}

bool isOfFirstDialog(const TrackedCall& call, const sip::Message& message)
{
    const std::string_view caller = call.text.get(CallText::FromTag);
    const std::string_view called = call.text.get(CallText::RemoteTag);
    const auto isCalled = [&](std::string_view tag) { return called.empty() || tag == called; };
    return (message.fromTag() == caller && isCalled(message.toTag())) ||
           (message.toTag() == caller && isCalled(message.fromTag()));
}

void onInvite(TrackedCall& call, const Arrival& arrival)
{
    if (!arrival.message.toTag().empty()) {
        // A re-INVITE disturbs nothing; a call joined by one is up.
        if (call.state == CallState::Unknown)
            call.state = CallState::InCall;
        else if (isWithoutAnswer(call) && isOfFirstDialog(call, arrival.message))
            answerUnseen(call); // nobody asks again before the first INVITE is answered (section 14.1)
        return;
    }
    if (!hasInvite(call)) {
        if (call.state != CallState::InCall && call.state != CallState::Completed)
            beginInvite(call, arrival);
        return;
    }
    const bool isEarlier = isEarlierHop(call, arrival);
    if (!isEarlier && !repairsAttempt(call, arrival))
        return;
    if (isEarlier)
        call.path = arrival.context.path;
    beginInvite(call, arrival);
}

void onCancel(TrackedCall& call, const Arrival& arrival)
{
    const bool isFirstHop = !hasInvite(call) || (arrival.message.cseq().number == call.inviteCSeq &&
                                                 isFromClient(call, arrival.context.path));
    if (!isFirstHop || isSettled(call) || call.state == CallState::InCall)
        return;
    if (call.state == CallState::Unknown) {
        call.state = CallState::Calling;
        beginAttempt(call,
                     arrival); // a CANCEL has branch and CSeq number of its INVITE (RFC 3261 section 9.1)
    }
    call.endedBy = EndedBy::Caller;
    call.deadline = later(arrival.now, responseTimeout);
}

/// An ACK with a branch of its own is to a 2xx (RFC 3261 section 13.2.2.4), one with that of the INVITE
/// should be to a refusal (17.1.1.3).
void onAck(TrackedCall& call, const Arrival& arrival)
{
    const sip::Message& ack = arrival.message;
    if (!isWithoutAnswer(call) || ack.cseq().number != call.inviteCSeq || ack.toTag().empty() ||
        ack.fromTag() != call.text.get(CallText::FromTag) || !isFromClient(call, arrival.context.path))
        return;
    call.isAcknowledged = true;
    const bool isToAnswer = call.branch != 0 && ack.branch().starts_with(sip::branchCookie) &&
                            digestOf(ack.branch()) != call.branch;
    if (!isToAnswer)
        return;
    call.text.set(CallText::RemoteTag, ack.toTag());
    answerUnseen(call);
}

/// The caller, and nobody else, may end an early dialog with BYE (RFC 3261 section 15). Where the 18x that
/// began the dialog was not captured, neither need the answer have been.
bool endsEarlyDialog(const TrackedCall& call, const sip::Message& bye)
{
    return isWithoutAnswer(call) && !call.isAcknowledged &&
           bye.fromTag() == call.text.get(CallText::FromTag) && !call.text.get(CallText::RemoteTag).empty();
}

void onBye(TrackedCall& call, const Arrival& arrival)
{
    if (call.finalStatus >= 300 || (hasInvite(call) && !isOfFirstDialog(call, arrival.message)))
        return;
    const bool isOnFirstHop =
        isClient(call, arrival.context.path.source) || isClient(call, arrival.context.path.destination);
    if (call.endTime == TrackedCall::noTime || (isOnFirstHop && !call.hasEndOnFirstHop)) {
        call.endTime = arrival.context.captured;
        call.hasEndOnFirstHop = isOnFirstHop;
    }
    if (call.state != CallState::Completed && hasInvite(call)) {
        call.endedBy =
            arrival.message.fromTag() == call.text.get(CallText::FromTag) ? EndedBy::Caller : EndedBy::Called;
    }
    call.state = endsEarlyDialog(call, arrival.message) ? CallState::Cancelled : CallState::Completed;
    call.deadline = base::Timestamp::max();
}

void onProvisional(TrackedCall& call, const Arrival& arrival)
{
    if (isSettled(call) || call.state == CallState::InCall)
        return;
    const unsigned status = arrival.message.status();
    const bool isRinging = status >= 180 && status < 190;
    if (isRinging) {
        call.state = CallState::Ringing;
        if (!arrival.message.toTag().empty() && arrival.message.toTag() != call.text.get(CallText::RemoteTag))
            call.text.set(CallText::RemoteTag, arrival.message.toTag());
        if (hasInvite(call)) {
            setOnce(call.firstProvisional, arrival.context.captured);
            if (status == 180)
                setOnce(call.ringTime, arrival.context.captured);
        }
    } else if (call.state != CallState::Ringing) {
        call.state = CallState::Calling;
    }
    // After a CANCEL the client waits no longer because of this.
    if (call.endedBy != EndedBy::Caller) {
        call.endedBy = EndedBy::Nobody;
        call.deadline = later(arrival.now, ringingTimeout);
    }
}

void onAnswer(TrackedCall& call, const Arrival& arrival)
{
    const bool isAnswered = call.finalStatus >= 200 && call.finalStatus < 300;
    if (isAnswered)
        return; // another branch of a fork answered too: measures are those of the first dialog
    const CallState stateBefore = call.state;
    const EndedBy endedBefore = call.endedBy;
    const bool isOfEndedDialog = call.text.get(CallText::RemoteTag).empty() ||
                                 arrival.message.toTag() == call.text.get(CallText::RemoteTag);
    finishAttempt(call, arrival.message, CallState::InCall);
    const bool isEarlyEnded = stateBefore == CallState::Cancelled && call.endTime != TrackedCall::noTime;
    if (stateBefore == CallState::Completed || (isEarlyEnded && isOfEndedDialog)) {
        // The BYE overtook the answer, on another source or on its way.
        call.state = CallState::Completed;
        call.endedBy = endedBefore;
    } else if (isEarlyEnded) { // another branch of a fork answered than the one that BYE ended
        call.endTime = TrackedCall::noTime;
        call.hasEndOnFirstHop = false;
    }
    if (arrival.message.toTag() != call.text.get(CallText::RemoteTag))
        call.text.set(CallText::RemoteTag, arrival.message.toTag());
    if (hasInvite(call))
        setOnce(call.answerTime, arrival.context.captured);
}

void onFailure(TrackedCall& call, const Arrival& arrival)
{
    if (call.finalStatus != 0 || (!hasInvite(call) && call.state == CallState::InCall))
        return;
    const unsigned status = arrival.message.status();
    if (status != 487) {
        finishAttempt(call, arrival.message, stateOfFailure(status));
        return;
    }
    // Request Terminated: by a CANCEL, seen or not, or by a BYE in the early dialog (RFC 3261
    // section 15.1.2).
    const EndedBy endedBy = call.endedBy == EndedBy::Called ? EndedBy::Called : EndedBy::Caller;
    finishAttempt(call, arrival.message, CallState::Cancelled);
    call.endedBy = endedBy;
}

void onInviteResponse(TrackedCall& call, const Arrival& arrival)
{
    if (!hasInvite(call) && call.state == CallState::Unknown && call.branch == 0) {
        call.branch = digestOf(arrival.message.branch());
        call.inviteCSeq = arrival.message.cseq().number;
        call.path.source = arrival.context.path.destination;
        call.path.destination = arrival.context.path.source;
    }
    if (!isOfAttempt(call, arrival))
        return;
    const unsigned status = arrival.message.status();
    if (status < 100)
        return;
    if (status < 200)
        onProvisional(call, arrival);
    else if (status < 300)
        onAnswer(call, arrival);
    else
        onFailure(call, arrival);
}

} // namespace

void onInviteCallRequest(TrackedCall& call, const Arrival& arrival)
{
    switch (arrival.method) {
    case Method::Invite:
        onInvite(call, arrival);
        break;
    case Method::Cancel:
        onCancel(call, arrival);
        break;
    case Method::Bye:
        onBye(call, arrival);
        break;
    case Method::Ack:
        onAck(call, arrival);
        break;
    case Method::Prack:
        if (call.state == CallState::Unknown)
            call.state = CallState::Calling;
        break;
    default:
        if (call.state == CallState::Unknown)
            call.state = CallState::InCall;
        break;
    }
}

void onInviteCallResponse(TrackedCall& call, const Arrival& arrival)
{
    if (arrival.method == Method::Invite) {
        onInviteResponse(call, arrival);
        return;
    }
    // Only a call joined in progress learns from other responses that it exists.
    if (call.state != CallState::Unknown)
        return;
    if (arrival.method == Method::Bye)
        call.state = CallState::Completed;
    else if (arrival.method == Method::Cancel || arrival.method == Method::Prack)
        call.state = CallState::Calling;
    else if (arrival.message.status() >= 200 && arrival.message.status() < 300)
        call.state = CallState::InCall;
}

} // namespace core::call
