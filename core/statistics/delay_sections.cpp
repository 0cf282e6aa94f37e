// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/sections.h"
#include "core/statistics/summary.h"

#include <algorithm>
#include <array>
#include <utility>

namespace core::statistics {
namespace {

constexpr std::int64_t milliseconds = 1'000'000;

/// Where bins begin: 0, 1 ms, 2 ms, 5 ms, ... 500,000 s. The last one has no end.
constexpr std::array<std::int64_t, 28> edges = [] {
    std::array<std::int64_t, 28> made{};
    std::int64_t unit = milliseconds;
    for (std::size_t i = 1; i < made.size(); i += 3, unit *= 10) {
        made[i] = unit;
        made[i + 1] = 2 * unit;
        made[i + 2] = 5 * unit;
    }
    return made;
}();

std::size_t binOf(std::int64_t delay)
{
    const auto* const after = std::upper_bound(edges.begin(), edges.end(), delay);
    return static_cast<std::size_t>(std::max<std::ptrdiff_t>(after - edges.begin(), 1)) - 1;
}

std::string fieldCondition(const CallDelay& delay, std::size_t bin)
{
    const std::string& name = delay.name;
    std::string text = delay.condition + " and " + name + " >= " + secondsText(edges[bin]) + " s";
    if (bin + 1 < edges.size())
        text += " and " + name + " < " + secondsText(edges[bin + 1]) + " s";
    return text;
}

base::Result<Row> rowOfBin(const Selection& selection, const CallDelay& delay, std::size_t bin,
                           std::vector<std::uint32_t> calls)
{
    if (!delay.isField)
        return selection.rowOfCalls(delay.name, std::move(calls), delay.condition);
    return Row{
        delay.name, {}, filter::Scope::Call, calls.size(), selection.filterWith(fieldCondition(delay, bin))};
}

/// Bins from the first to the last that has a delay.
base::Status addBins(Section& section, const Selection& selection, const CallDelay& delay)
{
    std::array<std::vector<std::uint32_t>, edges.size()> bins;
    for (const Delay& each : delay.delays)
        bins[binOf(each.nanoseconds)].push_back(each.callRow);
    std::size_t end = bins.size();
    while (end > 0 && bins[end - 1].empty())
        --end;
    std::size_t bin = 0;
    while (bin < end && bins[bin].empty())
        ++bin;
    std::uint64_t sum = 0;
    for (; bin < end; ++bin) {
        const std::uint64_t count = bins[bin].size();
        sum += count;
        auto row = rowOfBin(selection, delay, bin, std::move(bins[bin]));
        if (!row)
            return row.error();
        row->values = {seconds(edges[bin]),
                       bin + 1 < edges.size() ? std::optional{seconds(edges[bin + 1])} : std::nullopt,
                       static_cast<double>(count), percent(count, delay.delays.size()),
                       percent(sum, delay.delays.size())};
        section.rows.push_back(*std::move(row));
    }
    return {};
}

} // namespace

base::Result<Section> delaySection(const Selection& selection, const std::vector<CallDelay>& delays)
{
    Section section{"delays",
                    "Delays of calls",
                    "Percentiles are by nearest rank: each is a delay of some call.",
                    {{"count", "calls", Unit::Count},
                     {"min", "min", Unit::Seconds},
                     {"mean", "mean", Unit::Seconds},
                     {"p50", "p50", Unit::Seconds},
                     {"p95", "p95", Unit::Seconds},
                     {"p99", "p99", Unit::Seconds},
                     {"max", "max", Unit::Seconds}},
                    {}};
    for (const CallDelay& delay : delays) {
        auto row = selection.row(delay.name, filter::Scope::Call, delay.condition);
        if (!row)
            return row.error();
        std::vector<std::int64_t> values;
        values.reserve(delay.delays.size());
        for (const Delay& each : delay.delays)
            values.push_back(each.nanoseconds);
        row->values.assign(section.columns.size(), std::nullopt);
        row->values[0] = static_cast<double>(values.size());
        if (const auto sum = summarise(values))
            row->values = {static_cast<double>(sum->count),
                           seconds(sum->minimum),
                           sum->mean / 1e9,
                           seconds(sum->p50),
                           seconds(sum->p95),
                           seconds(sum->p99),
                           seconds(sum->maximum)};
        section.rows.push_back(*std::move(row));
    }
    return section;
}

base::Result<Section> histogramSection(const Selection& selection, const std::vector<CallDelay>& delays)
{
    Section section{"delay_histogram",
                    "Distribution of the delays",
                    "From is part of a bin, to is not.",
                    {{"from", "from", Unit::Seconds},
                     {"to", "to", Unit::Seconds},
                     {"count", "calls", Unit::Count},
                     {"share", "share", Unit::Percent},
                     {"cumulative_share", "up to here", Unit::Percent}},
                    {}};
    for (const CallDelay& delay : delays) {
        if (auto done = addBins(section, selection, delay); !done)
            return done.error();
    }
    return section;
}

} // namespace core::statistics
