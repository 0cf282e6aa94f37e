// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/finding/facts.h"
#include "core/finding/rule.h"

#include "core/dialog/options.h"

#include <array>

namespace core::finding {
namespace {

constexpr Kind extensionUnsupported{
    "extension-unsupported", Severity::Warning,
    "%3 refused %1 from %2 because of an extension that it does not support: %4.", "RFC 3261 section 21.4.15",
    "The client may try again without the extension; else switch it off there, or on at the server."};
constexpr Kind extensionRequired{
    "extension-required", Severity::Warning,
    "%3 takes %1 from %2 only with an extension that the request does not offer: %4.",
    "RFC 3261 section 21.4.16", "Switch the extension on at the client."};
constexpr std::array extensionKinds{&extensionUnsupported, &extensionRequired};

std::string listed(const sip::Message& message, sip::HeaderName name)
{
    std::string text;
    dialog::forEachValue(message, name, [&text](std::string_view value) {
        text += text.empty() ? "" : ", ";
        text += value;
    });
    return text;
}

void checkExtension(const dialog::CallStory& story, Report& report)
{
    for (const dialog::Transaction& transaction : story.transactions) {
        const dialog::Response* const response = transaction.finalResponse();
        if (response == nullptr || !transaction.hasRequest() ||
            (response->status != 420 && response->status != 421))
            continue;
        const bool isUnsupported = response->status == 420;
        const dialog::StoryMessage& answer = story.messages[response->first()];
        const std::string names =
            listed(*answer.message, isUnsupported ? sip::HeaderName::Unsupported : sip::HeaderName::Require);
        if (names.empty())
            continue;
        const dialog::StoryMessage& request = story.messages[transaction.request()];
        report.add(isUnsupported ? extensionUnsupported : extensionRequired,
                   {titleOf(*request.message), sourceOf(request), sourceOf(answer), names},
                   {request.id, answer.id}, requestKey(*request.message));
    }
}

} // namespace

const Rule extensionRule{extensionKinds, &checkExtension};

} // namespace core::finding
