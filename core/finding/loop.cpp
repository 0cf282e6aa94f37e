// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/finding/facts.h"
#include "core/finding/rule.h"

#include <array>

namespace core::finding {
namespace {

using dialog::Index;
using dialog::nothing;

/// A forwarding chain longer than Max-Forwards can count was made up.
constexpr std::size_t longestChain = 256;

constexpr Kind loopKind{"loop", Severity::Error,
                        "%1 came back to %2 with the same request URI and Route: it goes round in a circle.",
                        "RFC 3261 section 16.3",
                        "Two elements route this request to each other; compare their rules for its target."};
constexpr Kind loopDetected{"loop-detected", Severity::Error, "%2 refused %1 with %3.",
                            "RFC 3261 section 21.4.20",
                            "Follow the Via headers of the refused request to see who sent it round."};
constexpr Kind spiral{"spiral", Severity::Notice,
                      "%1 came back to %2 on its way, with another request URI or Route; that is allowed, "
                      "and each round makes the "
                      "call slower.",
                      "RFC 3261 section 16.3",
                      "Is the way meant to be like this (forwarding, application servers)?"};
constexpr std::array loopKinds{&loopKind, &loopDetected, &spiral};

/// The request, or what it was forwarded from, had come to the same server before.
Index earlierVisit(const dialog::CallStory& story, Index transaction)
{
    Index at = story.upstream[transaction];
    for (std::size_t step = 0; at != nothing && step < longestChain; ++step) {
        if (story.transactions[at].server == story.transactions[transaction].server)
            return at;
        at = story.upstream[at];
    }
    return nothing;
}

void judgeRound(const dialog::CallStory& story, Index transaction, Report& report)
{
    const Index visit = earlierVisit(story, transaction);
    if (visit == nothing)
        return;
    const dialog::StoryMessage& first = story.messages[story.transactions[visit].request()];
    const dialog::StoryMessage& again = story.messages[story.transactions[transaction].request()];
    const bool isSame =
        first.message->requestUri() == again.message->requestUri() &&
        first.message->header(sip::HeaderName::Route) == again.message->header(sip::HeaderName::Route);
    report.add(isSame ? loopKind : spiral, {titleOf(*again.message), destinationOf(again)},
               {first.id, again.id}, requestKey(*again.message) + '\0' + destinationOf(again));
}

void checkLoop(const dialog::CallStory& story, Report& report)
{
    for (Index index = 0; index < story.transactions.size(); ++index) {
        const dialog::Transaction& transaction = story.transactions[index];
        if (!transaction.hasRequest())
            continue;
        judgeRound(story, index, report);
        const dialog::Response* const response = transaction.finalResponse();
        if (response == nullptr || response->status != 482)
            continue;
        const dialog::StoryMessage& request = story.messages[transaction.request()];
        const dialog::StoryMessage& answer = story.messages[response->first()];
        report.add(loopDetected, {titleOf(*request.message), sourceOf(answer), titleOf(*answer.message)},
                   {request.id, answer.id}, requestKey(*request.message));
    }
}

} // namespace

const Rule loopRule{loopKinds, &checkLoop};

} // namespace core::finding
