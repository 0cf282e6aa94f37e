// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/dialog/call_story.h"

#include "core/call/saturating_time.h"
#include "core/dialog/dialog_builder.h"

#include <algorithm>

namespace core::dialog {
namespace {

base::Duration timeBetween(base::Timestamp from, base::Timestamp to)
{
    return to < from ? base::Duration::zero() : call::elapsed(from, to);
}

bool canCollide(const Transaction& transaction)
{
    return (transaction.method == call::Method::Invite || transaction.method == call::Method::Update) &&
           transaction.hasRequest();
}

/// The other side's request that was under way when the refused one came (RFC 3261 section 14.2).
Index opponentOf(const CallStory& story, Index refused)
{
    const Transaction& mine = story.transactions[refused];
    const Index dialog = story.dialogOf[mine.request()];
    for (Index index = 0; index < story.transactions.size(); ++index) {
        const Transaction& other = story.transactions[index];
        if (index == refused || other.hop != mine.hop || !canCollide(other) ||
            story.dialogOf[other.request()] != dialog ||
            story.message(other.request()).fromTag() == story.message(mine.request()).fromTag())
            continue;
        const Response* const refusal = mine.finalResponse();
        const Response* const end = other.finalResponse();
        const bool beganBefore = story.time(other.request()) <= story.time(refusal->first());
        const bool endedAfter = end == nullptr || story.time(end->first()) >= story.time(mine.request());
        if (beganBefore && endedAfter)
            return index;
    }
    return nothing;
}

std::vector<Glare> findGlares(const CallStory& story)
{
    std::vector<Glare> glares;
    std::vector<bool> isMentioned(story.transactions.size());
    for (Index index = 0; index < story.transactions.size(); ++index) {
        const Transaction& refused = story.transactions[index];
        const Response* const response = refused.finalResponse();
        if (!canCollide(refused) || response == nullptr || response->status != 491 ||
            story.dialogOf[refused.request()] == nothing || isMentioned[index])
            continue;
        const Index other = opponentOf(story, index);
        if (other == nothing)
            continue;
        isMentioned[index] = true;
        isMentioned[other] = true;
        glares.push_back({std::min(index, other), std::max(index, other), response->first()});
    }
    return glares;
}

} // namespace

base::Duration CallStory::between(Index from, Index to) const
{
    return timeBetween(time(from), time(to));
}

base::Duration CallStory::watchedAfter(Index index) const
{
    return timeBetween(time(index), observedUntil);
}

Outcome CallStory::outcome(const Transaction& transaction) const
{
    if (transaction.finalResponse() != nullptr)
        return Outcome::Answered;
    if (!transaction.hasRequest() || transaction.method == call::Method::Ack)
        return Outcome::Pending;
    Index since = transaction.request();
    if (transaction.method == call::Method::Invite && !transaction.responses.empty()) {
        // A call may ring for as long as it likes, until it is cancelled (RFC 3261 section 9.1).
        if (transaction.partner == nothing || !transactions[transaction.partner].hasRequest())
            return Outcome::Pending;
        since = transactions[transaction.partner].request();
    }
    return watchedAfter(since) >= transactionTimeout ? Outcome::TimedOut : Outcome::Pending;
}

Index CallStory::acknowledgement(const Transaction& invite, std::string_view toTag) const
{
    for (const Transaction& candidate : transactions) {
        if (candidate.cseq != invite.cseq)
            continue;
        const bool isLone = candidate.method == call::Method::Ack;
        if (isLone && message(candidate.request()).toTag() == toTag)
            return candidate.request();
        if (candidate.method != call::Method::Invite)
            continue;
        for (const Index ack : candidate.acks) {
            if (message(ack).toTag() == toTag)
                return ack;
        }
    }
    return nothing;
}

bool CallStory::isCancelTooLate(const Transaction& invite) const
{
    const Response* const final = invite.finalResponse();
    if (invite.method != call::Method::Invite || invite.partner == nothing || final == nullptr ||
        !final->isSuccess() || !transactions[invite.partner].hasRequest())
        return false;
    return time(transactions[invite.partner].request()) <= time(final->first());
}

CallStory tellStory(std::span<const StoryMessage> messages, base::Timestamp observedUntil)
{
    CallStory story;
    story.messages = messages;
    story.observedUntil = observedUntil;
    TransactionBuilder transactions{messages};
    transactions.build();
    story.hops = std::move(transactions.hops);
    story.transactions = std::move(transactions.transactions);
    story.places = std::move(transactions.places);
    story.upstream = findUpstream(messages, story.transactions);
    DialogBuilder dialogs{messages, story.transactions, story.places};
    dialogs.build();
    story.dialogs = std::move(dialogs.dialogs);
    story.dialogOf = std::move(dialogs.dialogOf);
    story.referrals = std::move(dialogs.referrals);
    story.attempts = findAttempts(messages, story.transactions);
    story.exchanges = findExchanges(messages, story.transactions, story.places);
    story.glares = findGlares(story);
    return story;
}

} // namespace core::dialog
