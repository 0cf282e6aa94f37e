// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/export/exporter.h"
#include "ui/session/job_thread.h"

#include <QObject>

#include <filesystem>
#include <functional>

namespace ui::session {

/// Whether the legs of the calls go with them: the calls that belong together with each.
enum class WithLegs { No, Yes };

/// Writes exports on a thread of its own, with a reader of its own, so that the window goes on. One at a
/// time; a new one stops the one before. GUI thread.
class Exporter : public QObject {
    Q_OBJECT

public:
    using Done = std::function<void(core::base::Result<core::exporting::ExportSummary>)>;

    using QObject::QObject;

    void start(const std::filesystem::path& session, core::exporting::ExportOptions options,
               WithLegs withLegs, Done done);
    void cancel();

signals:
    void progressed(quint64 done, quint64 total);

private:
    JobThread m_thread;
};

} // namespace ui::session
