// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/exporter.h"

#include "core/leg/leg_finder.h"

#include <chrono>
#include <memory>
#include <unordered_set>
#include <utility>
#include <vector>

namespace ui::session {

using core::base::Result;
using core::exporting::ExportSummary;

namespace {

/// Adds the legs of the calls behind them. True when all calls that may be some were looked at.
Result<bool> addLegs(const std::filesystem::path& session, std::vector<core::base::CallKey>& calls,
                     const std::stop_token& stop)
{
    const auto table = core::session::SessionTable::open(session);
    if (!table)
        return table.error();
    bool isComplete = true;
    std::unordered_set<core::base::CallKey> known{calls.begin(), calls.end()};
    std::unordered_set<core::base::CallKey> done; // they have the same legs
    const std::vector<core::base::CallKey> asked{calls};
    for (const core::base::CallKey call : asked) {
        if (done.contains(call))
            continue;
        const auto legs = core::leg::findLegs(**table, call, {}, stop);
        if (!legs)
            return legs.error();
        isComplete = isComplete && legs->isComplete;
        for (const core::base::CallKey leg : legs->calls) {
            done.insert(leg);
            if (known.insert(leg).second)
                calls.push_back(leg);
        }
    }
    return isComplete;
}

Result<ExportSummary> exportNow(const std::filesystem::path& session, core::exporting::ExportOptions options,
                                WithLegs withLegs,
                                const std::function<void(const core::exporting::ExportProgress&)>& report,
                                const std::stop_token& stop)
{
    bool isComplete = true;
    if (withLegs == WithLegs::Yes) {
        const auto added = addLegs(session, options.calls, stop);
        if (!added)
            return added.error();
        isComplete = *added;
    }
    const auto reader = core::session::SessionReader::open(session);
    if (!reader)
        return reader.error();
    auto summary = core::exporting::exportSelection(**reader, options, report, stop);
    if (summary && !isComplete)
        summary->notes.emplace_back(core::leg::incompleteLegs);
    return summary;
}

} // namespace

void Exporter::start(const std::filesystem::path& session, core::exporting::ExportOptions options,
                     WithLegs withLegs, Done done)
{
    m_thread.post(JobKind::Refresh, [this, session, options = std::move(options), withLegs,
                                     done = std::move(done)](const std::stop_token& stop) {
        auto last = std::chrono::steady_clock::time_point{};
        const auto report = [&](const core::exporting::ExportProgress& progress) {
            const auto now = std::chrono::steady_clock::now();
            if (now - last < std::chrono::milliseconds{200})
                return;
            last = now;
            QMetaObject::invokeMethod(
                this, [this, progress] { emit progressed(progress.done, progress.total); },
                Qt::QueuedConnection);
        };
        auto result =
            std::make_shared<Result<ExportSummary>>(exportNow(session, options, withLegs, report, stop));
        QMetaObject::invokeMethod(
            this, [done, result] { done(std::move(*result)); }, Qt::QueuedConnection);
    });
}

void Exporter::cancel()
{
    // A job of the same kind that does nothing stops the one that runs.
    m_thread.post(JobKind::Refresh, [](const std::stop_token&) {});
}

} // namespace ui::session
