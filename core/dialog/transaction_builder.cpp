// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/dialog/transaction_builder.h"

#include "core/base/ascii.h"
#include "core/call/saturating_time.h"
#include "core/dialog/options.h"
#include "core/sip/via.h"

#include <algorithm>
#include <ranges>

namespace core::dialog {
namespace {

/// A response within this time after its request came again was sent because of it (RFC 3261 section 17.2).
constexpr base::Duration promptTime = std::chrono::milliseconds{200};

void addPart(std::string& key, std::string_view part)
{
    key += part;
    key += '\0';
}

std::string inviteKey(const sip::Message& message)
{
    std::string key;
    addPart(key, message.fromTag());
    return key + std::to_string(message.cseq().number);
}

base::Duration pauseBetween(base::Timestamp before, base::Timestamp now)
{
    return now < before ? base::Duration::zero() : call::elapsed(before, now);
}

Timer timerOf(const Response& response, call::Method method)
{
    if (method != call::Method::Invite)
        return Timer::None;
    if (!response.isFinal())
        return response.isReliable ? Timer::Provisional : Timer::None;
    return response.isSuccess() ? Timer::Answer : Timer::G;
}

bool isSame(const Response& known, const sip::Message& first, const sip::Message& next)
{
    if (known.status != next.status() || known.toTag != next.toTag())
        return false;
    return known.isFinal() || base::asText(first.bytes()) == base::asText(next.bytes());
}

} // namespace

void TransactionBuilder::build()
{
    places.resize(m_messages.size());
    for (Index index = 0; index < m_messages.size(); ++index)
        add(index);
    hops = m_hops.take();
}

void TransactionBuilder::add(Index index)
{
    const StoryMessage& next = m_messages[index];
    const Index hop = m_hops.find(next.path);
    places[index].hop = hop;
    if (next.duplicateOf)
        return;
    if (!next.message->isRequest())
        addResponse(index, hop);
    else if (next.message->method() == "ACK")
        addAck(index, hop);
    else
        addRequest(index, hop);
}

std::string TransactionBuilder::keyOf(const sip::Message& message, std::string_view method)
{
    std::string key;
    const std::string_view branch = message.branch();
    addPart(key, branch);
    if (const auto via = sip::Via::parse(message.topVia())) {
        std::string host{via->host};
        std::transform(host.begin(), host.end(), host.begin(), base::toLower);
        addPart(key, host);
        addPart(key, via->port ? std::to_string(*via->port) : std::string{});
    }
    addPart(key, method);
    addPart(key, std::to_string(message.cseq().number));
    // RFC 3261 section 17.2.3: without the cookie a branch need not be unique.
    if (!branch.starts_with(sip::branchCookie))
        addPart(key, message.fromTag());
    return key;
}

void TransactionBuilder::addRequest(Index index, Index hop)
{
    const sip::Message& message = *m_messages[index].message;
    const std::string key = keyOf(message, message.method());
    Index found = onHop(key, hop);
    // The way back of a loop has the client's branch only below the top Via, so this is no other request.
    if (found == nothing)
        found = create(index, hop, key);
    addSending(transactions[found], index);
    places[index].transaction = found;
    if (message.method() == "CANCEL")
        linkCancel(found, message);
}

void TransactionBuilder::addAck(Index index, Index hop)
{
    const sip::Message& message = *m_messages[index].message;
    Index found = onHop(keyOf(message, "INVITE"), hop);
    if (found == nothing)
        found = acknowledgedBy(message, hop);
    if (found == nothing) {
        addRequest(index, hop); // its INVITE was not captured
        return;
    }
    transactions[found].acks.push_back(index);
    places[index].transaction = found;
}

/// The INVITE on this hop whose answer the ACK acknowledges (RFC 3261 section 13.2.2.4); the latest.
Index TransactionBuilder::acknowledgedBy(const sip::Message& ack, Index hop) const
{
    const auto found = m_invites.find(inviteKey(ack));
    if (found == m_invites.end())
        return nothing;
    for (const Index invite : found->second | std::views::reverse) {
        const Transaction& candidate = transactions[invite];
        const auto hasTag = [&ack](const Response& response) { return response.toTag == ack.toTag(); };
        if (candidate.hop == hop &&
            std::any_of(candidate.responses.begin(), candidate.responses.end(), hasTag))
            return invite;
    }
    return nothing;
}

void TransactionBuilder::addResponse(Index index, Index hop)
{
    const sip::Message& message = *m_messages[index].message;
    const std::string key = keyOf(message, message.cseq().method);
    Index found = answeredBy(key, hop, m_messages[index].path);
    if (found == nothing)
        found = create(index, hop, key);
    places[index].transaction = found;
    Transaction& transaction = transactions[found];
    for (Response& known : transaction.responses) {
        if (isSame(known, *m_messages[known.first()].message, message)) {
            addRepetition(transaction, known, index);
            return;
        }
    }
    Response response;
    response.status = static_cast<std::uint16_t>(message.status());
    response.toTag = message.toTag();
    response.isReliable = !response.isFinal() && message.hasHeader(sip::HeaderName::RSeq) &&
                          namesOption(message, sip::HeaderName::Require, "100rel");
    response.timer = timerOf(response, transaction.method);
    response.sendings.push_back({index, Repeat::First, {}});
    transaction.responses.push_back(std::move(response));
}

void TransactionBuilder::addSending(Transaction& transaction, Index index)
{
    Sending sending{index, Repeat::First, {}};
    if (!transaction.requests.empty()) {
        const Sending& before = transaction.requests.back();
        sending.pause = pauseBetween(m_messages[before.message].time, m_messages[index].time);
        sending.repeat =
            judgePause(transaction.timer, transaction.requests.size(), sending.pause, before.pause);
    }
    transaction.requests.push_back(sending);
}

void TransactionBuilder::addRepetition(const Transaction& transaction, Response& response, Index index)
{
    const Sending& before = response.sendings.back();
    Sending sending{index, Repeat::First, {}};
    sending.pause = pauseBetween(m_messages[before.message].time, m_messages[index].time);
    sending.repeat = judgePause(response.timer, response.sendings.size(), sending.pause, before.pause);
    if (sending.repeat != Repeat::Copy && isPrompted(transaction, index))
        sending.repeat = Repeat::Prompted;
    response.sendings.push_back(sending);
}

bool TransactionBuilder::isPrompted(const Transaction& transaction, Index index) const
{
    if (transaction.requests.size() < 2)
        return false;
    const base::Timestamp asked = m_messages[transaction.requests.back().message].time;
    return pauseBetween(asked, m_messages[index].time) <= promptTime;
}

Index TransactionBuilder::create(Index index, Index hop, const std::string& key)
{
    const StoryMessage& next = m_messages[index];
    const sip::Message& message = *next.message;
    Transaction transaction;
    transaction.methodText = message.isRequest() ? message.method() : message.cseq().method;
    transaction.method = call::parseMethod(transaction.methodText);
    transaction.cseq = message.cseq().number;
    transaction.branch = message.branch();
    transaction.hop = hop;
    transaction.client = message.isRequest() ? next.path.source : next.path.destination;
    transaction.server = message.isRequest() ? next.path.destination : next.path.source;
    transaction.transport = next.path.transport;
    const bool isDatagram = transaction.transport == net::Transport::Udp;
    if (isDatagram && transaction.method != call::Method::Ack)
        transaction.timer = transaction.method == call::Method::Invite ? Timer::A : Timer::E;
    const Index made = transactions.size();
    m_byKey[key].push_back(made);
    if (transaction.method == call::Method::Invite)
        m_invites[inviteKey(message)].push_back(made);
    transactions.push_back(std::move(transaction));
    return made;
}

/// RFC 3261 section 9.1: the branch of the INVITE is that of its CANCEL.
void TransactionBuilder::linkCancel(Index transaction, const sip::Message& message)
{
    Transaction& cancel = transactions[transaction];
    if (cancel.partner != nothing)
        return;
    cancel.partner = onHop(keyOf(message, "INVITE"), cancel.hop);
    if (cancel.partner != nothing && transactions[cancel.partner].partner == nothing)
        transactions[cancel.partner].partner = transaction;
}

Index TransactionBuilder::onHop(const std::string& key, Index hop) const
{
    const auto found = m_byKey.find(key);
    if (found == m_byKey.end())
        return nothing;
    const auto same = std::find_if(found->second.begin(), found->second.end(),
                                   [&](Index candidate) { return transactions[candidate].hop == hop; });
    return same == found->second.end() ? nothing : *same;
}

/// On the hop of its request, or else where the client is: a server of several addresses may answer from
/// another one. Where only one request can be meant, it is that.
Index TransactionBuilder::answeredBy(const std::string& key, Index hop, const net::Path& path) const
{
    if (const Index same = onHop(key, hop); same != nothing)
        return same;
    const auto found = m_byKey.find(key);
    if (found == m_byKey.end())
        return nothing;
    for (const Index candidate : found->second) {
        if (transactions[candidate].client.address == path.destination.address)
            return candidate;
    }
    return found->second.size() == 1 ? found->second.front() : nothing;
}

} // namespace core::dialog
