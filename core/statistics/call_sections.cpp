// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/sections.h"
#include "core/statistics/summary.h"

#include "core/call/call_record.h"

#include <algorithm>
#include <limits>
#include <map>
#include <unordered_map>
#include <utility>

namespace core::statistics {
namespace {

constexpr std::size_t longestParty = 1024;

struct Tally {
    std::uint64_t calls = 0;
    std::uint64_t failed = 0;
};

std::string textOfCode(const filter::Column& column, std::uint32_t code)
{
    const filter::Value value = column.valueOfCode(code);
    const auto text = filter::textIn(value);
    return text && text->size() <= longestParty ? std::string{*text} : std::string{};
}

/// Calls per pair of codes; of one column only, the second code is 0.
std::unordered_map<std::uint64_t, Tally> tallyCodes(const filter::Column& first, const filter::Column* second,
                                                    const filter::Bitmap& rows, const filter::Bitmap& failed)
{
    std::unordered_map<std::uint64_t, Tally> tallies;
    for (std::size_t row = 0; row < first.codes.size(); ++row) {
        if (!rows.test(row))
            continue;
        const std::uint64_t other = second != nullptr ? second->codes[row] : 0;
        Tally& tally = tallies[std::uint64_t{first.codes[row]} << 32U | other];
        ++tally.calls;
        tally.failed += failed.test(row) ? 1U : 0U;
    }
    return tallies;
}

/// What a list of the most frequent has: name and condition of each line.
using Named = std::map<std::string, std::pair<std::string, Tally>>;

void addTo(Named& named, const std::string& name, const std::string& condition, const Tally& tally)
{
    auto& [known, sum] = named.try_emplace(name, condition, Tally{}).first->second;
    sum.calls += tally.calls;
    sum.failed += tally.failed;
}

Section topSection(const Selection& selection, std::string key, std::string title, const Named& named,
                   std::size_t most)
{
    Section section{std::move(key),
                    std::move(title),
                    {},
                    {{"calls", "calls", Unit::Count},
                     {"failed", "failed", Unit::Count},
                     {"failure_rate", "failed", Unit::Percent}},
                    {}};
    for (const auto& [name, entry] : named) {
        const auto& [condition, tally] = entry;
        section.rows.push_back({name,
                                {static_cast<double>(tally.calls), static_cast<double>(tally.failed),
                                 percent(tally.failed, tally.calls)},
                                filter::Scope::Call,
                                tally.calls,
                                selection.filterWith(condition)});
    }
    std::stable_sort(section.rows.begin(), section.rows.end(),
                     [](const Row& a, const Row& b) { return a.count > b.count; });
    if (section.rows.size() > most)
        section.rows.resize(most);
    return section;
}

/// The first characters of a number, "+" included; nothing of what is no number or shorter.
std::string prefixOf(const std::string& user, std::size_t length)
{
    const std::size_t start = user.starts_with('+') ? 1U : 0U;
    const bool isNumber =
        user.size() > start && user.find_first_not_of("0123456789", start) == std::string::npos;
    return isNumber && user.size() >= length ? user.substr(0, length) : std::string{};
}

std::string prefixCondition(const std::string& prefix)
{
    const std::string digits = prefix.starts_with('+') ? "[+]" + prefix.substr(1) : prefix;
    // Only numbers: alice4930 is none.
    return "to.user matches \"^" + digits + "[0-9]*$\"";
}

struct PartyList {
    const char* key;
    const char* title;
    filter::FieldId field;
    const char* name;
};

/// Bars of a round width, which is 0.1 s or more.
struct Bars {
    std::int64_t start = 0;
    std::int64_t width = 1;
    std::size_t count = 0;

    static Bars over(std::int64_t first, std::int64_t last, std::size_t most)
    {
        constexpr std::int64_t widest = std::numeric_limits<std::int64_t>::max() / 4;
        first = std::clamp(first, -widest, widest);
        last = std::clamp(last, first, widest);
        for (std::int64_t unit = 100'000'000;; unit *= 10) {
            for (const std::int64_t step : {1, 2, 5}) {
                const std::int64_t width = unit * step;
                const std::int64_t rest = first % width;
                const std::int64_t start = first - (rest < 0 ? rest + width : rest);
                const auto count = static_cast<std::size_t>((last - start) / width) + 1;
                if (count <= most || unit > widest / 100)
                    return {start, width, std::min(count, most)};
            }
        }
    }

    [[nodiscard]] std::size_t barOf(std::int64_t time) const
    {
        return time <= start ? 0 : std::min(count - 1, static_cast<std::size_t>((time - start) / width));
    }
};

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
                                          const Bars& bars)
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

} // namespace

