// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/finding/facts.h"
#include "core/finding/rule.h"

#include <algorithm>
#include <array>

namespace core::finding {
namespace {

using dialog::Index;

constexpr Kind malformed{"malformed", Severity::Warning, "%1 from %2 is malformed. %3", "RFC 3261 section 25",
                         "The sender has to be mended; a strict receiver rejects it."};
constexpr std::array malformedKinds{&malformed};

/// What may be the capture's fault, or has a rule of its own (message_length.cpp).
bool isElsewhere(sip::Defect defect)
{
    return defect == sip::Defect::ContentLengthTooLarge || sip::gravity(defect) != sip::Gravity::Invalid;
}

/// A response has these from its request (RFC 3261 section 8.2.6.2).
constexpr std::array copiedDefects{sip::Defect::ViaMalformed, sip::Defect::FromMalformed,
                                   sip::Defect::ToMalformed, sip::Defect::CallIdMalformed,
                                   sip::Defect::CSeqMalformed};

bool isCopied(const dialog::CallStory& story, Index index, sip::Defect defect)
{
    const Index at = story.places[index].transaction;
    if (story.message(index).isRequest() || at == dialog::nothing || !story.transactions[at].hasRequest() ||
        std::find(copiedDefects.begin(), copiedDefects.end(), defect) == copiedDefects.end())
        return false;
    return story.messages[story.transactions[at].request()].defects.contains(defect);
}

void checkMalformed(const dialog::CallStory& story, Report& report)
{
    for (Index index = 0; index < story.messages.size(); ++index) {
        const dialog::StoryMessage& next = story.messages[index];
        if (next.duplicateOf || next.defects.contains(sip::Defect::MessageTruncated) ||
            next.defects.contains(sip::Defect::StreamGap))
            continue;
        next.defects.forEach([&](sip::Defect defect) {
            if (isElsewhere(defect) || isCopied(story, index, defect))
                return;
            std::vector<std::string> arguments{titleOf(*next.message), sourceOf(next),
                                               std::string{sip::sentence(defect)}};
            std::string key = arguments[0] + '\0' + arguments[1] + '\0' + arguments[2];
            report.add(malformed, std::move(arguments), {next.id}, std::move(key), sip::reference(defect));
        });
    }
}

} // namespace

const Rule malformedRule{malformedKinds, &checkMalformed};

} // namespace core::finding
