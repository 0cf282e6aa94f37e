// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/windows/main_window.h"

#include "ui/adapt/format.h"
#include "ui/theme/theme.h"
#include "ui/windows/forward_bar.h"
#include "ui/windows/list_page.h"
#include "ui/windows/notice.h"
#include "ui/windows/preferences_window.h"
#include "ui/windows/run_bar.h"
#include "ui/windows/session_view.h"
#include "ui/windows/sources_page.h"
#include "ui/windows/start_page.h"
#include "ui/windows/status_line.h"

#include <QAction>
#include <QCloseEvent>
#include <QDropEvent>
#include <QMimeData>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QTemporaryDir>
#include <QUrl>
#include <QVBoxLayout>

#include <chrono>
#include <utility>

namespace ui::windows {
namespace {

using core::base::Error;
using session::Activity;

QStringList localFiles(const QMimeData& data)
{
    QStringList files;
    for (const QUrl& url : data.urls()) {
        if (url.isLocalFile())
            files.append(url.toLocalFile());
    }
    return files;
}

theme::Choice themeChoice(const QString& name)
{
    return name == QStringLiteral("light")  ? theme::Choice::Light
           : name == QStringLiteral("dark") ? theme::Choice::Dark
                                            : theme::Choice::System;
}

theme::Density densityOf(const QString& name)
{
    return name == QStringLiteral("roomy")    ? theme::Density::Roomy
           : name == QStringLiteral("normal") ? theme::Density::Normal
                                              : theme::Density::Compact;
}

/// Widgets ask for fonts and lengths when they are made, so the theme comes before them.
settings::Settings& withTheme(settings::Settings& settings)
{
    theme::Theme::instance().apply(themeChoice(settings.value(settings::theme)),
                                   settings.value(settings::fontSize));
    return settings;
}

} // namespace

MainWindow::MainWindow(settings::Settings& settings, QWidget* parent)
    : QMainWindow(parent), m_settings(withTheme(settings)), m_fontSize(settings.value(settings::fontSize)),
      m_controller(settings), m_catalog(settings), m_notices(new NoticeArea(this)),
      m_importBar(new RunBar(this)), m_exportBar(new RunBar(this)), m_forwardBar(new ForwardBar(this)),
      m_pages(new QStackedWidget(this)),
      m_startPage(new StartPage(m_catalog, m_sources, m_controller, settings, this)),
      m_sessionView(new SessionView(m_controller, settings, this)),
      m_status(new StatusLine(m_controller, this))
{
    setAcceptDrops(true);
    setMinimumSize(900, 600);
    makeActions();
    setMenuWidget(makeMenuRow());
    setContextMenuPolicy(Qt::NoContextMenu);

    m_pages->addWidget(m_startPage);
    m_pages->addWidget(m_sessionView);
    auto* body = new QWidget(this);
    auto* layout = new QVBoxLayout(body);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_notices);
    layout->addWidget(m_importBar);
    layout->addWidget(m_exportBar);
    layout->addWidget(m_forwardBar);
    layout->addWidget(m_pages, 1);
    layout->addWidget(m_status);
    setCentralWidget(body);

    connectController();
    connectViews();
    applySettings();
    if (!restoreGeometry(m_settings.value(settings::windowGeometry)))
        resize(1440, 900);
    m_sessionView->restoreLayout();
    m_startPage->refresh();
    onActivityChanged();
}

MainWindow::~MainWindow()
{
    // Pages and bars use the members of this class, which would go before the children of a widget do: a page
    // that is hidden by the end of its window still wants to stop watching the interfaces.
    hide();
    qDeleteAll(findChildren<QWidget*>(Qt::FindDirectChildrenOnly));
}

