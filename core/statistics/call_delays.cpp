// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/call_delays.h"

#include <utility>

namespace core::statistics {
namespace {

base::Result<CallDelay> delayOfField(const Selection& selection, filter::FieldId id, std::string condition)
{
    const auto column = selection.column(id);
    if (!column)
        return column.error();
    CallDelay made{std::string{filter::field(id).name}, std::move(condition), true, {}};
    const auto rows = selection.matching(filter::Scope::Call, made.condition);
    if (!rows)
        return rows.error();
    for (std::size_t row = 0; row < column->integers.size(); ++row) {
        if (rows->test(row))
            made.delays.push_back({column->integers[row], static_cast<std::uint32_t>(row)});
    }
    return made;
}

} // namespace

base::Result<std::vector<CallDelay>> callDelays(const Selection& selection, const SessionCounts& counts)
{
    std::vector<CallDelay> all;
    // Clocks of two capture points may disagree: a negative time was not measured.
    for (const auto& [id, condition] :
         {std::pair{filter::FieldId::CallPdd, "pdd >= 0 s"},
          {filter::FieldId::CallSetup, "setup >= 0 s"},
          {filter::FieldId::CallRing, "ring >= 0 s"},
          {filter::FieldId::CallTalk, "talk >= 0 s"},
          {filter::FieldId::CallDuration, "type == call and duration >= 0 s"}}) {
        auto delay = delayOfField(selection, id, condition);
        if (!delay)
            return delay.error();
        all.push_back(*std::move(delay));
    }
    using Conditions = MeasureConditions;
    all.push_back({"SRD", Conditions::answered, false, counts.request.all()});
    all.push_back({"SRD failed", Conditions::refused, false, counts.failedRequest.all()});
    all.push_back({"SDD", Conditions::ended, false, counts.disconnect.all()});
    all.push_back({"SDT", Conditions::ended, false, counts.duration.all()});
    all.push_back({"SDT failed", Conditions::ended, false, counts.failedDuration.all()});
    all.push_back({"RRD", Conditions::registered, false, counts.registration.all()});
    return all;
}

} // namespace core::statistics
