// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/sections.h"
#include "core/statistics/time_bars.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace core::statistics {
namespace {

/// Of the calls that the selection has.
struct CallTimes {
    filter::Column start;
    filter::Column duration;
    filter::Bitmap open; ///< of type call and not finished

    static base::Result<CallTimes> load(const Selection& selection)
    {
        auto start = selection.column(filter::FieldId::CallTime);
        if (!start)
            return start.error();
        auto duration = selection.column(filter::FieldId::CallDuration);
        if (!duration)
            return duration.error();
        auto open = selection.matching(filter::Scope::Call, "state in {calling, ringing, in-call}");
        if (!open)
            return open.error();
        return CallTimes{*std::move(start), *std::move(duration), *std::move(open)};
    }
};

/// Calls that are open at the end of each bar.
std::vector<std::int64_t> concurrentCalls(const CallTimes& times, const filter::Bitmap& calls,
                                          const TimeBars& bars)
{
    std::vector<std::int64_t> open(bars.count + 1);
    for (std::size_t row = 0; row < times.start.integers.size(); ++row) {
        const std::int64_t start = times.start.integers[row];
        if (!calls.test(row) || start == filter::Column::absent)
            continue;
        ++open[bars.barOf(start)];
        const std::int64_t span = std::max<std::int64_t>(times.duration.integers[row], 0);
        if (!times.open.test(row) && start <= std::numeric_limits<std::int64_t>::max() - span)
            --open[bars.barOf(start + span)];
    }
    for (std::size_t bar = 1; bar < open.size(); ++bar)
        open[bar] += open[bar - 1];
    return open;
}

/// Rows that begin within each bar.
std::vector<std::uint64_t> countPerBar(const filter::Column& times, const filter::Bitmap& rows,
                                       const TimeBars& bars)
{
    std::vector<std::uint64_t> counts(bars.count);
    for (std::size_t row = 0; row < times.integers.size(); ++row) {
        if (rows.test(row) && times.integers[row] != filter::Column::absent)
            ++counts[bars.barOf(times.integers[row])];
    }
    return counts;
}

/// A row without values yet.
Row rowOfBar(const Selection& selection, const TimeBars& bars, std::size_t bar, filter::Scope list,
             std::uint64_t count)
{
    return {bars.nameOf(bar), {}, list, count, selection.filterWith(bars.conditionOf(bar))};
}

} // namespace

base::Result<Section> timeSection(const Selection& selection, const Options& options)
{
    Section section{"over_time",
                    "Over time",
                    "Concurrent: calls of type call that are open at the end of the bar.",
                    {{"calls", "calls", Unit::Count},
                     {"calls_per_second", "calls/s", Unit::PerSecond},
                     {"concurrent", "concurrent", Unit::Count}},
                    {}};
    const auto times = CallTimes::load(selection);
    if (!times)
        return times.error();
    const auto calls = selection.matching(filter::Scope::Call, "type == call");
    if (!calls)
        return calls.error();
    const filter::Bitmap& rows = selection.rows(filter::Scope::Call);
    const auto bars = TimeBars::over(times->start, rows, options.bars);
    if (!bars)
        return section;
    const std::vector<std::int64_t> open = concurrentCalls(*times, *calls, *bars);
    const std::vector<std::uint64_t> counts = countPerBar(times->start, rows, *bars);
    for (std::size_t bar = 0; bar < bars->count; ++bar) {
        Row row = rowOfBar(selection, *bars, bar, filter::Scope::Call, counts[bar]);
        row.values = {static_cast<double>(row.count), static_cast<double>(row.count) / seconds(bars->width),
                      static_cast<double>(std::max<std::int64_t>(open[bar], 0))};
        section.rows.push_back(std::move(row));
    }
    return section;
}

base::Result<Section> messageTimeSection(const Selection& selection, const Options& options)
{
    Section section{"messages_over_time",
                    "Messages over time",
                    "Failures: responses from 400 on, also those of a challenge.",
                    {{"messages", "messages", Unit::Count},
                     {"messages_per_second", "messages/s", Unit::PerSecond},
                     {"failures", "failures", Unit::Count}},
                    {}};
    const auto times = selection.column(filter::FieldId::MessageTime);
    if (!times)
        return times.error();
    const auto failures = selection.matching(filter::Scope::Message, "status >= 400");
    if (!failures)
        return failures.error();
    const filter::Bitmap& rows = selection.rows(filter::Scope::Message);
    const auto bars = TimeBars::over(*times, rows, options.bars);
    if (!bars)
        return section;
    const std::vector<std::uint64_t> counts = countPerBar(*times, rows, *bars);
    const std::vector<std::uint64_t> failed = countPerBar(*times, *failures, *bars);
    for (std::size_t bar = 0; bar < bars->count; ++bar) {
        Row row = rowOfBar(selection, *bars, bar, filter::Scope::Message, counts[bar]);
        row.values = {static_cast<double>(row.count), static_cast<double>(row.count) / seconds(bars->width),
                      static_cast<double>(failed[bar])};
        section.rows.push_back(std::move(row));
    }
    return section;
}

} // namespace core::statistics
