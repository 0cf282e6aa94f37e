// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/finding/facts.h"
#include "core/finding/rule.h"

#include <algorithm>
#include <array>

namespace core::finding {
namespace {

using dialog::Index;
using dialog::Transaction;

constexpr Kind noAnswer{
    "no-answer", Severity::Error,
    "%1 from %2 to %3 got no response: it was sent %4 times, and in the %5 s after it none was captured.",
    "RFC 3261 section 17.1.2.2",
    "Does the receiver run and listen on this address, port and transport? Does a firewall drop the request "
    "or "
    "its response? Does the capture see both directions?"};
constexpr Kind noFinalResponse{
    "no-final-response", Severity::Warning,
    "%1 from %2 to %3 got a provisional response but no final one in the %4 s that were captured after it.",
    "RFC 3261 section 17.1.2.2", "Look at the next hop: does the receiver wait for somebody else's answer?"};
constexpr std::array noAnswerKinds{&noAnswer, &noFinalResponse};

/// Anything came the other way on this hop: the capture sees both directions.
bool hasWayBack(const dialog::CallStory& story, const Transaction& transaction)
{
    return std::any_of(story.messages.begin(), story.messages.end(), [&](const auto& message) {
        return message.path.source.address == transaction.server.address &&
               message.path.destination.address == transaction.client.address;
    });
}

/// The client shows that it waits in vain. Over UDP it sends again; one that does not has given up for a
/// reason of its own, or what follows was not captured.
bool isWaiting(const dialog::CallStory& story, const Transaction& transaction)
{
    if (transaction.method == call::Method::Invite && !transaction.responses.empty())
        return story.transactions[transaction.partner].finalResponse() != nullptr; // CANCEL was taken
    if (transaction.transport == net::Transport::Udp)
        return dialog::repetitions(transaction.requests) > 0;
    return hasWayBack(story, transaction);
}

/// It was sent so often that the client has waited long, although the capture ends before it has to give up;
/// many do after five repetitions, and nothing else happens then.
bool hasWaitedLong(const Transaction& transaction)
{
    const auto isTimed = [](const dialog::Sending& sending) {
        return sending.repeat == dialog::Repeat::Timer;
    };
    return transaction.responses.empty() && transaction.method != call::Method::Ack &&
           static_cast<std::size_t>(std::count_if(transaction.requests.begin(), transaction.requests.end(),
                                                  isTimed)) >= lateRepetitions;
}

void checkNoAnswer(const dialog::CallStory& story, Report& report)
{
    for (const Transaction& transaction : story.transactions) {
        const bool isTimedOut =
            story.outcome(transaction) == dialog::Outcome::TimedOut && isWaiting(story, transaction);
        if (!isTimedOut && !hasWaitedLong(transaction))
            continue;
        const Index request = transaction.request();
        const dialog::StoryMessage& first = story.messages[request];
        Report::Evidence evidence;
        for (const dialog::Sending& sending : transaction.requests)
            evidence.push_back(story.id(sending.message));
        std::vector<std::string> arguments{std::string{transaction.methodText}, sourceOf(first),
                                           destinationOf(first)};
        // Keep-alives that go on unanswered are one fault.
        const std::string key = arguments[0] + '\0' + arguments[1] + '\0' + arguments[2];
        const std::string watched = secondsText(story.watchedAfter(request));
        if (transaction.responses.empty()) {
            arguments.push_back(std::to_string(1 + dialog::repetitions(transaction.requests)));
            arguments.push_back(watched);
            const bool isInvite = transaction.method == call::Method::Invite;
            report.add(noAnswer, std::move(arguments), std::move(evidence), key,
                       isInvite ? "RFC 3261 section 17.1.1.2" : noAnswer.reference);
            continue;
        }
        arguments.push_back(watched);
        evidence.push_back(story.id(transaction.responses.front().first()));
        report.add(noFinalResponse, std::move(arguments), std::move(evidence), key);
    }
}

} // namespace

const Rule noAnswerRule{noAnswerKinds, &checkNoAnswer};

} // namespace core::finding
