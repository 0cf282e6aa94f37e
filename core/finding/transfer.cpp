// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/finding/facts.h"
#include "core/finding/rule.h"

#include <array>

namespace core::finding {
namespace {

constexpr Kind transferFailed{"transfer-failed", Severity::Warning,
                              "The transfer to %1 that %2 asked for failed: the other side reported %3.",
                              "RFC 3515 section 2.4.5",
                              "Look for the call that was made to the target, and at what refused it."};
constexpr Kind transferRefused{"transfer-refused", Severity::Warning,
                               "The REFER of %2 to %1 was refused with %3.", "RFC 3515 section 2.4.2",
                               "Does the other side allow REFER (see its Allow header)?"};
constexpr std::array transferKinds{&transferFailed, &transferRefused};

/// The final answer to a REFER; `nothing` when there is none.
dialog::Index answerOf(const dialog::CallStory& story, const dialog::Referral& referral)
{
    const dialog::Transaction& refer = story.transactions[story.places[referral.request].transaction];
    const dialog::Response* const response = refer.finalResponse();
    return response == nullptr ? dialog::nothing : response->first();
}

void checkTransfer(const dialog::CallStory& story, Report& report)
{
    for (const dialog::Referral& referral : story.referrals) {
        const dialog::StoryMessage& refer = story.messages[referral.request];
        const dialog::Index answer = answerOf(story, referral);
        const std::string key = requestKey(*refer.message);
        std::vector<std::string> arguments{std::string{referral.referTo}, sourceOf(refer)};
        // A challenge is no refusal.
        const bool isRefused = referral.status >= 300 && referral.status != 401 && referral.status != 407;
        if (isRefused && answer != dialog::nothing) {
            arguments.push_back(titleOf(story.message(answer)));
            report.add(transferRefused, std::move(arguments), {refer.id, story.id(answer)}, key);
        } else if (referral.reported >= 300) {
            arguments.push_back(std::to_string(referral.reported));
            report.add(transferFailed, std::move(arguments), {refer.id, story.id(referral.report)}, key);
        }
    }
}

} // namespace

const Rule transferRule{transferKinds, &checkTransfer};

} // namespace core::finding
