// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/call_marker.h"
#include "ui/session/capture_sources.h"
#include "ui/session/exporter.h"
#include "ui/session/session_catalog.h"
#include "ui/session/session_controller.h"
#include "ui/settings/settings.h"
#include "ui/windows/capture_panel.h"

#include <QMainWindow>
#include <QSet>
#include <QTimer>

#include <memory>

class QAction;
class QMenuBar;
class QStackedWidget;
class QTemporaryDir;

namespace ui::windows {

class ForwardBar;
class NoticeArea;
class RunBar;
class SessionView;
class StartPage;
class StatusLine;
enum class ExportWhat;

/// The window: menus and tools, notices, the start page or the session, and the status line. Owns the
/// session and everything that outlives a view of it. GUI thread.
class MainWindow : public QMainWindow {
    Q_OBJECT

public:
    /// `settings` outlive the window.
    explicit MainWindow(settings::Settings& settings, QWidget* parent = nullptr);
    ~MainWindow() override;

    [[nodiscard]] session::SessionController& controller() { return m_controller; }

    [[nodiscard]] SessionView& sessionView() const { return *m_sessionView; }

    [[nodiscard]] StartPage& startPage() const { return *m_startPage; }

    void openFiles(const QStringList& files);
    void startCapture(const session::CaptureRequest& request);

protected:
    void closeEvent(QCloseEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    struct Actions {
        QAction* open;
        QAction* close;
        QAction* exportRows;
        QAction* external;
        QAction* decrypt;
        QAction* preferences;
        QAction* quit;
        QAction* copy;
        QAction* selectAll;
        QAction* capture;
        QAction* captureOptions;
        QAction* addSource;
        QAction* removeSource;
        QAction* pause;
        QAction* follow;
        QAction* back;
        QAction* forward;
        QAction* goTo;
        QAction* filter;
        QAction* clearFilter;
        QAction* calls;
        QAction* messages;
        QAction* findings;
        QAction* streams;
        QAction* registrations;
        QAction* statistics;
        QAction* sources;
        QAction* legs;
        QAction* media;
        QAction* utc;
        QAction* mark;
        QAction* marked;
        QAction* link;
        QAction* help;
        QAction* about;
    };

    // main_window_actions.cpp
    void makeActions();
    QAction* makeAction(const QString& text, const QList<QKeySequence>& keys, const QString& icon = {});
    QWidget* makeMenuRow();
    QMenuBar* makeMenus(QWidget* parent);
    void updateActions();
    void askWhereTo();
    void showHelp();
    void showAbout();

    // main_window.cpp
    void connectController();
    void connectViews();
    void applySettings();
    void toggleZone();
    void showPreferences();

    // main_window_run.cpp
    void onActivityChanged();
    void onProgressed();
    void onRunEnded();
    void showRunBar();
    void tellWhatWasNotForwarded();
    /// `consequence`: what became of what was being made.
    void showError(const core::base::Error& error, const QString& consequence = {});
    void browse();
    void openSample();
    /// A file that lives as long as the window.
    [[nodiscard]] QString temporaryFile(const QString& name);
    void toggleCapture();
    void showCaptureWindow();
    void showAddWindow();
    CapturePanel* openCapturePanel(const QString& title, CapturePanel::Purpose purpose);
    void removeSource(core::base::SourceId source);
    void showFile();
    void markCalls();
    void linkCalls();
    void onKeysTaken(session::KeyUse use);
    void askForKeys();
    void onDecrypted(const session::Decryption& result);

    // main_window_export.cpp
    void showExportPrompt();
    void openInExternalViewer();
    void exportTo(core::exporting::ExportOptions options, session::WithLegs withLegs,
                  std::function<void(const QString& file)> done);
    [[nodiscard]] core::exporting::ExportOptions selectionOf(ExportWhat what) const;

    settings::Settings& m_settings;
    double m_fontSize; // as at the start: another one needs other widgets
    session::SessionController m_controller;
    session::SessionCatalog m_catalog;
    session::CaptureSources m_sources;
    session::Exporter m_exporter;
    session::CallMarker m_marker;
    std::unique_ptr<QTemporaryDir> m_temporaryFiles;
    int m_externalCount = 0;
    QTimer m_startingDelay; ///< until m_isStartingLong
    bool m_isStartingLong = false;
    /// What the present run has been reported for, so that a dismissed notice stays away.
    QSet<QString> m_told;

    Actions m_actions{};
    NoticeArea* m_notices;
    RunBar* m_importBar;
    RunBar* m_exportBar;
    ForwardBar* m_forwardBar;
    QStackedWidget* m_pages;
    StartPage* m_startPage;
    SessionView* m_sessionView;
    StatusLine* m_status;
};

} // namespace ui::windows
