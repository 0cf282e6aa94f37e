// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/finding/facts.h"
#include "core/finding/rule.h"

#include "core/sip/via.h"

#include <array>
#include <map>
#include <tuple>

namespace core::finding {
namespace {

using dialog::Index;
using dialog::Transaction;

constexpr Kind cseqFalls{
    "cseq-falls", Severity::Warning,
    "%1 from %2 has CSeq %3, after %4 of the same side in the same dialog: it has to be higher, and a "
    "receiver "
    "refuses a lower one with 500.",
    "RFC 3261 section 12.2.1.1",
    "Did somebody in the middle (a B2BUA, a fail-over) go on without knowing the numbers used before?"};
constexpr Kind branchReused{"branch-reused", Severity::Warning,
                            "%1 from %2 has the branch of an earlier request with another CSeq; a receiver "
                            "may take it for that one sent "
                            "again.",
                            "RFC 3261 section 8.1.1.7",
                            "The sender has to be mended: every request needs a branch of its own."};
constexpr Kind ackBranch{
    "ack-branch", Severity::Notice,
    "The ACK to %1 from %2 has the branch of its INVITE; the ACK to a 2xx is a request of its own.",
    "RFC 3261 section 13.2.2.4",
    "The sender has to be mended; proxies that match by branch may drop this ACK."};
constexpr std::array sequenceKinds{&cseqFalls, &branchReused, &ackBranch};

/// Packets that overtake each other on the way are no fault.
constexpr base::Duration reordering = std::chrono::seconds{1};

bool isCounted(const Transaction& transaction)
{
    return transaction.hasRequest() && transaction.method != call::Method::Ack &&
           transaction.method != call::Method::Cancel;
}

/// Who sent it from where, and the tag of who answered.
using Beginning = std::tuple<std::string_view, std::string_view, net::IpAddress>;

Beginning beginningOf(const Transaction& transaction, std::string_view fromTag, std::string_view toTag)
{
    return {fromTag, toTag, transaction.client.address};
}

/// The INVITE that began each dialog: its CSeq is where the numbers of the caller begin (RFC 3261
/// section 12.1.2). The first one when it was repeated with another CSeq after a response that had the tag
/// already.
std::map<Beginning, Index> findBeginnings(const dialog::CallStory& story)
{
    std::map<Beginning, Index> beginnings;
    for (const Transaction& transaction : story.transactions) {
        if (transaction.method != call::Method::Invite || !transaction.hasRequest())
            continue;
        const sip::Message& invite = story.message(transaction.request());
        if (!invite.toTag().empty())
            continue;
        for (const dialog::Response& response : transaction.responses) {
            if (response.status < 300 && !response.toTag.empty())
                beginnings.try_emplace(beginningOf(transaction, invite.fromTag(), response.toTag),
                                       transaction.request());
        }
    }
    return beginnings;
}

void reportFall(const dialog::CallStory& story, Index before, Index request, Report& report)
{
    const sip::Message& message = story.message(request);
    report.add(cseqFalls,
               {titleOf(message), sourceOf(story.messages[request]), std::to_string(message.cseq().number),
                std::to_string(story.message(before).cseq().number)},
               {story.id(before), story.id(request)}, requestKey(message));
}

void checkNumbers(const dialog::CallStory& story, Report& report)
{
    const std::map<Beginning, Index> beginnings = findBeginnings(story);
    // The highest request of each side of each dialog on each hop.
    std::map<std::tuple<Index, Index, std::string_view>, Index> highest;
    for (const Transaction& transaction : story.transactions) {
        if (!isCounted(transaction))
            continue;
        const Index request = transaction.request();
        const Index dialog = story.dialogOf[request];
        // After its end, tags that come again are those of a sender that makes them up too simply.
        if (dialog == dialog::nothing || story.dialogs[dialog].endedBy < request)
            continue;
        const sip::Message& message = story.message(request);
        const auto [known, isNew] =
            highest.try_emplace({dialog, transaction.hop, message.fromTag()}, request);
        if (isNew) {
            // It cannot have overtaken the INVITE: the tag that it has came with a response to that.
            const auto invite = beginnings.find(beginningOf(transaction, message.fromTag(), message.toTag()));
            if (invite != beginnings.end() &&
                message.cseq().number <= story.message(invite->second).cseq().number) {
                known->second = invite->second;
                reportFall(story, invite->second, request, report);
            }
            continue;
        }
        const std::uint32_t before = story.message(known->second).cseq().number;
        if (message.cseq().number < before && story.between(known->second, request) > reordering)
            reportFall(story, known->second, request, report);
        else if (message.cseq().number > before)
            known->second = request;
    }
}

void checkBranches(const dialog::CallStory& story, Report& report)
{
    std::map<std::tuple<std::string_view, Index, net::Endpoint>, Index> first;
    for (Index index = 0; index < story.transactions.size(); ++index) {
        const Transaction& transaction = story.transactions[index];
        if (!isCounted(transaction) || !transaction.branch.starts_with(sip::branchCookie) ||
            transaction.branch.size() == sip::branchCookie.size())
            continue;
        const auto [known, isNew] =
            first.try_emplace({transaction.branch, transaction.hop, transaction.client}, index);
        if (isNew || story.transactions[known->second].cseq == transaction.cseq)
            continue;
        const Index request = transaction.request();
        report.add(branchReused, {titleOf(story.message(request)), sourceOf(story.messages[request])},
                   {story.id(story.transactions[known->second].request()), story.id(request)},
                   sourceOf(story.messages[request]));
    }
}

void checkAcks(const dialog::CallStory& story, Report& report)
{
    for (const Transaction& invite : story.transactions) {
        const dialog::Response* const answer = invite.finalResponse();
        if (answer == nullptr || !answer->isSuccess() || !invite.branch.starts_with(sip::branchCookie) ||
            !invite.hasRequest())
            continue;
        for (const Index ack : invite.acks) {
            if (story.message(ack).branch() != invite.branch || story.message(ack).toTag() != answer->toTag)
                continue;
            report.add(ackBranch, {titleOf(story.message(answer->first())), sourceOf(story.messages[ack])},
                       {story.id(invite.request()), story.id(answer->first()), story.id(ack)},
                       sourceOf(story.messages[ack]));
        }
    }
}

void checkSequence(const dialog::CallStory& story, Report& report)
{
    checkNumbers(story, report);
    checkBranches(story, report);
    checkAcks(story, report);
}

} // namespace

const Rule sequenceRule{sequenceKinds, &checkSequence};

} // namespace core::finding
