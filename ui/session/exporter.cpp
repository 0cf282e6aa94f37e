// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/exporter.h"

#include <chrono>
#include <memory>
#include <utility>

namespace ui::session {

using core::base::Result;
using core::exporting::ExportSummary;

void Exporter::start(const std::filesystem::path& session, core::exporting::ExportOptions options, Done done)
{
    m_thread.post(JobKind::Refresh, [this, session, options = std::move(options),
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
        auto reader = core::session::SessionReader::open(session);
        auto result = std::make_shared<Result<ExportSummary>>(
            reader ? core::exporting::exportSelection(**reader, options, report, stop)
                   : Result<ExportSummary>(reader.error()));
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
