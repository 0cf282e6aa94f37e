// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/findings_reader.h"

#include "core/finding/rules.h"
#include "core/flow/story_loader.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace ui::session {
namespace {

using namespace core;

base::Timestamp timeOf(const dialog::CallStory& story, const finding::Finding& finding)
{
    for (const dialog::StoryMessage& message : story.messages) {
        if (!finding.evidence.empty() && message.id == finding.evidence.front())
            return message.time;
    }
    return story.messages.front().time;
}

} // namespace

base::Result<std::vector<CallFinding>> readFindingsOfCall(core::session::SessionReader& reader,
                                                          base::CallKey call, base::Timestamp observedUntil,
                                                          const std::stop_token& stop)
{
    const auto loaded = flow::LoadedStory::load(reader, call, observedUntil, stop);
    if (!loaded)
        return loaded.error();
    std::vector<CallFinding> found;
    for (finding::Finding& finding : finding::findingsOf(loaded->story())) {
        const base::Timestamp time = timeOf(loaded->story(), finding);
        found.push_back({call, time, std::move(finding)});
    }
    return found;
}

base::Result<LoadedFindings> readFindings(core::session::SessionReader& reader,
                                          std::span<const base::CallKey> calls, const std::stop_token& stop)
{
    const auto progress = reader.progress();
    if (!progress)
        return progress.error();
    LoadedFindings loaded;
    for (const base::CallKey call : calls) {
        auto found = readFindingsOfCall(reader, call, progress->lastTime, stop);
        if (!found && found.error().code != base::ErrorCode::SessionDamaged)
            return found.error();
        if (!found)
            ++loaded.unread;
        else
            std::move(found->begin(), found->end(), std::back_inserter(loaded.findings));
    }
    std::stable_sort(loaded.findings.begin(), loaded.findings.end(),
                     [](const CallFinding& a, const CallFinding& b) {
                         return a.finding.kind->severity > b.finding.kind->severity;
                     });
    return loaded;
}

} // namespace ui::session
