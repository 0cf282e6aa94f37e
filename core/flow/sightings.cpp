// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/flow/sightings.h"

#include "core/call/saturating_time.h"

#include <algorithm>
#include <unordered_map>

namespace core::flow {

void addSightings(CallFlow& flow, std::span<const FlowMessage> messages)
{
    std::unordered_map<base::MessageId, Arrow*> arrows;
    for (FlowRow& row : flow.rows) {
        if (auto* arrow = std::get_if<Arrow>(&row); arrow != nullptr && arrow->duplicates > 0)
            arrows.emplace(arrow->message, arrow);
    }
    if (arrows.empty())
        return;
    for (const FlowMessage& message : messages) {
        // Duplicates of what was sent again, or of duplicates, are other packets than the arrow's.
        const auto found = arrows.find(message.duplicateOf ? message.duplicateOf : message.id);
        if (found != arrows.end())
            found->second->sightings.push_back({message.id, message.place, message.time, {}});
    }
    for (const auto& [message, arrow] : arrows) {
        std::vector<Sighting>& sightings = arrow->sightings;
        if (sightings.size() < 2) {
            sightings.clear();
            continue;
        }
        std::ranges::stable_sort(sightings, {}, &Sighting::time);
        for (Sighting& sighting : sightings)
            sighting.delay = call::elapsed(sightings.front().time, sighting.time);
    }
}

} // namespace core::flow
