// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/call_marker.h"

#include "core/session/primary.h"
#include "core/session/session_reader.h"

#include <algorithm>
#include <span>
#include <utility>

namespace ui::session {
namespace {

using core::base::CallKey;
using core::base::Result;
using core::base::Status;
using core::session::Mark;

/// Calls in one go, between two looks at the stop token.
constexpr std::size_t callsPerStep = 2'000;

/// The calls as marks, by whether they are marked.
struct FoundCalls {
    std::vector<Mark> marked;
    std::vector<Mark> unmarked;
};

Result<FoundCalls> findMarked(const std::filesystem::path& session, std::span<const CallKey> calls,
                              const std::stop_token& stop)
{
    auto reader = core::session::SessionReader::open(session);
    if (!reader)
        return reader.error();
    FoundCalls found;
    while (!calls.empty() && !stop.stop_requested()) {
        const auto step = calls.first(std::min(calls.size(), callsPerStep));
        const auto records = (*reader)->calls(step);
        if (!records)
            return records.error();
        for (const core::call::CallRecord& record : *records)
            (record.isMarked ? found.marked : found.unmarked).push_back({record.callId, {}, {}, {}});
        calls = calls.subspan(step.size());
    }
    return found;
}

Status toggleMarks(const std::filesystem::path& session, std::span<const CallKey> calls,
                   const std::stop_token& stop)
{
    const auto found = findMarked(session, calls, stop);
    if (!found)
        return found.error();
    // Those that are marked keep what was noted with the mark.
    const bool isRemoving = found->unmarked.empty();
    std::span<const Mark> marks{isRemoving ? found->marked : found->unmarked};
    while (!marks.empty() && !stop.stop_requested()) {
        const auto step = marks.first(std::min(marks.size(), callsPerStep));
        const Status done =
            isRemoving ? core::session::removeMarks(session, step) : core::session::setMarks(session, step);
        if (!done)
            return done;
        marks = marks.subspan(step.size());
    }
    return {};
}

} // namespace

void CallMarker::toggle(std::filesystem::path session, std::vector<CallKey> calls)
{
    post([session = std::move(session), calls = std::move(calls)](const std::stop_token& stop) {
        return toggleMarks(session, calls, stop);
    });
}

} // namespace ui::session
