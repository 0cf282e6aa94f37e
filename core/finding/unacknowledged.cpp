// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/finding/facts.h"
#include "core/finding/rule.h"

#include <array>

namespace core::finding {
namespace {

using dialog::Index;
using dialog::nothing;
using dialog::Transaction;

/// So often is an answer sent again within three and a half seconds; one or two lost packets do less.
constexpr std::size_t manyRepetitions = 3;

constexpr Kind ackMissing{"ack-missing", Severity::Error,
                          "%1 from %2 was sent %3 times over %4 s, and no ACK to it was captured.",
                          "RFC 3261 section 13.3.1.4",
                          "Does the caller get the answer, and can it send to the Contact and Record-Route "
                          "in it? Does the ACK take "
                          "another way that is not captured?"};
constexpr Kind ackNotReceived{"ack-not-received", Severity::Error,
                              "The ACK to %1 from %2 was captured, and yet the answer was sent %3 times "
                              "more, over %4 s: the ACK did not "
                              "reach who answered.",
                              "RFC 3261 section 13.3.1.4",
                              "Compare the Route and request URI of the ACK with the Record-Route and "
                              "Contact of the answer; follow the ACK "
                              "to the next hop."};
constexpr std::array unacknowledgedKinds{&ackMissing, &ackNotReceived};

Report::Evidence evidenceOf(const dialog::CallStory& story, const Transaction& invite,
                            const dialog::Response& answer)
{
    Report::Evidence evidence;
    if (invite.hasRequest())
        evidence.push_back(story.id(invite.request()));
    for (const dialog::Sending& sending : answer.sendings)
        evidence.push_back(story.id(sending.message));
    return evidence;
}

std::string answerKey(const dialog::CallStory& story, const dialog::Response& answer)
{
    return requestKey(story.message(answer.first())) + '\0' + std::string{answer.toTag};
}

void judgeMissingAck(const dialog::CallStory& story, const Transaction& invite,
                     const dialog::Response& answer, Report& report)
{
    const std::size_t again = dialog::repetitions(answer.sendings);
    if (again < manyRepetitions || dialog::repetitions(invite.requests) > again)
        return;
    report.add(ackMissing,
               {titleOf(story.message(answer.first())), sourceOf(story.messages[answer.first()]),
                std::to_string(again + 1),
                secondsText(story.between(answer.first(), answer.sendings.back().message))},
               evidenceOf(story, invite, answer), answerKey(story, answer),
               answer.isSuccess() ? ackMissing.reference : "RFC 3261 section 17.2.1");
}

void judgeIgnored(const dialog::CallStory& story, const Transaction& invite, const dialog::Response& answer,
                  Index ack, Report& report)
{
    std::size_t later = 0;
    for (const dialog::Sending& sending : answer.sendings) {
        const bool isTimed = sending.repeat == dialog::Repeat::Timer;
        if (isTimed && sending.message > ack && story.between(ack, sending.message) >= crossingTime)
            ++later;
    }
    if (later < manyRepetitions)
        return;
    Report::Evidence evidence = evidenceOf(story, invite, answer);
    evidence.push_back(story.id(ack));
    report.add(ackNotReceived,
               {titleOf(story.message(answer.first())), sourceOf(story.messages[answer.first()]),
                std::to_string(later), secondsText(story.between(ack, answer.sendings.back().message))},
               std::move(evidence), answerKey(story, answer));
}

void checkUnacknowledged(const dialog::CallStory& story, Report& report)
{
    for (const Transaction& transaction : story.transactions) {
        if (transaction.method != call::Method::Invite)
            continue;
        for (const dialog::Response& response : transaction.responses) {
            if (!response.isFinal())
                continue;
            const Index ack = story.acknowledgement(transaction, response.toTag);
            if (ack == nothing)
                judgeMissingAck(story, transaction, response, report);
            else if (story.places[ack].hop == transaction.hop)
                judgeIgnored(story, transaction, response, ack, report);
        }
    }
}

} // namespace

const Rule unacknowledgedRule{unacknowledgedKinds, &checkUnacknowledged};

} // namespace core::finding
