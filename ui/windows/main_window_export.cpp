// SPDX-License-Identifier: GPL-3.0-or-later
// What leaves the window: exports, and calls handed to Wireshark.
#include "ui/adapt/error_text.h"
#include "ui/adapt/format.h"
#include "ui/adapt/text.h"
#include "ui/windows/export_prompt.h"
#include "ui/windows/list_page.h"
#include "ui/windows/main_window.h"
#include "ui/windows/notice.h"
#include "ui/windows/run_bar.h"
#include "ui/windows/session_view.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>

#include <utility>

namespace ui::windows {
namespace {

using core::base::CallKey;
using core::base::Error;
using core::base::ErrorCode;
using core::base::MessageId;
using core::exporting::ExportFormat;
using core::exporting::ExportOptions;

/// Rows in the order of the list, as the ids of calls or messages.
void setRows(ExportOptions& options, core::filter::Scope scope, const std::vector<std::int64_t>& ids)
{
    options.rows = scope;
    for (const std::int64_t id : ids) {
        if (scope == core::filter::Scope::Call)
            options.calls.push_back(CallKey{id});
        else
            options.messages.push_back(MessageId{id});
    }
}

} // namespace

ExportOptions MainWindow::selectionOf(ExportWhat what) const
{
    ListPage& page = m_sessionView->list();
    ExportOptions options;
    options.application = adapt::bytes(QStringLiteral("rhapsode ") + QCoreApplication::applicationVersion());
    std::vector<std::int64_t> ids;
    switch (what) {
    case ExportWhat::Selected:
        ids = page.view().selectedIds(SIZE_MAX);
        break;
    case ExportWhat::Shown:
        for (int row = 0; row < page.model().rowCount(); ++row)
            ids.push_back(page.model().idAt(row));
        break;
    case ExportWhat::All:
        for (std::int64_t id = 1; id <= page.feed().total(); ++id)
            ids.push_back(id);
        break;
    }
    setRows(options, page.scope(), ids);
    return options;
}

void MainWindow::showExportPrompt()
{
    if (m_controller.loader() == nullptr)
        return;
    ListPage& page = m_sessionView->list();
    ExportScope scope;
    scope.areCalls = page.scope() == core::filter::Scope::Call;
    scope.selected = page.view().selectedCount();
    scope.shown = page.model().rowCount();
    scope.all = page.feed().total();
    scope.folder = m_settings.value(settings::exportFolder);
    if (scope.folder.isEmpty())
        scope.folder = QDir::homePath();
    scope.name = adapt::pathText(m_controller.path().stem());

    ExportPrompt prompt(scope, this);
    m_controller.loader()->hasTlsSecrets(&prompt, [&prompt](const core::base::Result<bool>& hasSecrets) {
        prompt.setHasTlsSecrets(hasSecrets && *hasSecrets);
    });
    if (prompt.exec() != QDialog::Accepted)
        return;
    ExportOptions options = selectionOf(prompt.what());
    options.file = adapt::path(prompt.file());
    options.format = prompt.format();
    options.withRtp = prompt.withRtp();
    options.withTlsSecrets = prompt.withTlsSecrets();
    options.overwrite = true; // the prompt said so when the file existed
    m_settings.setValue(settings::exportFolder, QFileInfo(prompt.file()).absolutePath());
    exportTo(std::move(options), prompt.withLegs() ? session::WithLegs::Yes : session::WithLegs::No, {});
}

void MainWindow::exportTo(ExportOptions options, session::WithLegs withLegs,
                          std::function<void(const QString& file)> done)
{
    const QString file = adapt::pathText(options.file);
    m_exportBar->setProgress(tr("Exporting"), 0, 0);
    m_exportBar->show();
    m_exporter.start(
        m_controller.path(), std::move(options), withLegs,
        [this, file, done = std::move(done)](core::base::Result<core::exporting::ExportSummary> result) {
            m_exportBar->hide();
            if (!result) {
                showError(result.error(), tr("Nothing was exported."));
                return;
            }
            if (done) {
                done(file);
                return;
            }
            NoticeContent content;
            content.title = tr("Exported to %1").arg(adapt::shortPath(adapt::path(file)));
            QStringList parts{
                tr("%1 rows", nullptr, static_cast<int>(result->rows)).arg(adapt::count(result->rows)),
                adapt::size(result->bytes)};
            for (const std::string& note : result->notes)
                parts.append(QCoreApplication::translate("core::exporting::ExportSummary", note.c_str()));
            content.sentence = parts.join(QStringLiteral(" · "));
            content.severity = result->framesLeftOut > 0 ? Severity::Warning : Severity::Note;
            m_notices->show(QStringLiteral("export"), std::move(content));
        });
}

void MainWindow::openInExternalViewer()
{
    if (m_controller.loader() == nullptr)
        return;
    const QString program = QStandardPaths::findExecutable(QStringLiteral("wireshark"));
    if (program.isEmpty()) {
        NoticeContent content = noticeOf(Error{ErrorCode::ProgramNotFound, "wireshark", {}});
        content.command = QStringLiteral("sudo apt install wireshark");
        m_notices->show(QStringLiteral("wireshark"), std::move(content));
        return;
    }
    if (m_sessionView->list().view().selectedCount() == 0) {
        NoticeContent content;
        content.title = tr("Nothing is selected");
        content.sentence = tr("Select the calls or messages that Wireshark shall show.");
        m_notices->show(QStringLiteral("wireshark"), std::move(content));
        return;
    }
    ExportOptions options = selectionOf(ExportWhat::Selected);
    options.format = ExportFormat::Pcapng;
    options.withRtp = true; // it plays them
    // As long as the window, so that Wireshark can read it again.
    options.file = adapt::path(temporaryFile(QStringLiteral("rhapsode-%1.pcapng").arg(++m_externalCount)));
    exportTo(std::move(options), session::WithLegs::No, [this, program](const QString& file) {
        if (!QProcess::startDetached(program, {file}))
            showError(Error{ErrorCode::ProgramNotFound, adapt::bytes(program), {}});
    });
}

} // namespace ui::windows
