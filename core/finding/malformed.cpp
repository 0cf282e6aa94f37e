// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/finding/facts.h"
#include "core/finding/rule.h"

#include <array>

namespace core::finding {
namespace {

constexpr Kind malformed{"malformed", Severity::Warning, "%1 from %2 is malformed. %3", "RFC 3261 section 25",
                         "The sender has to be mended; a strict receiver rejects it."};
constexpr std::array malformedKinds{&malformed};

/// What may be the capture's fault, or has a rule of its own (message_length.cpp).
bool isElsewhere(sip::Defect defect)
{
    return defect == sip::Defect::ContentLengthTooLarge || sip::gravity(defect) != sip::Gravity::Invalid;
}

void checkMalformed(const dialog::CallStory& story, Report& report)
{
    for (const dialog::StoryMessage& next : story.messages) {
        if (next.duplicateOf || next.defects.contains(sip::Defect::MessageTruncated) ||
            next.defects.contains(sip::Defect::StreamGap))
            continue;
        next.defects.forEach([&](sip::Defect defect) {
            if (isElsewhere(defect))
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
