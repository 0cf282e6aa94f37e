// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/finding/facts.h"
#include "core/finding/rule.h"

#include "core/base/ascii.h"

#include <array>
#include <optional>

namespace core::finding {
namespace {

constexpr Kind tooManyHops{"too-many-hops", Severity::Error,
                           "%1 was refused with %2 by %3: its Max-Forwards was used up.",
                           "RFC 3261 section 21.4.21",
                           "Look for a loop in the routing; follow the Via headers of the refused request."};
constexpr Kind maxForwardsKept{"max-forwards-kept", Severity::Warning,
                               "%2 forwarded %1 without taking one off Max-Forwards: %3 came in and %4 went "
                               "out, so that a loop would not "
                               "end.",
                               "RFC 3261 section 16.6", "The proxy has to be mended."};
constexpr std::array maxForwardsKinds{&tooManyHops, &maxForwardsKept};

std::optional<unsigned> maxForwards(const sip::Message& message)
{
    return base::parseDecimal<unsigned>(base::trimmed(message.header(sip::HeaderName::MaxForwards)));
}

void judgeForwarding(const dialog::CallStory& story, dialog::Index transaction, Report& report)
{
    if (story.upstream[transaction] == dialog::nothing)
        return;
    const dialog::StoryMessage& out = story.messages[story.transactions[transaction].request()];
    const dialog::StoryMessage& in =
        story.messages[story.transactions[story.upstream[transaction]].request()];
    const auto before = maxForwards(*in.message);
    const auto after = maxForwards(*out.message);
    if (!before || !after || *after < *before || *before == 0)
        return;
    report.add(maxForwardsKept,
               {titleOf(*out.message), sourceOf(out), std::to_string(*before), std::to_string(*after)},
               {in.id, out.id}, sourceOf(out));
}

void checkMaxForwards(const dialog::CallStory& story, Report& report)
{
    for (dialog::Index index = 0; index < story.transactions.size(); ++index) {
        const dialog::Transaction& transaction = story.transactions[index];
        if (!transaction.hasRequest())
            continue;
        judgeForwarding(story, index, report);
        const dialog::Response* const response = transaction.finalResponse();
        if (response == nullptr || response->status != 483)
            continue;
        const dialog::StoryMessage& answer = story.messages[response->first()];
        const dialog::StoryMessage& request = story.messages[transaction.request()];
        report.add(tooManyHops, {titleOf(*request.message), titleOf(*answer.message), sourceOf(answer)},
                   {request.id, answer.id}, requestKey(*request.message));
    }
}

} // namespace

const Rule maxForwardsRule{maxForwardsKinds, &checkMaxForwards};

} // namespace core::finding
