// SPDX-License-Identifier: GPL-3.0-or-later
// What the window does with sessions: opens them, captures into them, and tells how that goes.
#include "ui/adapt/error_text.h"
#include "ui/adapt/format.h"
#include "ui/adapt/text.h"
#include "ui/session/sample_capture.h"
#include "ui/theme/theme.h"
#include "ui/windows/forward_bar.h"
#include "ui/windows/main_window.h"
#include "ui/windows/notice.h"
#include "ui/windows/run_bar.h"
#include "ui/windows/session_view.h"
#include "ui/windows/start_page.h"

#include <QDesktopServices>
#include <QDialog>
#include <QFileDialog>
#include <QFileInfo>
#include <QStackedWidget>
#include <QTemporaryDir>
#include <QUrl>
#include <QVBoxLayout>

#include <utility>

namespace ui::windows {

using core::base::Error;
using session::Activity;

void MainWindow::openFiles(const QStringList& files)
{
    if (!files.isEmpty())
        m_controller.open(files);
}

void MainWindow::startCapture(const session::CaptureRequest& request)
{
    m_notices->clear();
    m_told.clear();
    m_controller.startCapture(request);
}

void MainWindow::browse()
{
    const QStringList files = QFileDialog::getOpenFileNames(
        this, tr("Open"), m_settings.value(settings::openFolder),
        tr("Sessions and captures (*.rhapsode *.pcap *.pcapng *.cap *.gz *.zst *.lz4 *.xz);;All files (*)"));
    if (files.isEmpty())
        return;
    m_settings.setValue(settings::openFolder, QFileInfo(files.front()).absolutePath());
    openFiles(files);
}

void MainWindow::openSample()
{
    // Once is enough: it is the same every time.
    const QString name = QStringLiteral("sample");
    for (const session::SessionSummary& summary : m_catalog.sessions()) {
        if (summary.name.endsWith(QLatin1Char(' ') + name) && !summary.error) {
            openFiles({adapt::pathText(summary.path)});
            return;
        }
    }
    const QString file = temporaryFile(name + QStringLiteral(".pcap"));
    if (const auto status = session::writeSampleCapture(adapt::path(file)); !status)
        showError(status.error());
    else
        openFiles({file});
}

QString MainWindow::temporaryFile(const QString& name)
{
    if (m_temporaryFiles == nullptr)
        m_temporaryFiles = std::make_unique<QTemporaryDir>();
    return m_temporaryFiles->filePath(name);
}

void MainWindow::askForKeys()
{
    const QStringList files = QFileDialog::getOpenFileNames(
        this, tr("Decrypt with key logs (SSLKEYLOGFILE) or private RSA keys (PEM)"),
        m_settings.value(settings::openFolder));
    if (!files.isEmpty())
        m_controller.decryptWith(files);
}

void MainWindow::onKeysTaken(session::KeyUse use)
{
    using session::KeyUse;
    NoticeContent content;
    switch (use) {
    case KeyUse::Now:
        return; // what comes of it is told
    case KeyUse::FromNowOn:
        content.title = tr("TLS is decrypted from now on");
        content.sentence = tr("Connections that began within the last minute are decrypted from their start. "
                              "What came before in others follows when the capture ends.");
        break;
    case KeyUse::Later:
        content.title = tr("Decrypting waits for the end of the import");
        content.sentence = tr("It begins by itself.");
        break;
    case KeyUse::Nothing:
        content.title = tr("There is nothing to decrypt");
        content.sentence = tr("Open a session or a capture first, or open it together with the key log.");
        break;
    }
    m_notices->show(QStringLiteral("decrypt"), std::move(content));
}

void MainWindow::onDecrypted(const session::Decryption& result)
{
    if (result.decrypted < result.connections)
        m_sessionView->setView(SessionView::View::Sources); // which says why
    NoticeContent content;
    content.severity = result.decrypted == 0 ? Severity::Warning : Severity::Note;
    content.title =
        tr("%1 of %2 TLS connections are decrypted", nullptr, static_cast<int>(result.connections))
            .arg(adapt::count(result.decrypted), adapt::count(result.connections));
    content.sentence = result.decrypted == result.connections
                           ? tr("The messages in them are in the lists now.")
                           : tr("Sources says why each could or could not be decrypted.");
    m_notices->show(QStringLiteral("decrypt"), std::move(content));
}

void MainWindow::toggleCapture()
{
    if (m_controller.activity() == Activity::Capturing) {
        m_controller.stop();
        return;
    }
    const session::CaptureRequest request = session::lastRequest(m_settings);
    if (request.isEmpty())
        showCaptureWindow();
    else
        startCapture(request);
}

void MainWindow::showCaptureWindow()
{
    CapturePanel* panel = openCapturePanel(tr("Capture into a new session"), CapturePanel::Purpose::Start);
    connect(panel, &CapturePanel::startRequested, this, &MainWindow::startCapture);
}

void MainWindow::showAddWindow()
{
    if (m_controller.activity() != Activity::Capturing)
        return;
    CapturePanel* panel = openCapturePanel(tr("Add sources to the capture"), CapturePanel::Purpose::Add);
    connect(panel, &CapturePanel::startRequested, &m_controller, &session::SessionController::addSources);
}

CapturePanel* MainWindow::openCapturePanel(const QString& title, CapturePanel::Purpose purpose)
{
    auto* window = new QDialog(this);
    window->setAttribute(Qt::WA_DeleteOnClose);
    window->setWindowTitle(title);
    auto* layout = new QVBoxLayout(window);
    layout->setContentsMargins(16, 16, 16, 16);
    auto* panel = new CapturePanel(m_sources, m_controller, m_settings, window, purpose);
    panel->setMinimumWidth(theme::metrics().scaled(520));
    layout->addWidget(panel);
    connect(panel, &CapturePanel::startRequested, window, &QDialog::accept);
    window->open();
    return panel;
}

void MainWindow::removeSource(core::base::SourceId source)
{
    if (m_controller.progress().runningSources.size() > 1) {
        m_controller.removeSource(source);
        return;
    }
    NoticeContent content;
    content.title = tr("This is the only source");
    content.sentence = tr("Stop the capture instead, or add another source first.");
    m_notices->show(QStringLiteral("remove-source"), std::move(content));
}

void MainWindow::onActivityChanged()
{
    const Activity activity = m_controller.activity();
    const bool hasSession = m_controller.loader() != nullptr || activity == Activity::Decrypting;
    m_pages->setCurrentWidget(hasSession ? static_cast<QWidget*>(m_sessionView) : m_startPage);
    showRunBar();
    m_forwardBar->setProgress({});
    if (hasSession) {
        m_catalog.remember(m_controller.path());
        setWindowTitle(tr("%1 – Rhapsode").arg(adapt::pathText(m_controller.path().stem())));
        m_sessionView->focusList();
    } else {
        setWindowTitle(QStringLiteral("Rhapsode"));
        m_startPage->refresh();
    }
    if (activity == Activity::Importing)
        onProgressed();
    updateActions();
}

void MainWindow::showRunBar()
{
    // Mostly it takes no time to get ready, and a bar that comes and goes would only be in the way.
    if (!m_controller.isStarting()) {
        m_startingDelay.stop();
        m_isStartingLong = false;
    } else if (!m_isStartingLong && !m_startingDelay.isActive()) {
        m_startingDelay.start();
    }
    const Activity activity = m_controller.activity();
    m_importBar->setVisible(m_isStartingLong || activity == Activity::Importing ||
                            activity == Activity::Decrypting);
    if (activity == Activity::Decrypting)
        m_importBar->setProgress(tr("Decrypting"), 0, 0);
    if (m_isStartingLong)
        m_importBar->setProgress(tr("Getting ready"), 0, 0);
}

void MainWindow::onProgressed()
{
    const session::RunProgress& progress = m_controller.progress();
    m_forwardBar->setProgress(m_controller.isGrowing() ? progress.forward : std::nullopt);
    if (m_controller.activity() == Activity::Importing) {
        const QString messages = adapt::count(progress.messages);
        const int plural = static_cast<int>(std::min<std::uint64_t>(progress.messages, INT_MAX));
        m_importBar->setProgress(tr("Importing · %1 messages", nullptr, plural).arg(messages),
                                 progress.bytesRead, progress.bytesTotal);
    }
    // A source that ended while others go on; the last one is told when the run ends.
    for (const Error& error : progress.failures) {
        const QString key = adapt::describeError(error);
        if (m_told.contains(key) || m_controller.loader() == nullptr)
            continue;
        m_told.insert(key);
        m_notices->show(key, noticeOf(error));
    }
    for (const Error& error : progress.warnings) {
        const QString key = adapt::describeError(error);
        if (m_told.contains(key))
            continue; // and perhaps dismissed since
        m_told.insert(key);
        NoticeContent content = noticeOf(error);
        content.severity = Severity::Warning;
        m_notices->show(key, std::move(content));
    }
}

void MainWindow::onRunEnded()
{
    onProgressed();
    tellWhatWasNotForwarded();
    m_catalog.refresh();
    updateActions();
}

void MainWindow::tellWhatWasNotForwarded()
{
    const auto& forward = m_controller.progress().forward;
    if (!forward || forward->notSent + forward->waiting == 0)
        return;
    NoticeContent content;
    content.severity = Severity::Warning;
    content.title = tr("Not every message was forwarded");
    content.sentence =
        QStringLiteral("%1 · %2").arg(adapt::text(forward->url), ForwardBar::figures(*forward));
    m_notices->show(QStringLiteral("forward"), std::move(content));
}

void MainWindow::showError(const Error& error, const QString& consequence)
{
    if (error.code == core::base::ErrorCode::Cancelled)
        return;
    NoticeContent content = noticeOf(error);
    if (!consequence.isEmpty())
        content.sentence += QStringLiteral(" · ") + consequence;
    m_notices->show(adapt::describeError(error), std::move(content));
}

void MainWindow::showFile()
{
    const std::filesystem::path file = m_controller.path();
    NoticeContent content;
    content.title = tr("The session is on this machine only");
    content.sentence = file.empty() ? adapt::shortPath(adapt::path(settings::sessionsFolderOf(m_settings)))
                                    : adapt::shortPath(file);
    content.action = tr("Open folder");
    Notice* notice = m_notices->show(QStringLiteral("file"), std::move(content));
    connect(notice, &Notice::actionTriggered, this, [this, file] {
        const QString folder =
            file.empty() ? settings::sessionsFolderOf(m_settings) : adapt::pathText(file.parent_path());
        QDesktopServices::openUrl(QUrl::fromLocalFile(folder));
    });
}

void MainWindow::markCalls()
{
    if (m_controller.loader() == nullptr)
        return;
    std::vector<core::base::CallKey> calls = m_sessionView->chosenCalls();
    if (!calls.empty()) {
        m_marker.toggle(m_controller.path(), std::move(calls));
        return;
    }
    NoticeContent content;
    content.title = tr("Nothing is selected");
    content.sentence = tr("Select the calls that shall be marked.");
    m_notices->show(QStringLiteral("mark"), std::move(content));
}

void MainWindow::linkCalls()
{
    if (m_controller.loader() == nullptr)
        return;
    NoticeContent content;
    if (m_sessionView->linkChosenCalls()) {
        content.title = tr("The calls are linked");
        content.sentence = tr("Legs in the flow shows them together, and takes the link back.");
    } else {
        content.title = tr("Nothing is linked");
        content.sentence = tr("Select the calls that belong together, two at least and fifty at most.");
    }
    m_notices->show(QStringLiteral("link"), std::move(content));
}

} // namespace ui::windows
