// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/finding/facts.h"
#include "core/finding/rule.h"

#include <array>

namespace core::finding {
namespace {

using dialog::Transaction;

/// The timers of RFC 3261 send nothing more than eleven times; that a capture shows each packet twice makes
/// it no storm.
constexpr std::size_t tooMany = 30;

constexpr Kind endless{
    "retransmission-storm", Severity::Error,
    "%1 from %2 was sent at least %3 times within %4 s; the timers of SIP repeat nothing so often.",
    "RFC 3261 section 17",
    "What makes the sender send it again? Two sides that answer each other's repetitions go "
    "on for ever: see what the other side sent at the same times."};
constexpr std::array endlessKinds{&endless};

void judge(const dialog::CallStory& story, const std::vector<dialog::Sending>& sendings, Report& report)
{
    if (sendings.size() < tooMany)
        return;
    const dialog::StoryMessage& first = story.messages[sendings.front().message];
    Report::Evidence evidence;
    for (const dialog::Sending& sending : sendings) {
        if (evidence.size() < Report::mostEvidence)
            evidence.push_back(story.id(sending.message));
    }
    report.add(endless,
               {titleOf(*first.message), sourceOf(first), std::to_string(sendings.size()),
                secondsText(story.between(sendings.front().message, sendings.back().message))},
               std::move(evidence));
}

void checkStorm(const dialog::CallStory& story, Report& report)
{
    for (const Transaction& transaction : story.transactions) {
        judge(story, transaction.requests, report);
        for (const dialog::Response& response : transaction.responses)
            judge(story, response.sendings, report);
    }
}

} // namespace

const Rule stormRule{endlessKinds, &checkStorm};

} // namespace core::finding
