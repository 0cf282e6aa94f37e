// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/statistics.h"

#include "core/statistics/sections.h"

#include <utility>

namespace core::statistics {
namespace {

base::Status add(Report& report, base::Result<Section> section)
{
    if (!section)
        return section.error();
    report.sections.push_back(*std::move(section));
    return {};
}

base::Status addParties(Report& report, const Selection& selection, const Options& options)
{
    auto sections = partySections(selection, options);
    if (!sections)
        return sections.error();
    for (Section& section : *sections)
        report.sections.push_back(std::move(section));
    return {};
}

base::Status addGroups(Report& report, const Selection& selection, const Transactions& transactions,
                       const Options& options)
{
    for (const GroupBy by : options.groups) {
        if (auto done = add(report, groupSection(selection, transactions, by, options)); !done)
            return done;
    }
    return {};
}

base::Status fill(Report& report, const Selection& selection, const Options& options)
{
    const auto transactions = findTransactions(selection);
    if (!transactions)
        return transactions.error();
    if (options.isOnlyGroups)
        return addGroups(report, selection, *transactions, options);
    const SessionCounts counts = countSessions(*transactions);
    const auto delays = callDelays(selection, counts);
    if (!delays)
        return delays.error();
    base::Status done = add(report, sessionMeasures(selection, counts));
    if (done)
        done = add(report, networkMeasures(selection));
    if (done)
        done = add(report, delaySection(selection, *delays));
    if (done)
        done = add(report, histogramSection(selection, *delays));
    if (done)
        done = add(report, responseSection(selection, options));
    if (done)
        done = add(report, methodSection(selection, options));
    if (done)
        done = add(report, transactionSection(selection, *transactions, options));
    if (done)
        done = add(report, registrationSection(selection, *transactions));
    if (done)
        done = add(report, peerSection(selection, *transactions, options));
    if (done)
        done = add(report, userAgentSection(selection, options));
    if (done)
        done = addParties(report, selection, options);
    if (done)
        done = add(report, timeSection(selection, options));
    if (done)
        done = add(report, messageTimeSection(selection, options));
    if (done)
        done = addGroups(report, selection, *transactions, options);
    return done;
}

} // namespace

base::Result<Report> compute(session::SessionTable& table, const Options& options, std::stop_token stop)
{
    Report report;
    {
        const auto selection = Selection::make(table, options.filter, stop);
        if (!selection)
            return selection.error();
        report.filter = options.filter;
        report.messages = selection->rows(filter::Scope::Message).count();
        report.calls = selection->rows(filter::Scope::Call).count();
        if (auto done = fill(report, *selection, options); !done)
            return done.error();
    }
    // The views of columns are gone: now the table may forget what is beyond its budget.
    if (auto kept = table.select({}, std::move(stop)); !kept)
        return kept.error();
    return report;
}

} // namespace core::statistics
