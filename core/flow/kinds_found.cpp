// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/flow/kinds_found.h"

#include "core/dialog/timers.h"
#include "core/finding/rules.h"
#include "core/flow/story_loader.h"

#include <algorithm>

namespace core::flow {

base::Result<session::FoundKinds> kindsFoundIn(session::SessionReader& reader, base::CallKey call,
                                               base::Timestamp observedUntil, const std::stop_token& stop)
{
    const auto loaded = LoadedStory::load(reader, call, observedUntil, stop);
    if (!loaded)
        return loaded.error();
    const dialog::CallStory& story = loaded->story();
    session::FoundKinds found;
    for (const finding::Finding& finding : finding::findingsOf(story)) {
        const std::string_view name = finding.kind->name;
        if (std::find(found.names.begin(), found.names.end(), name) == found.names.end())
            found.names.push_back(name);
    }
    // Rules look at what comes after the last message only to see whether a transaction has timed out.
    found.isFinal =
        story.messages.empty() || observedUntil - story.messages.back().time >= dialog::transactionTimeout;
    return found;
}

} // namespace core::flow
