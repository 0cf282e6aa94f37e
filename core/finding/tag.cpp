// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/finding/facts.h"
#include "core/finding/rule.h"

#include <array>

namespace core::finding {
namespace {

constexpr Kind toTagMissing{
    "to-tag-missing", Severity::Warning, "%1 from %2 has no tag in To; only 100 may come without one.",
    "RFC 3261 section 8.2.6.2",
    "The server has to be mended; a client cannot tell its dialog from those of other branches."};
constexpr Kind tagChanged{
    "tag-changed", Severity::Warning,
    "%1 from %2 answers a request within a dialog with other tags than the request has.",
    "RFC 3261 section 8.2.6.2",
    "Did the answering side restart, or does somebody in the middle change tags?"};
constexpr std::array tagKinds{&toTagMissing, &tagChanged};

void judgeTags(const dialog::CallStory& story, const dialog::Transaction& transaction,
               const dialog::Response& response, Report& report)
{
    const dialog::StoryMessage& answer = story.messages[response.first()];
    // What had no From tag either speaks RFC 2543, which knew none.
    if (response.status == 100 || answer.message->fromTag().empty() ||
        answer.defects.contains(sip::Defect::StatusCodeOutOfRange) ||
        answer.defects.contains(sip::Defect::ToMalformed) || answer.defects.contains(sip::Defect::ToMissing))
        return;
    if (response.toTag.empty())
        report.add(toTagMissing, {titleOf(*answer.message), sourceOf(answer)}, {answer.id},
                   std::to_string(response.status) + sourceOf(answer));
    if (!transaction.hasRequest())
        return;
    const sip::Message& request = story.message(transaction.request());
    const bool isChanged =
        !request.toTag().empty() && !response.toTag.empty() &&
        (request.toTag() != response.toTag || request.fromTag() != answer.message->fromTag());
    if (isChanged)
        report.add(tagChanged, {titleOf(*answer.message), sourceOf(answer)},
                   {story.id(transaction.request()), answer.id}, requestKey(request));
}

void checkTag(const dialog::CallStory& story, Report& report)
{
    for (const dialog::Transaction& transaction : story.transactions) {
        for (const dialog::Response& response : transaction.responses)
            judgeTags(story, transaction, response, report);
    }
}

} // namespace

const Rule tagRule{tagKinds, &checkTag};

} // namespace core::finding
