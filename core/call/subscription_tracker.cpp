// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/call/subscription_tracker.h"

#include "core/base/ascii.h"
#include "core/call/attempt.h"
#include "core/call/contact.h"
#include "core/call/registration_attempt.h"
#include "core/call/saturating_time.h"

#include <algorithm>
#include <array>

namespace core::call {
namespace {

/// Of one Call-ID; a hostile one would make thousands.
constexpr std::size_t subscriptionsPerCall = 64;
constexpr std::size_t longestEvent = 128;

std::string party(std::string_view user, std::string_view host)
{
    std::string text{user};
    text += user.empty() || host.empty() ? "" : "@";
    return text += host;
}

/// Package and id: all that tells subscriptions of a dialog apart (RFC 6665 section 4.5.2).
std::string eventOf(const sip::Message& message)
{
    const std::string_view value = message.header(sip::HeaderName::Event);
    const std::size_t end = std::min(value.find(';'), value.size());
    std::string event;
    for (const char c : base::trimmed(value.substr(0, end)).substr(0, longestEvent))
        event += base::toLower(c);
    if (const auto id = sip::findParameter(value.substr(end), "id"))
        event.append(";id=").append(id->substr(0, longestEvent));
    return event;
}

std::string keyOf(const sip::Message& message, std::string_view subscriberTag)
{
    std::string key{message.callId()};
    key += '\0';
    key += subscriberTag;
    key += '\0';
    return key += eventOf(message);
}

bool isOver(SubscriptionState state)
{
    return state == SubscriptionState::Terminated || state == SubscriptionState::Expired ||
           state == SubscriptionState::Refused || state == SubscriptionState::Failed;
}

} // namespace

std::string_view name(SubscriptionState state)
{
    static constexpr std::array<std::string_view, subscriptionStateCount> names{
        "trying", "accepted", "pending", "active", "terminated", "expired", "refused", "failed"};
    return names[static_cast<std::size_t>(state)];
}

void SubscriptionTracker::take(const sip::Message& message, const MessageContext& context, base::CallKey call,
                               bool repeats)
{
    const std::string_view method = message.isRequest() ? message.method() : message.cseq().method;
    if (repeats || (method != "SUBSCRIBE" && method != "NOTIFY"))
        return;
    if (!message.isRequest())
        takeAnswer(message, context);
    else if (method == "SUBSCRIBE")
        takeSubscribe(message, context, call);
    else
        takeNotify(message, context, call);
}

SubscriptionTracker::Tracked* SubscriptionTracker::add(const std::string& key)
{
    const std::string callId = key.substr(0, key.find('\0'));
    auto& ofCall = m_calls[callId];
    if (m_all.size() >= m_limit || ofCall.size() >= subscriptionsPerCall) {
        ++m_dropped;
        return nullptr;
    }
    ofCall.push_back(m_all.size());
    m_places[key].push_back(m_all.size());
    m_all.emplace_back().row.callId = callId;
    return &m_all.back();
}

/// The one of this notifier, or the one that no notifier has answered yet.
SubscriptionTracker::Tracked* SubscriptionTracker::find(const std::string& key, std::string_view notifierTag)
{
    const auto places = m_places.find(key);
    if (places == m_places.end())
        return nullptr;
    for (const std::size_t place : places->second) {
        Tracked& one = m_all[place];
        if (notifierTag.empty() || one.notifierTag.empty() || one.notifierTag == notifierTag)
            return &one;
    }
    return nullptr;
}

void SubscriptionTracker::endTimes(Tracked& one, base::Timestamp now)
{
    SubscriptionRow& row = one.row;
    if (one.isAsking && now >= later(one.asked, responseTimeout)) {
        one.isAsking = false;
        if (row.state == SubscriptionState::Trying)
            row.state = SubscriptionState::Failed;
    }
    const bool isLeft = row.state == SubscriptionState::Trying && !one.isAsking && isChallenge(row.status);
    if (isLeft && now >= later(row.lastTime, repairTimeout))
        row.state = SubscriptionState::Refused;
    if (!isOver(row.state) && row.expires && now >= later(*row.expires, registrationLateness))
        row.state = SubscriptionState::Expired;
}

void SubscriptionTracker::takeSubscribe(const sip::Message& request, const MessageContext& context,
                                        base::CallKey call)
{
    const std::string key = keyOf(request, request.fromTag());
    Tracked* one = find(key, request.toTag());
    if (one == nullptr)
        one = add(key);
    if (one == nullptr)
        return;
    SubscriptionRow& row = one->row;
    const bool isNew = one->subscribeCSeq == 0;
    if (!isNew && request.cseq().number == one->subscribeCSeq)
        return; // on a later hop
    if (isNew && row.notifications == 0)
        row.firstTime = context.captured;
    endTimes(*one, context.captured);
    if (isNew) {
        row.call = call;
        row.event = eventOf(request);
        row.subscriber = party(request.fromUser(), request.fromHost());
        row.notifier = party(request.toUser(), request.toHost());
        row.path = context.path;
    }
    if (isOver(row.state))
        row.state = SubscriptionState::Trying;
    one->subscribeCSeq = request.cseq().number;
    one->branch = textDigest(request.branch());
    one->requested = expiresHeader(request);
    one->asked = context.captured;
    one->isAsking = true;
    row.lastTime = std::max(row.lastTime, context.captured);
}

void SubscriptionTracker::takeNotify(const sip::Message& request, const MessageContext& context,
                                     base::CallKey call)
{
    const std::string key = keyOf(request, request.toTag());
    Tracked* one = find(key, request.fromTag());
    if (one == nullptr) {
        one = add(key);
        if (one == nullptr)
            return;
        one->row.call = call;
        one->row.event = eventOf(request);
        one->row.subscriber = party(request.toUser(), request.toHost());
        one->row.notifier = party(request.fromUser(), request.fromHost());
        one->row.path = {context.path.destination, context.path.source, context.path.transport};
        one->row.firstTime = context.captured;
    }
    SubscriptionRow& row = one->row;
    if (one->notifyCSeq == request.cseq().number && row.notifications != 0)
        return; // on a later hop
    endTimes(*one, context.captured);
    one->notifierTag = request.fromTag();
    one->notifyCSeq = request.cseq().number;
    one->notifyBranch = textDigest(request.branch());
    one->isGoing = true;
    ++row.notifications;
    row.notified = context.captured;
    row.lastTime = std::max(row.lastTime, context.captured);

    const std::string_view value = request.header(sip::HeaderName::SubscriptionState);
    const std::size_t end = std::min(value.find(';'), value.size());
    const std::string_view state = base::trimmed(value.substr(0, end));
    const std::string_view parameters = value.substr(end);
    const std::uint32_t seconds =
        parseSeconds(sip::findParameter(parameters, "expires").value_or(std::string_view{}));
    if (base::equalsIgnoringCase(state, "terminated")) {
        row.state = SubscriptionState::Terminated;
        row.reason = sip::findParameter(parameters, "reason").value_or(std::string_view{}).substr(0, 64);
        if (row.reason.empty() && one->requested == 0 && one->subscribeCSeq != 0)
            row.reason = "unsubscribed";
        return;
    }
    if (base::equalsIgnoringCase(state, "active"))
        row.state = SubscriptionState::Active;
    else if (base::equalsIgnoringCase(state, "pending"))
        row.state = SubscriptionState::Pending;
    if (seconds != noExpiry)
        row.expires = later(context.captured, std::chrono::seconds{seconds});
}

void SubscriptionTracker::accept(Tracked& one, const sip::Message& response, const MessageContext& context)
{
    SubscriptionRow& row = one.row;
    std::uint32_t seconds = expiresHeader(response);
    if (seconds == noExpiry)
        seconds = one.requested;
    if (one.requested == 0 || seconds == 0) {
        if (!isOver(row.state) || row.state == SubscriptionState::Trying) {
            row.state = SubscriptionState::Terminated;
            row.reason = "unsubscribed";
        }
        row.expires.reset();
        return;
    }
    // A NOTIFY may have overtaken this response and said more (RFC 6665 section 4.4.1).
    if (row.state == SubscriptionState::Trying)
        row.state = SubscriptionState::Accepted;
    else if (!isOver(row.state) && row.expires)
        ++row.refreshes;
    if (!isOver(row.state) && seconds != noExpiry)
        row.expires = later(context.captured, std::chrono::seconds{seconds});
}

void SubscriptionTracker::takeAnswer(const sip::Message& response, const MessageContext& context)
{
    const unsigned status = response.status();
    const auto places = m_calls.find(std::string{response.callId()});
    if (status < 200 || places == m_calls.end())
        return;
    const bool isOfNotify = response.cseq().method == "NOTIFY";
    const std::uint64_t branch = textDigest(response.branch());
    const std::uint32_t number = response.cseq().number;
    for (const std::size_t place : places->second) {
        Tracked& one = m_all[place];
        SubscriptionRow& row = one.row;
        if (isOfNotify && one.isGoing && one.notifyCSeq == number && one.notifyBranch == branch) {
            one.isGoing = false;
            if (status == 481 && !isOver(row.state)) {
                row.state = SubscriptionState::Terminated;
                row.reason = "the subscriber knows none (481)";
            }
            return;
        }
        if (isOfNotify || !one.isAsking || one.subscribeCSeq != number || one.branch != branch)
            continue;
        one.isAsking = false;
        row.lastTime = std::max(row.lastTime, context.captured);
        row.status = static_cast<std::uint16_t>(std::min(status, 65'535U));
        if (status < 300)
            accept(one, response, context);
        else if (status == 481 && row.state != SubscriptionState::Trying) {
            row.state = SubscriptionState::Terminated;
            row.reason = "the notifier knows none (481)";
        } else if (!isChallenge(status) && row.state == SubscriptionState::Trying)
            row.state = SubscriptionState::Refused;
        return;
    }
}

std::vector<SubscriptionRow> SubscriptionTracker::finish(base::Timestamp end)
{
    std::vector<SubscriptionRow> rows;
    rows.reserve(m_all.size());
    for (Tracked& one : m_all) {
        endTimes(one, end);
        rows.push_back(std::move(one.row));
    }
    return rows;
}

} // namespace core::call
