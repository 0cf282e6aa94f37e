// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/finding/facts.h"
#include "core/finding/rule.h"

#include <algorithm>
#include <array>

namespace core::finding {
namespace {

using dialog::Index;
using dialog::Transaction;

/// As many as are made within three and a half seconds; one or two lost packets do less.
constexpr std::size_t unheardRepetitions = 3;

constexpr Kind responseLate{
    "response-late", Severity::Warning,
    "%1 from %2 was sent %3 times over %4 s until %5 came, %6 s after it was sent first.",
    "RFC 3261 section 17",
    "What keeps the receiver busy? Compare with the next hop: does the request wait there, or was it lost?"};
constexpr Kind responseUnheard{
    "response-not-received", Severity::Warning,
    "%5 was captured, and yet %1 from %2 was sent %3 times more, over %4 s: the response did not reach the "
    "sender.",
    "RFC 3261 section 17",
    "Does the response go to the address and port in the Via of the request (received, rport)? Does a "
    "firewall drop it?"};
constexpr std::array stormKinds{&responseLate, &responseUnheard};

/// What the client waits for: to an INVITE any response makes it wait in silence (RFC 3261 section 17.1.1.2,
/// 17.1.2.2).
const dialog::Response* silencingResponse(const Transaction& transaction)
{
    return transaction.method == call::Method::Invite ? &transaction.responses.front()
                                                      : transaction.finalResponse();
}

Report::Evidence evidenceOf(const dialog::CallStory& story, const Transaction& transaction, Index response)
{
    Report::Evidence evidence{story.id(response)};
    for (const dialog::Sending& sending : transaction.requests)
        evidence.push_back(story.id(sending.message));
    return evidence;
}

void judgeLate(const dialog::CallStory& story, const Transaction& transaction, Report& report)
{
    const Index response = transaction.responses.front().first();
    std::size_t sent = 0;
    Index last = transaction.request();
    for (const dialog::Sending& sending : transaction.requests) {
        if (sending.repeat == dialog::Repeat::Timer && sending.message < response) {
            ++sent;
            last = sending.message;
        }
    }
    if (sent < lateRepetitions)
        return;
    const dialog::StoryMessage& first = story.messages[transaction.request()];
    report.add(responseLate,
               {titleOf(*first.message), sourceOf(first), std::to_string(1 + sent),
                secondsText(story.between(transaction.request(), last)), titleOf(story.message(response)),
                secondsText(story.between(transaction.request(), response))},
               evidenceOf(story, transaction, response));
}

void judgeUnheard(const dialog::CallStory& story, const Transaction& transaction, Report& report)
{
    const dialog::Response* const response = silencingResponse(transaction);
    if (response == nullptr)
        return;
    std::size_t sent = 0;
    Index last = response->first();
    for (const dialog::Sending& sending : transaction.requests) {
        if (sending.repeat == dialog::Repeat::Timer && sending.message > response->first() &&
            story.between(response->first(), sending.message) >= crossingTime) {
            ++sent;
            last = sending.message;
        }
    }
    if (sent < unheardRepetitions)
        return;
    const dialog::StoryMessage& first = story.messages[transaction.request()];
    report.add(responseUnheard,
               {titleOf(*first.message), sourceOf(first), std::to_string(sent),
                secondsText(story.between(response->first(), last)),
                titleOf(story.message(response->first()))},
               evidenceOf(story, transaction, response->first()));
}

/// What got no answer at all is a fault of another name; see no_answer.cpp and unacknowledged.cpp.
void checkRetransmission(const dialog::CallStory& story, Report& report)
{
    for (const Transaction& transaction : story.transactions) {
        if (transaction.responses.empty() || !transaction.hasRequest())
            continue;
        judgeLate(story, transaction, report);
        judgeUnheard(story, transaction, report);
    }
}

} // namespace

const Rule retransmissionRule{stormKinds, &checkRetransmission};

} // namespace core::finding
