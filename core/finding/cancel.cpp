// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/finding/facts.h"
#include "core/finding/rule.h"

#include <array>

namespace core::finding {
namespace {

using dialog::Transaction;

constexpr Kind cancelTooLate{
    "cancel-too-late", Severity::Notice,
    "The call was answered with %1 %2 s after %3 had sent CANCEL: the answer won, and the caller has to end "
    "the "
    "call with BYE.",
    "RFC 3261 section 9.1",
    "See whether a BYE follows; otherwise the called side thinks that it is in a call."};
constexpr std::array cancelKinds{&cancelTooLate};

void checkCancel(const dialog::CallStory& story, Report& report)
{
    for (const Transaction& transaction : story.transactions) {
        if (!story.isCancelTooLate(transaction))
            continue;
        const dialog::Index cancel = story.transactions[transaction.partner].request();
        const dialog::Index answer = transaction.finalResponse()->first();
        report.add(cancelTooLate,
                   {titleOf(story.message(answer)), secondsText(story.between(cancel, answer)),
                    sourceOf(story.messages[cancel])},
                   {story.id(cancel), story.id(answer)}, requestKey(story.message(answer)));
    }
}

} // namespace

const Rule cancelRule{cancelKinds, &checkCancel};

} // namespace core::finding
