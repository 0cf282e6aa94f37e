// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/finding/facts.h"
#include "core/finding/rule.h"

#include <array>

namespace core::finding {
namespace {

using dialog::Transaction;

/// A sender that gets no answer repeats a request six times by timer A, in 32 s. Five have lasted 15 s.
constexpr std::size_t stormRepetitions = 5;

constexpr Kind storm{"retransmissions", Severity::Warning,
                     "%1 from %2 was sent %3 times within %4 s, although %5.", "RFC 3261 section 17",
                     "Is the answer late, or does it not reach the sender? Compare the times of the "
                     "repetitions with those of the "
                     "answer on this hop and the next."};
constexpr std::array stormKinds{&storm};

void judge(const dialog::CallStory& story, const std::vector<dialog::Sending>& sendings,
           const std::string& although, std::vector<dialog::Index> also, Report& report)
{
    if (dialog::repetitions(sendings) < stormRepetitions)
        return;
    const dialog::StoryMessage& first = story.messages[sendings.front().message];
    Report::Evidence evidence;
    for (const dialog::Index index : also)
        evidence.push_back(story.id(index));
    for (const dialog::Sending& sending : sendings)
        evidence.push_back(story.id(sending.message));
    report.add(storm,
               {titleOf(*first.message), sourceOf(first), std::to_string(1 + dialog::repetitions(sendings)),
                secondsText(story.between(sendings.front().message, sendings.back().message)), although},
               std::move(evidence));
}

/// What got no answer at all is a fault of another name; see no_answer.cpp and unacknowledged.cpp.
void checkRetransmission(const dialog::CallStory& story, Report& report)
{
    for (const Transaction& transaction : story.transactions) {
        if (!transaction.responses.empty() && transaction.hasRequest())
            judge(story, transaction.requests, "a response was captured",
                  {transaction.responses.front().first()}, report);
    }
}

} // namespace

const Rule retransmissionRule{stormKinds, &checkRetransmission};

} // namespace core::finding
