// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/call_groups.h"
#include "core/statistics/sections.h"

#include <utility>

namespace core::statistics {
namespace {

using filter::Bitmap;
using filter::FieldId;

/// Of the calls of one group, what E.411 and E.425 ask for.
struct CallSums {
    std::uint64_t seizures = 0;
    std::uint64_t answered = 0;
    std::uint64_t delivered = 0;
    Delays pdd;
    Delays talk;
};

/// What the selection knows of each call.
struct CallFacts {
    Bitmap seizures;
    Bitmap answered;
    Bitmap delivered;
    filter::Column pdd;
    filter::Column talk;

    static base::Result<CallFacts> load(const Selection& selection)
    {
        CallFacts facts;
        const std::initializer_list<std::pair<Bitmap CallFacts::*, const char*>> conditions{
            {&CallFacts::seizures, MeasureConditions::session},
            {&CallFacts::answered, MeasureConditions::answered},
            {&CallFacts::delivered, MeasureConditions::delivered}};
        for (const auto& [member, condition] : conditions) {
            auto rows = selection.matching(filter::Scope::Call, condition);
            if (!rows)
                return rows.error();
            facts.*member = *std::move(rows);
        }
        for (const auto& [member, id] :
             {std::pair{&CallFacts::pdd, FieldId::CallPdd}, {&CallFacts::talk, FieldId::CallTalk}}) {
            auto column = selection.column(id);
            if (!column)
                return column.error();
            facts.*member = *std::move(column);
        }
        return facts;
    }

    void addTo(CallSums& sums, std::uint32_t row) const
    {
        sums.seizures += seizures.test(row) ? 1U : 0U;
        sums.answered += answered.test(row) ? 1U : 0U;
        sums.delivered += delivered.test(row) ? 1U : 0U;
        sums.pdd.add(pdd.integers[row], row);
        sums.talk.add(talk.integers[row], row);
    }
};

struct Heading {
    const char* key;
    const char* title;
    const char* note;
};

Heading headingOf(GroupBy by)
{
    switch (by) {
    case GroupBy::Peer:
        return {"by_peer", "Measures by peer",
                "A peer is the host that the first request of the call went to."};
    case GroupBy::Caller:
        return {"by_caller", "Measures by calling host",
                "The host is the one that sent the first request of the call."};
    case GroupBy::Prefix:
        return {"by_prefix", "Measures by prefix of the called number",
                "Calls to what is no number, or a shorter one, are left out."};
    case GroupBy::UserAgent:
        return {"by_agent", "Measures by user agent",
                "A call counts for each user agent that sent a message of it."};
    case GroupBy::Time:
        break;
    }
    return {"by_time", "Measures over time", "A call belongs to the time of its first message."};
}

std::vector<ReportColumn> groupColumns()
{
    std::vector<ReportColumn> columns{
        {"calls", "calls", Unit::Count},         {"seizures", "seizures", Unit::Count},
        {"asr", "ASR", Unit::Percent},           {"ner", "NER", Unit::Percent},
        {"invites", "INVITEs", Unit::Count},     {"ser", "SER", Unit::Percent},
        {"seer", "SEER", Unit::Percent},         {"sessions", "sessions", Unit::Count},
        {"isa", "ISA", Unit::Percent},           {"scr", "SCR", Unit::Percent},
        {"registers", "REGISTERs", Unit::Count}, {"ira", "IRA", Unit::Percent}};
    for (const auto& [key, title] : {std::pair{"pdd", "PDD"},
                                     {"acd", "ACD"},
                                     {"srd", "SRD"},
                                     {"srd_failed", "SRD failed"},
                                     {"sdd", "SDD"},
                                     {"sdt", "SDT"},
                                     {"sdt_failed", "SDT failed"},
                                     {"rrd", "RRD"}}) {
        columns.push_back({key, title, Unit::Seconds});
        columns.push_back({std::string{key} + "_samples", "n", Unit::Count});
    }
    return columns;
}

/// As the columns above.
std::vector<std::optional<double>> valuesOf(std::uint64_t calls, const CallSums& sums,
                                            const SessionCounts& counts)
{
    const auto number = [](std::uint64_t value) { return std::optional{static_cast<double>(value)}; };
    const std::uint64_t invites = counts.invites - counts.redirected;
    std::vector<std::optional<double>> values{number(calls),
                                              number(sums.seizures),
                                              percent(sums.answered, sums.seizures),
                                              percent(sums.delivered, sums.seizures),
                                              number(invites),
                                              percent(counts.answered, invites),
                                              percent(counts.effective, invites),
                                              number(counts.sessions),
                                              percent(counts.ineffective, counts.sessions),
                                              percent(counts.completed, counts.sessions),
                                              number(counts.registers),
                                              percent(counts.failedRegisters, counts.registers)};
    for (const Delays* delays :
         {&sums.pdd, &sums.talk, &counts.request, &counts.failedRequest, &counts.disconnect, &counts.duration,
          &counts.failedDuration, &counts.registration}) {
        values.push_back(delays->mean());
        values.push_back(number(delays->count()));
    }
    return values;
}

} // namespace

base::Result<Section> groupSection(const Selection& selection, const Transactions& transactions, GroupBy by,
                                   const Options& options)
{
    const auto groups = groupCalls(selection, by, options);
    if (!groups)
        return groups.error();
    const auto facts = CallFacts::load(selection);
    if (!facts)
        return facts.error();
    std::vector<CallSums> sums(groups->groups.size());
    for (const CallGroups::Member& member : groups->members)
        facts->addTo(sums[member.group], member.callRow);
    const std::vector<SessionCounts> counts = countSessions(transactions, *groups);
    const Heading heading = headingOf(by);
    Section section{heading.key, heading.title, heading.note, groupColumns(), {}};
    for (std::size_t i = 0; i < groups->groups.size(); ++i) {
        const CallGroups::Group& group = groups->groups[i];
        section.rows.push_back({group.name, valuesOf(group.calls, sums[i], counts[i]), filter::Scope::Call,
                                group.calls, selection.filterWith(group.condition)});
    }
    return section;
}

} // namespace core::statistics
