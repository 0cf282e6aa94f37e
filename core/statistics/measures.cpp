// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/sections.h"
#include "core/statistics/session_counter.h"

#include <algorithm>
#include <map>
#include <utility>

namespace core::statistics {
namespace {

struct Measure {
    std::string name;
    std::optional<double> rate;
    std::optional<double> delay;
    std::uint64_t samples = 0;
    std::string condition;
};

base::Result<Section> measureSection(const Selection& selection, Section section,
                                     const std::vector<Measure>& measures)
{
    section.columns = {{"rate", "rate", Unit::Percent},
                       {"delay", "mean", Unit::Seconds},
                       {"samples", "samples", Unit::Count}};
    for (const Measure& measure : measures) {
        auto row = selection.row(measure.name, filter::Scope::Call, measure.condition);
        if (!row)
            return row.error();
        row->values = {measure.rate, measure.delay, static_cast<double>(measure.samples)};
        section.rows.push_back(*std::move(row));
    }
    return section;
}

base::Result<Delays> delaysOf(const Selection& selection, filter::FieldId id)
{
    const auto column = selection.column(id);
    if (!column)
        return column.error();
    Delays delays;
    for (std::size_t row = 0; row < column->integers.size(); ++row) {
        if (selection.rows(filter::Scope::Call).test(row))
            delays.add(column->integers[row], static_cast<std::uint32_t>(row));
    }
    return delays;
}

} // namespace

base::Result<Section> sessionMeasures(const Selection& selection, const SessionCounts& counts)
{
    // Not less what was challenged: only 3xx is taken off.
    const std::uint64_t invites = counts.invites - counts.redirected;
    using Conditions = MeasureConditions;
    const std::string asked = Conditions::session;
    const std::string ended = Conditions::ended;
    const auto rate = [](std::string name, std::uint64_t part, std::uint64_t whole, std::string condition) {
        return Measure{std::move(name), percent(part, whole), {}, whole, std::move(condition)};
    };
    const auto delay = [](std::string name, const Delays& delays, std::string condition) {
        return Measure{std::move(name), {}, delays.mean(), delays.count(), std::move(condition)};
    };
    return measureSection(
        selection,
        {"rfc6076",
         "Measures of RFC 6076",
         "Of requests of the host that began the call. SER and SEER are of INVITE requests and leave out "
         "those "
         "answered with 3xx only: a challenged INVITE counts. ISA and SCR are of sessions: an INVITE and its "
         "repetition after a challenge or a redirection are one. SRD, RRD and SDD begin with the first "
         "request.",
         {},
         {}},
        {delay("RRD", counts.registration, Conditions::registered),
         rate("IRA", counts.failedRegisters, counts.registers, Conditions::registration),
         delay("SRD", counts.request, Conditions::answered),
         delay("SRD failed", counts.failedRequest, Conditions::refused),
         delay("SDD", counts.disconnect, ended), delay("SDT", counts.duration, ended),
         delay("SDT failed", counts.failedDuration, ended), rate("SER", counts.answered, invites, asked),
         rate("SEER", counts.effective, invites, asked),
         rate("ISA", counts.ineffective, counts.sessions, asked),
         rate("SCR", counts.completed, counts.sessions, asked)});
}

base::Result<Section> networkMeasures(const Selection& selection)
{
    const std::string asked = MeasureConditions::session;
    const auto all = selection.matching(filter::Scope::Call, asked);
    if (!all)
        return all.error();
    const auto answered = selection.matching(filter::Scope::Call, MeasureConditions::answered);
    if (!answered)
        return answered.error();
    const auto delivered = selection.matching(filter::Scope::Call, MeasureConditions::delivered);
    if (!delivered)
        return delivered.error();
    const auto talk = delaysOf(selection, filter::FieldId::CallTalk);
    if (!talk)
        return talk.error();
    const auto pdd = delaysOf(selection, filter::FieldId::CallPdd);
    if (!pdd)
        return pdd.error();
    return measureSection(selection,
                          {"e411",
                           "Measures by the names of ITU-T E.411 and E.425",
                           "A call is a seizure. NER counts 2xx, 480, 486, 487, 600 and 603 as delivered.",
                           {},
                           {}},
                          {{"ASR", percent(answered->count(), all->count()), {}, all->count(), asked},
                           {"NER", percent(delivered->count(), all->count()), {}, all->count(), asked},
                           {"ACD", {}, talk->mean(), talk->count(), "talk >= 0 s"},
                           {"PDD", {}, pdd->mean(), pdd->count(), "pdd >= 0 s"}});
}

base::Result<Section> registrationSection(const Selection& selection, const Transactions& transactions)
{
    std::map<std::uint32_t, std::uint64_t> outcomes;
    std::uint64_t attempts = 0;
    const auto& all = transactions.all;
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (!all[i].isFromClient || transactions.methods[all[i].method] != "REGISTER")
            continue;
        // A challenge that is answered is no outcome: the answer to that counts.
        const bool isRepeated =
            isChallenge(all[i].finalStatus) &&
            std::any_of(all.begin() + static_cast<std::ptrdiff_t>(i) + 1,
                        all.begin() + static_cast<std::ptrdiff_t>(std::min(i + 2, all.size())),
                        [&](const Transaction& next) {
                            return next.callRow == all[i].callRow && next.isFromClient &&
                                   next.method == all[i].method;
                        });
        if (isRepeated)
            continue;
        ++attempts;
        ++outcomes[all[i].finalStatus];
    }
    Section section{"registrations",
                    "Registrations",
                    "Attempts of the host that registers; a challenge and its answer are one.",
                    {{"attempts", "attempts", Unit::Count}, {"share", "share", Unit::Percent}},
                    {}};
    for (const auto& [status, count] : outcomes) {
        const std::string code = std::to_string(status);
        auto row = selection.row(isSuccess(status) ? "success " + code
                                 : status == 0     ? std::string{"unanswered"}
                                                   : "failure " + code,
                                 filter::Scope::Call,
                                 "type == registration" +
                                     (status == 0 ? std::string{} : " and msg.status == " + code));
        if (!row)
            return row.error();
        row->values = {static_cast<double>(count), percent(count, attempts)};
        section.rows.push_back(*std::move(row));
    }
    return section;
}

} // namespace core::statistics