void MainWindow::connectController()
{
    using session::SessionController;
    connect(&m_controller, &SessionController::activityChanged, this, &MainWindow::onActivityChanged);
    connect(&m_controller, &SessionController::sessionChanged, this, &MainWindow::onActivityChanged);
    connect(&m_controller, &SessionController::startingChanged, this, &MainWindow::showRunBar);
    connect(&m_controller, &SessionController::progressed, this, &MainWindow::onProgressed);
    connect(&m_controller, &SessionController::opening, this, [this] {
        m_notices->clear();
        m_told.clear();
    });
    connect(&m_controller, &SessionController::keysTaken, this, &MainWindow::onKeysTaken);
    connect(&m_controller, &SessionController::decrypted, this, &MainWindow::onDecrypted);
    connect(&m_controller, &SessionController::runEnded, this, &MainWindow::onRunEnded);
    connect(&m_controller, &SessionController::failed, this,
            [this](const Error& error) { showError(error); });
    connect(&m_controller, &SessionController::cutShort, this,
            [this](const Error& error) { showError(error, tr("What was stored until then is kept.")); });
    connect(&m_exporter, &session::Exporter::progressed, this, [this](quint64 done, quint64 total) {
        m_exportBar->setProgress(tr("Exporting"), done, total);
        m_exportBar->show();
    });
    connect(&m_marker, &session::CallMarker::changed, this, [this] {
        if (m_controller.loader() != nullptr)
            m_controller.loader()->refresh();
    });
    connect(&m_marker, &session::CallMarker::failed, this,
            [this](const Error& error) { showError(error, tr("No mark was changed.")); });
    connect(m_exportBar, &RunBar::cancelled, this, [this] { m_exporter.cancel(); });
    connect(m_importBar, &RunBar::cancelled, this, [this] { m_controller.cancelImport(); });
    constexpr std::chrono::milliseconds noticed{300};
    m_startingDelay.setSingleShot(true);
    m_startingDelay.setInterval(noticed);
    connect(&m_startingDelay, &QTimer::timeout, this, [this] {
        m_isStartingLong = true;
        showRunBar();
    });
}

void MainWindow::connectViews()
{
    connect(m_startPage, &StartPage::openRequested, this, &MainWindow::openFiles);
    connect(m_startPage, &StartPage::browseRequested, this, &MainWindow::browse);
    connect(m_startPage, &StartPage::sampleRequested, this, &MainWindow::openSample);
    connect(m_startPage, &StartPage::captureRequested, this, &MainWindow::startCapture);
    connect(m_startPage, &StartPage::failed, this, [this](const Error& error) { showError(error); });

    connect(&m_sessionView->sources(), &SourcesPage::addRequested, this, &MainWindow::showAddWindow);
    connect(&m_sessionView->sources(), &SourcesPage::removeRequested, this, &MainWindow::removeSource);
    connect(m_sessionView, &SessionView::markRequested, this, &MainWindow::markCalls);
    connect(m_sessionView, &SessionView::exportRequested, this, &MainWindow::showExportPrompt);
    connect(m_sessionView, &SessionView::externalViewerRequested, this, &MainWindow::openInExternalViewer);
    connect(m_sessionView, &SessionView::historyChanged, this, &MainWindow::updateActions);
    connect(m_sessionView, &SessionView::failed, this, [this](const Error& error) { showError(error); });
    connect(m_sessionView, &SessionView::followingChanged, this, [this](bool isFollowing) {
        const QSignalBlocker quiet(m_actions.follow);
        m_actions.follow->setChecked(isFollowing);
    });

    using View = SessionView::View;
    connect(m_status, &StatusLine::sourcesRequested, this, [this] { m_sessionView->setView(View::Sources); });
    connect(m_status, &StatusLine::messagesRequested, this,
            [this] { m_sessionView->setView(View::Messages); });
    connect(m_status, &StatusLine::callsRequested, this, [this] { m_sessionView->setView(View::Calls); });
    connect(m_status, &StatusLine::zoneToggled, this, &MainWindow::toggleZone);
    connect(m_status, &StatusLine::fileRequested, this, &MainWindow::showFile);
}

// --- settings

void MainWindow::applySettings()
{
    theme::Theme::instance().apply(themeChoice(m_settings.value(settings::theme)), m_fontSize);
    m_sessionView->setDensity(densityOf(m_settings.value(settings::density)));
    const bool isUtc = m_settings.value(settings::utc);
    const adapt::Zone zone = isUtc ? adapt::Zone::Utc : adapt::Zone::Local;
    m_sessionView->setZone(zone);
    m_startPage->setZone(zone);
    m_startPage->showSettings();
    m_status->setZone(zone);
    const QSignalBlocker quiet(m_actions.utc);
    m_actions.utc->setChecked(isUtc);
}

void MainWindow::toggleZone()
{
    m_settings.setValue(settings::utc, !m_settings.value(settings::utc));
    applySettings();
}

void MainWindow::showPreferences()
{
    auto* window = new PreferencesWindow(m_settings, this);
    window->setAttribute(Qt::WA_DeleteOnClose);
    connect(window, &PreferencesWindow::changed, this, [this] {
        applySettings();
        m_catalog.refresh();
    });
    window->open();
}

// --- window

void MainWindow::closeEvent(QCloseEvent* event)
{
    m_settings.setValue(settings::windowGeometry, saveGeometry());
    m_sessionView->saveLayout();
    m_settings.save();
    QMainWindow::closeEvent(event);
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event)
{
    if (!localFiles(*event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event)
{
    openFiles(localFiles(*event->mimeData()));
    event->acceptProposedAction();
}

} // namespace ui::windows
