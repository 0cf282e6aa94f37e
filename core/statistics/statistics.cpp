// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/statistics.h"

#include "core/statistics/sections.h"

#include <functional>
#include <span>
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

base::Status add(Report& report, base::Result<std::vector<Section>> sections)
{
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

/// What is not in columns.
struct Records {
    std::vector<call::RegistrationRecord> registrations;
    std::vector<SelectedStream> streams;

    static base::Result<Records> read(const Selection& selection, session::SessionReader& reader)
    {
        auto registrations = reader.registrations();
        if (!registrations)
            return registrations.error();
        auto streams = selectStreams(selection, reader);
        if (!streams)
            return streams.error();
        return Records{*std::move(registrations), *std::move(streams)};
    }
};

base::Status fill(Report& report, const Selection& selection, const Records& records, const Options& options)
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
        done = add(report, bindingSections(selection, records.registrations));
    if (done)
        done = add(report, peerSection(selection, *transactions, options));
    if (done)
        done = add(report, userAgentSection(selection, options));
    if (done)
        done = add(report, partySections(selection, options));
    if (done)
        done = add(report, timeSection(selection, options));
    if (done)
        done = add(report, messageTimeSection(selection, options));
    if (done)
        done = add(report, mediaSections(selection, records.streams, options));
    if (done)
        done = addGroups(report, selection, *transactions, options);
    return done;
}

/// The columns of no calls and no messages.
class NoRows : public filter::FilterData {
public:
    [[nodiscard]] std::size_t rows(filter::Scope) const override { return 0; }

    base::Result<filter::Column> column(const filter::Field&) override { return filter::Column{}; }

    base::Result<std::span<const std::uint32_t>> callRowOfMessage() override
    {
        return std::span<const std::uint32_t>{};
    }

    base::Status scanMessages(const filter::Bitmap&,
                              const std::function<void(std::size_t, std::span<const std::byte>)>&,
                              std::stop_token) override
    {
        return {};
    }
};

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
        const auto records = Records::read(*selection, table.reader());
        if (!records)
            return records.error();
        if (auto done = fill(report, *selection, *records, options); !done)
            return done.error();
    }
    // The views of columns are gone: now the table may forget what is beyond its budget.
    if (auto kept = table.select({}, std::move(stop)); !kept)
        return kept.error();
    return report;
}

base::Result<Report> emptyReport(const Options& options)
{
    NoRows nothing;
    const auto selection = Selection::make(nothing, {}, {});
    if (!selection)
        return selection.error();
    Report report;
    if (auto done = fill(report, *selection, {}, options); !done)
        return done.error();
    return report;
}

} // namespace core::statistics
