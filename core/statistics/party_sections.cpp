// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/number_prefix.h"
#include "core/statistics/sections.h"

#include <algorithm>
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

struct PartyList {
    const char* key;
    const char* title;
    filter::FieldId field;
    const char* name;
};

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
            addTo(pairs, std::string{first}.append(" -> ").append(second),
                  std::string{"from.host == "}
                      .append(filterText(first))
                      .append(" and to.host == ")
                      .append(filterText(second)),
                  tally);
    }
    sections.push_back(topSection(selection, "host_pairs", "Pairs of hosts", pairs, options.top));
    return sections;
}

} // namespace core::statistics
