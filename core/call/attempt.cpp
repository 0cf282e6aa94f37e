// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/call/attempt.h"

#include "core/sip/via.h"

namespace core::call {
namespace {

bool haveOneAddress(const net::Path& path)
{
    return path.source.address == path.destination.address;
}

EndedBy whoEnded(unsigned status, CallState state)
{
    if (status == 408 || status == 504)
        return EndedBy::Timeout;
    // Who is behind a 5xx or a 3xx was not measured: any server on the way may have sent it.
    return state == CallState::Rejected ? EndedBy::Called : EndedBy::Nobody;
}

} // namespace

bool isClient(const TrackedCall& call, const net::Endpoint& endpoint)
{
    return endpoint == call.path.source ||
           (endpoint.address == call.path.source.address && !haveOneAddress(call.path));
}

bool isFromClient(const TrackedCall& call, const net::Path& path)
{
    return isClient(call, path.source) ||
           (path.source.address == call.path.source.address && path.destination == call.path.destination);
}

bool isOfAttempt(const TrackedCall& call, const Arrival& arrival)
{
    const net::Path& path = arrival.context.path;
    if (arrival.message.cseq().number != call.inviteCSeq ||
        path.destination.address != call.path.source.address)
        return false;
    const bool isWayBack = path.destination == call.path.source;
    if (call.branch == 0)
        return isWayBack && path.source == call.path.destination;
    const std::string_view branch = arrival.message.branch();
    return call.branch == digestOf(branch) && (isWayBack || branch.starts_with(sip::branchCookie));
}

bool repairsAttempt(const TrackedCall& call, const Arrival& arrival)
{
    const sip::Message& request = arrival.message;
    if (!request.toTag().empty() || !isFromClient(call, arrival.context.path))
        return false;
    const bool isNewer = request.cseq().number > call.inviteCSeq;
    const bool isSamePlace = arrival.context.path.destination == call.path.destination;
    if (isChallenge(call.finalStatus))
        return isNewer || isSamePlace;
    if (isRedirection(call.finalStatus)) // to whatever place the Contact named
        return request.cseq().number >= call.inviteCSeq &&
               request.fromTag() == call.text.get(CallText::FromTag);
    if (!isNewer || !isSamePlace || request.fromTag() != call.text.get(CallText::FromTag))
        return false;
    const bool isCancelled = call.finalStatus == 487;
    return call.finalStatus == 0 || (call.finalStatus >= 400 && call.finalStatus < 600 && !isCancelled);
}

void beginAttempt(TrackedCall& call, const Arrival& arrival)
{
    call.branch = digestOf(arrival.message.branch());
    call.inviteCSeq = arrival.message.cseq().number;
    if (call.text.get(CallText::FromTag) != arrival.message.fromTag())
        call.text.set(CallText::FromTag, arrival.message.fromTag());
}

void finishAttempt(TrackedCall& call, const sip::Message& response, CallState state)
{
    call.state = state;
    call.finalStatus = static_cast<std::uint16_t>(response.status());
    if (call.text.get(CallText::FinalReason) != response.reason())
        call.text.set(CallText::FinalReason, response.reason());
    call.endedBy = whoEnded(response.status(), state);
    call.deadline = base::Timestamp::max();
}

CallState stateOfFailure(unsigned status)
{
    if (status < 400)
        return CallState::Diverted;
    if (status == 408 || (status >= 500 && status < 600))
        return CallState::Failed;
    return CallState::Rejected;
}

} // namespace core::call
