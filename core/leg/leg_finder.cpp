// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/leg/leg_finder.h"

#include "core/leg/leg_counts.h"
#include "core/leg/leg_scan.h"
#include "core/leg/link_decider.h"

#include <algorithm>
#include <numeric>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace core::leg {
namespace {

/// What was decided about calls that the session has; others may have gone with a ring.
base::Result<LinkDecider> readDecisions(session::SessionReader& reader)
{
    const auto decisions = reader.linkDecisions();
    if (!decisions)
        return decisions.error();
    LinkDecider decider;
    for (const session::LinkDecision& decision : *decisions) {
        const auto first = reader.findCall(decision.first);
        const auto second = reader.findCall(decision.second);
        if (first && second)
            decider.add(first->key, second->key, decision.verdict, decision.note);
    }
    return decider;
}

class Finder {
public:
    Finder(session::SessionTable& table, const LegOptions& options, std::stop_token stop)
        : m_table(table), m_scan(table, options, std::move(stop))
    {
    }

    base::Result<Legs> find(base::CallKey call)
    {
        if (base::Status loaded = load(); !loaded)
            return loaded.error();
        if (!m_scan.rowOf(call))
            return base::Error{base::ErrorCode::CallUnknown, m_table.reader().path().string(),
                               std::to_string(call.value)};
        // Each leg has calls around it that the one before may not have had.
        std::vector<base::CallKey> calls{call};
        std::vector<LegLink> links;
        std::unordered_set<base::CallKey> looked;
        for (bool isMore = true; isMore;) {
            isMore = false;
            for (const base::CallKey leg : calls) {
                const auto row = m_scan.rowOf(leg);
                if (!looked.insert(leg).second || !row)
                    continue;
                isMore = true;
                if (base::Status around = m_scan.lookAround(*row); !around)
                    return around.error();
            }
            if (isMore) {
                links = m_decider.decide(m_scan.links());
                calls = follow(call, links);
            }
        }
        Legs legs = legsOf(std::move(calls), std::move(links));
        for (std::vector<LegLink>* some : {&legs.links, &legs.rejected}) {
            if (base::Status described = m_scan.describe(*some); !described)
                return described.error();
        }
        return legs;
    }

    base::Result<AllLinks> findAll()
    {
        if (base::Status loaded = load(); !loaded)
            return loaded.error();
        if (base::Status looked = m_scan.lookAtAll(); !looked)
            return looked.error();
        AllLinks all{m_decider.decide(m_scan.links()), m_scan.isComplete()};
        if (base::Status described = m_scan.describe(all.links); !described)
            return described.error();
        return all;
    }

    base::Result<std::vector<std::int64_t>> count()
    {
        if (base::Status loaded = load(); !loaded)
            return loaded.error();
        if (base::Status looked = m_scan.lookAtAll(); !looked)
            return looked.error();
        return countsOf(m_decider.decide(m_scan.links()));
    }

private:
    base::Status load()
    {
        auto decider = readDecisions(m_table.reader());
        if (!decider)
            return decider.error();
        m_decider = *std::move(decider);
        return m_scan.load();
    }

    /// Rows that belong together have one root; its size is what each of them has.
    [[nodiscard]] std::vector<std::int64_t> countsOf(const std::vector<LegLink>& links) const
    {
        const std::size_t rows = m_table.rows(filter::Scope::Call);
        std::vector<std::size_t> parents(rows);
        std::iota(parents.begin(), parents.end(), std::size_t{0});
        const auto rootOf = [&parents](std::size_t row) {
            while (parents[row] != row)
                row = parents[row] = parents[parents[row]];
            return row;
        };
        for (const LegLink& link : links) {
            const auto first = m_scan.rowOf(link.first);
            const auto second = m_scan.rowOf(link.second);
            if (link.state != LinkState::Rejected && first && second)
                parents[rootOf(*second)] = rootOf(*first);
        }
        std::vector<std::int64_t> sizes(rows);
        for (std::size_t row = 0; row < rows; ++row)
            ++sizes[rootOf(row)];
        std::vector<std::int64_t> counts(rows);
        for (std::size_t row = 0; row < rows; ++row)
            counts[row] = sizes[rootOf(row)];
        return counts;
    }

    /// From leg to leg, until no link leads further.
    static std::vector<base::CallKey> follow(base::CallKey call, const std::vector<LegLink>& links)
    {
        std::unordered_multimap<base::CallKey, base::CallKey> neighbours;
        for (const LegLink& link : links) {
            if (link.state == LinkState::Rejected)
                continue;
            neighbours.emplace(link.first, link.second);
            neighbours.emplace(link.second, link.first);
        }
        std::vector<base::CallKey> calls{call};
        std::unordered_set<base::CallKey> known{call};
        for (std::size_t at = 0; at < calls.size(); ++at) {
            const auto [first, last] = neighbours.equal_range(calls[at]);
            for (auto next = first; next != last; ++next) {
                if (known.insert(next->second).second)
                    calls.push_back(next->second);
            }
        }
        return calls;
    }

    [[nodiscard]] Legs legsOf(std::vector<base::CallKey> calls, std::vector<LegLink> links) const
    {
        Legs legs;
        legs.isComplete = m_scan.isComplete();
        const std::unordered_set<base::CallKey> known{calls.begin(), calls.end()};
        for (LegLink& link : links) {
            if (link.state == LinkState::Rejected) {
                if (known.contains(link.first) || known.contains(link.second))
                    legs.rejected.push_back(std::move(link));
            } else if (known.contains(link.first)) {
                legs.links.push_back(std::move(link));
            }
        }
        std::sort(calls.begin() + 1, calls.end(), [this](base::CallKey a, base::CallKey b) {
            return std::pair{m_scan.startOf(a), a} < std::pair{m_scan.startOf(b), b};
        });
        legs.calls = std::move(calls);
        return legs;
    }

    session::SessionTable& m_table;
    LegScan m_scan;
    LinkDecider m_decider;
};

/// The views of columns are gone: now the table may forget what is beyond its budget.
template <typename Found>
base::Result<Found> released(session::SessionTable& table, base::Result<Found> found, std::stop_token stop)
{
    if (!found)
        return found;
    if (auto kept = table.select({}, std::move(stop)); !kept)
        return kept.error();
    return found;
}

} // namespace

base::Result<Legs> findLegs(session::SessionTable& table, base::CallKey call, const LegOptions& options,
                            std::stop_token stop)
{
    auto legs = Finder{table, options, stop}.find(call);
    return released(table, std::move(legs), std::move(stop));
}

base::Result<AllLinks> findAllLinks(session::SessionTable& table, const LegOptions& options,
                                    std::stop_token stop)
{
    auto links = Finder{table, options, stop}.findAll();
    return released(table, std::move(links), std::move(stop));
}

base::Result<std::vector<std::int64_t>> countLegs(session::SessionTable& table, const LegOptions& options,
                                                  std::stop_token stop)
{
    return Finder{table, options, std::move(stop)}.count();
}

base::Result<std::vector<std::int64_t>> countUsualLegs(session::SessionTable& table,
                                                       const std::stop_token& stop)
{
    return countLegs(table, {}, stop);
}

} // namespace core::leg
