// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/sections.h"
#include "core/statistics/selected_streams.h"

#include <array>
#include <utility>

namespace core::statistics {
namespace {

/// Bindings that have something in common, and the calls of their newest REGISTER.
struct Bindings {
    std::uint64_t count = 0;
    std::vector<std::uint32_t> callRows;

    void add(std::uint64_t times, std::uint32_t callRow)
    {
        count += times;
        if (times != 0)
            callRows.push_back(callRow);
    }
};

base::Status addRow(Section& section, const Selection& selection, std::string name, Bindings& bindings,
                    std::uint64_t whole)
{
    if (bindings.count == 0)
        return {};
    auto row =
        selection.rowOfCalls(std::move(name), std::move(bindings.callRows), MeasureConditions::registration);
    if (!row)
        return row.error();
    row->values = {static_cast<double>(bindings.count), percent(bindings.count, whole)};
    section.rows.push_back(*std::move(row));
    return {};
}

struct BindingTally {
    std::array<Bindings, call::registrationStateCount> states;
    std::array<Bindings, call::registrationFailureCount> failures;
    Bindings flapping;
    std::uint64_t all = 0;
    std::uint64_t failed = 0;

    void add(const call::RegistrationRecord& record, std::uint32_t callRow)
    {
        ++all;
        states.at(static_cast<std::size_t>(record.state)).add(1, callRow);
        flapping.add(record.isFlapping ? 1 : 0, callRow);
        for (std::size_t kind = 0; kind < failures.size(); ++kind) {
            failures.at(kind).add(record.failures.at(kind), callRow);
            failed += record.failures.at(kind);
        }
    }
};

base::Result<BindingTally> tallyBindings(const Selection& selection,
                                         const std::vector<call::RegistrationRecord>& records)
{
    const auto calls = CallRows::of(selection);
    if (!calls)
        return calls.error();
    BindingTally tally;
    for (const call::RegistrationRecord& record : records) {
        if (const auto row = calls->find(record.call))
            tally.add(record, *row);
    }
    return tally;
}

} // namespace

base::Result<std::vector<Section>> bindingSections(const Selection& selection,
                                                   const std::vector<call::RegistrationRecord>& records)
{
    auto tally = tallyBindings(selection, records);
    if (!tally)
        return tally.error();
    Section states{"bindings",
                   "Bindings",
                   "An address of record at a contact, with the state that it has at the end; by the call of "
                   "its newest REGISTER.",
                   {{"bindings", "bindings", Unit::Count}, {"share", "share", Unit::Percent}},
                   {}};
    Section failures{"registration_failures",
                     "Failed registrations by kind",
                     "An attempt may have failed in several ways.",
                     {{"failures", "failures", Unit::Count}, {"share", "share", Unit::Percent}},
                     {}};
    base::Status done;
    for (std::size_t i = 0; done && i < tally->states.size(); ++i)
        done = addRow(states, selection, std::string{name(static_cast<call::RegistrationState>(i))},
                      tally->states.at(i), tally->all);
    if (done)
        done = addRow(states, selection, "flapping", tally->flapping, tally->all);
    for (std::size_t i = 0; done && i < tally->failures.size(); ++i)
        done = addRow(failures, selection, std::string{name(static_cast<call::RegistrationFailure>(i))},
                      tally->failures.at(i), tally->failed);
    if (!done)
        return done.error();
    return std::vector<Section>{std::move(states), std::move(failures)};
}

} // namespace core::statistics