base::Result<std::vector<Section>> partySections(const Selection& selection, const Options& options)
{
    const auto failed = selection.matching(filter::Scope::Call, "state in {rejected, failed}");
    if (!failed)
        return failed.error();
    const filter::Bitmap& rows = selection.rows(filter::Scope::Call);
    std::vector<Section> sections;
    for (const PartyList& list :
         {PartyList{"from_hosts", "Calling hosts", filter::FieldId::CallFromHost, "from.host"},
          {"to_hosts", "Called hosts", filter::FieldId::CallToHost, "to.host"},
          {"from_users", "Calling users", filter::FieldId::CallFromUser, "from.user"},
          {"to_users", "Called users", filter::FieldId::CallToUser, "to.user"}}) {
        const auto column = selection.column(list.field);
        if (!column)
            return column.error();
        Named named;
        Named prefixes;
        for (const auto& [codes, tally] : tallyCodes(*column, nullptr, rows, *failed)) {
            const std::string text = textOfCode(*column, static_cast<std::uint32_t>(codes >> 32U));
            if (text.empty())
                continue;
            addTo(named, text, std::string{list.name} + " == " + filterText(text), tally);
            if (list.field != filter::FieldId::CallToUser)
                continue;
            if (const std::string prefix = prefixOf(text, options.prefixLength); !prefix.empty())
                addTo(prefixes, prefix, prefixCondition(prefix), tally);
        }
        sections.push_back(topSection(selection, list.key, list.title, named, options.top));
        if (list.field == filter::FieldId::CallToUser)
            sections.push_back(
                topSection(selection, "prefixes", "Prefixes of called numbers", prefixes, options.top));
    }
    const auto from = selection.column(filter::FieldId::CallFromHost);
    const auto to = selection.column(filter::FieldId::CallToHost);
    if (!from || !to)
        return from ? to.error() : from.error();
    Named pairs;
    for (const auto& [codes, tally] : tallyCodes(*from, &*to, rows, *failed)) {
        const std::string first = textOfCode(*from, static_cast<std::uint32_t>(codes >> 32U));
        const std::string second = textOfCode(*to, static_cast<std::uint32_t>(codes));
        if (!first.empty() && !second.empty())
            addTo(pairs, first + " -> " + second,
                  "from.host == " + filterText(first) + " and to.host == " + filterText(second), tally);
    }
    sections.push_back(topSection(selection, "host_pairs", "Pairs of hosts", pairs, options.top));
    return sections;
}

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
    std::int64_t first = std::numeric_limits<std::int64_t>::max();
    std::int64_t last = std::numeric_limits<std::int64_t>::min();
    for (std::size_t row = 0; row < times->start.integers.size(); ++row) {
        const std::int64_t start = times->start.integers[row];
        if (!rows.test(row) || start == filter::Column::absent)
            continue;
        first = std::min(first, start);
        last = std::max(last, start);
    }
    if (first > last || options.bars == 0)
        return section;
    const Bars bars = Bars::over(first, last, options.bars);
    const std::vector<std::int64_t> open = concurrentCalls(*times, *calls, bars);
    for (std::size_t bar = 0; bar < bars.count; ++bar) {
        const std::int64_t from = bars.start + static_cast<std::int64_t>(bar) * bars.width;
        auto row =
            selection.row(base::formatUtc(base::fromNanoseconds(from)), filter::Scope::Call,
                          "time >= " + secondsText(from) + " and time < " + secondsText(from + bars.width));
        if (!row)
            return row.error();
        row->values = {static_cast<double>(row->count), static_cast<double>(row->count) / seconds(bars.width),
                       static_cast<double>(std::max<std::int64_t>(open[bar], 0))};
        section.rows.push_back(*std::move(row));
    }
    return section;
}

base::Result<Section> delaySection(const Selection& selection)
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
    for (const filter::FieldId id : {filter::FieldId::CallPdd, filter::FieldId::CallSetup,
                                     filter::FieldId::CallRing, filter::FieldId::CallTalk}) {
        const std::string name{filter::field(id).name};
        const auto column = selection.column(id);
        if (!column)
            return column.error();
        // Clocks of two capture points may disagree: a negative time was not measured.
        auto row = selection.row(name, filter::Scope::Call, name + " >= 0 s");
        if (!row)
            return row.error();
        std::vector<std::int64_t> delays;
        const filter::Bitmap& rows = selection.rows(filter::Scope::Call);
        for (std::size_t call = 0; call < column->integers.size(); ++call) {
            if (rows.test(call) && column->integers[call] >= 0)
                delays.push_back(column->integers[call]);
        }
        row->values.assign(section.columns.size(), std::nullopt);
        row->values[0] = static_cast<double>(delays.size());
        if (const auto sum = summarise(delays))
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

} // namespace core::statistics
