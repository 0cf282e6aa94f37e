// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/finding/rules.h"

#include "core/finding/rule.h"

#include <algorithm>
#include <array>

namespace core::finding {
namespace {

constexpr std::array rules{
    &audioRule,          &authenticationRule,
    &cancelRule,         &connectionAddressRule,
    &dialledDigitsRule,  &dropRule,
    &extensionRule,      &glareRule,
    &loopRule,           &malformedRule,
    &maxForwardsRule,    &mediaCodecRule,
    &mediaElsewhereRule, &mediaQualityRule,
    &messageLengthRule,  &natRule,
    &noAnswerRule,       &offerAnswerRule,
    &packetTimeRule,     &provisionalRule,
    &registrationRule,   &retransmissionRule,
    &scannerRule,        &sequenceRule,
    &stormRule,          &tagRule,
    &transferRule,       &unacknowledgedRule,
};

std::vector<const Kind*> collectKinds()
{
    std::vector<const Kind*> kinds;
    for (const Rule* rule : rules)
        kinds.insert(kinds.end(), rule->kinds.begin(), rule->kinds.end());
    std::sort(kinds.begin(), kinds.end(), [](const Kind* a, const Kind* b) { return a->name < b->name; });
    return kinds;
}

} // namespace

std::vector<Finding> findingsOf(const dialog::CallStory& story)
{
    Report report;
    for (const Rule* rule : rules)
        rule->check(story, report);
    return report.take();
}

std::span<const Kind* const> allKinds()
{
    static const std::vector<const Kind*> kinds = collectKinds();
    return kinds;
}

} // namespace core::finding
