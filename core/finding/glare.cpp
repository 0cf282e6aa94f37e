// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/finding/facts.h"
#include "core/finding/rule.h"

#include <array>

namespace core::finding {
namespace {

constexpr Kind glareKind{"glare", Severity::Notice,
                         "%1 from %2 and %3 from %4 crossed each other, and 491 refused one of them; its "
                         "sender tries again after a "
                         "pause.",
                         "RFC 3261 section 14.1",
                         "Both sides should choose their pauses as the RFC says; see whether one follows."};
constexpr std::array glareKinds{&glareKind};

void checkGlare(const dialog::CallStory& story, Report& report)
{
    for (const dialog::Glare& glare : story.glares) {
        const dialog::Index first = story.transactions[glare.first].request();
        const dialog::Index second = story.transactions[glare.second].request();
        report.add(glareKind,
                   {titleOf(story.message(first)), sourceOf(story.messages[first]),
                    titleOf(story.message(second)), sourceOf(story.messages[second])},
                   {story.id(first), story.id(second), story.id(glare.refusal)},
                   requestKey(story.message(glare.refusal)));
    }
}

} // namespace

const Rule glareRule{glareKinds, &checkGlare};

} // namespace core::finding
