// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/capture_sources.h"
#include "ui/session/session_catalog.h"
#include "ui/session/session_controller.h"
#include "ui/windows/recent_model.h"

#include <QScrollArea>

class QBoxLayout;
class QLabel;
class QStackedWidget;
class QTableView;

namespace ui::lists {
class EmptyState;
}

namespace ui::windows {

class CapturePanel;
class OpenPanel;
class RunBar;

/// Where one begins: recent sessions, files to open or drop, and what can be captured here. GUI thread.
class StartPage : public QScrollArea {
    Q_OBJECT

public:
    /// All outlive the page.
    StartPage(session::SessionCatalog& catalog, session::CaptureSources& sources,
              session::SessionController& controller, settings::Settings& settings,
              QWidget* parent = nullptr);

    void setZone(adapt::Zone zone);
    /// Shows what was chosen elsewhere.
    void showSettings();
    /// Looks at the folder and the interfaces again.
    void refresh();

signals:
    void openRequested(const QStringList& files);
    /// The user wants to choose files.
    void browseRequested();
    void sampleRequested();
    void captureRequested(const ui::session::CaptureRequest& request);
    void failed(const core::base::Error& error);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    QWidget* makeHead();
    QWidget* makeSessions();
    QWidget* makeCapture();
    QWidget* makeKeys();
    void applyTheme();
    void showSessionMenu(const QPoint& position);
    void openCurrent();
    void renameSession(const session::SessionSummary& summary);
    void moveSession(const session::SessionSummary& summary);
    void removeSession(const session::SessionSummary& summary);
    void showCount();
    /// After a session was renamed or moved.
    void endMove(const core::base::Result<core::exporting::MoveOutcome>& outcome);

    session::SessionCatalog& m_catalog;
    RecentModel m_recent;
    QWidget* m_body;
    QBoxLayout* m_columns = nullptr;
    QLabel* m_logo = nullptr;
    QTableView* m_table = nullptr;
    QStackedWidget* m_sessions = nullptr;
    lists::EmptyState* m_noSessions = nullptr;
    QLabel* m_count = nullptr;
    RunBar* m_moveBar = nullptr;
    OpenPanel* m_open;
    CapturePanel* m_capture;
};

} // namespace ui::windows
