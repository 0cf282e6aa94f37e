// SPDX-License-Identifier: GPL-3.0-or-later
// The commands of the main window: menus, tools, keys, and the pages that explain them.
#include "ui/filterbar/filter_bar.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/windows/controls.h"
#include "ui/windows/flow_pane.h"
#include "ui/windows/list_page.h"
#include "ui/windows/main_window.h"
#include "ui/windows/session_view.h"
#include "ui/windows/sources_page.h"

#include <QAction>
#include <QApplication>
#include <QHBoxLayout>
#include <QInputDialog>
#include <QLabel>
#include <QMenuBar>
#include <QMessageBox>
#include <QPushButton>
#include <QScrollArea>

namespace ui::windows {

using session::Activity;
using View = SessionView::View;

QAction* MainWindow::makeAction(const QString& text, const QList<QKeySequence>& keys, const QString& icon)
{
    auto* action = new QAction(text, this);
    action->setShortcuts(keys);
    if (!icon.isEmpty())
        action->setIcon(theme::icon(icon));
    addAction(action);
    return action;
}

void MainWindow::makeActions()
{
    Actions& a = m_actions;
    a.open = makeAction(tr("&Open…"), {QKeySequence(Qt::CTRL | Qt::Key_O)}, QStringLiteral("open"));
    a.close = makeAction(tr("&Close session"), {QKeySequence(Qt::CTRL | Qt::Key_W)});
    a.exportRows =
        makeAction(tr("&Export…"), {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_E), QKeySequence(Qt::Key_F2)},
                   QStringLiteral("export"));
    a.external = makeAction(tr("Open in &Wireshark"), {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_W)},
                            QStringLiteral("external"));
    a.decrypt = makeAction(tr("&Decrypt TLS…"), {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_K)});
    a.preferences =
        makeAction(tr("&Preferences…"), {QKeySequence(Qt::CTRL | Qt::Key_Comma)}, QStringLiteral("settings"));
    a.quit = makeAction(tr("&Quit"), {QKeySequence(Qt::CTRL | Qt::Key_Q)});
    a.copy = makeAction(tr("&Copy rows"), {}, QStringLiteral("copy"));
    a.selectAll = makeAction(tr("Select &all"), {});
    a.capture =
        makeAction(tr("&Start capture"), {QKeySequence(Qt::CTRL | Qt::Key_E)}, QStringLiteral("record"));
    a.capture->setCheckable(true);
    a.captureOptions = makeAction(tr("Capture &options…"), {QKeySequence(Qt::CTRL | Qt::Key_K)},
                                  QStringLiteral("add-source"));
    a.addSource = makeAction(tr("&Add a source…"), {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_A)});
    a.removeSource = makeAction(tr("&Remove the source"), {});
    a.pause = makeAction(tr("&Pause the view"), {QKeySequence(Qt::Key_P)}, QStringLiteral("pause"));
    a.pause->setCheckable(true);
    a.follow = makeAction(tr("Stay at the &newest"), {QKeySequence(Qt::Key_A)}, QStringLiteral("follow"));
    a.follow->setCheckable(true);
    a.back = makeAction(tr("&Back"), {QKeySequence(Qt::ALT | Qt::Key_Left)}, QStringLiteral("back"));
    a.forward =
        makeAction(tr("&Forward"), {QKeySequence(Qt::ALT | Qt::Key_Right)}, QStringLiteral("forward"));
    a.goTo = makeAction(tr("Go &to…"), {QKeySequence(Qt::CTRL | Qt::Key_G)});
    a.filter = makeAction(
        tr("&Filter"),
        {QKeySequence(Qt::CTRL | Qt::Key_F), QKeySequence(Qt::Key_F3), QKeySequence(Qt::Key_Slash)},
        QStringLiteral("filter"));
    a.clearFilter = makeAction(tr("C&lear filter and range"),
                               {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_F)}, QStringLiteral("clear"));
    a.calls = makeAction(tr("&Calls"), {QKeySequence(Qt::CTRL | Qt::Key_1)});
    a.messages = makeAction(tr("&Messages"), {QKeySequence(Qt::CTRL | Qt::Key_2)});
    a.findings = makeAction(tr("&Findings"), {QKeySequence(Qt::CTRL | Qt::Key_3)});
    a.streams = makeAction(tr("St&reams"), {QKeySequence(Qt::CTRL | Qt::Key_4)});
    a.registrations = makeAction(tr("Re&gistrations"), {QKeySequence(Qt::CTRL | Qt::Key_5)});
    a.statistics = makeAction(tr("S&tatistics"), {QKeySequence(Qt::CTRL | Qt::Key_6)});
    a.sources = makeAction(tr("&Sources"), {QKeySequence(Qt::CTRL | Qt::Key_7)});
    a.legs = &m_sessionView->flow().withLegs();
    a.media = &m_sessionView->flow().withMedia();
    addActions({a.legs, a.media});
    a.utc = makeAction(tr("Times in &UTC"), {QKeySequence(Qt::CTRL | Qt::Key_U)});
    a.utc->setCheckable(true);
    a.mark = makeAction(tr("&Mark or unmark"), {QKeySequence(Qt::CTRL | Qt::Key_M), QKeySequence(Qt::Key_M)},
                        QStringLiteral("mark"));
    a.marked = makeAction(tr("&Show marked calls"), {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_M)});
    a.link = makeAction(tr("&Link the selected calls"), {QKeySequence(Qt::CTRL | Qt::Key_L)});
    a.help = makeAction(tr("&Keys"), {QKeySequence(Qt::Key_F1)}, QStringLiteral("help"));
    a.about = makeAction(tr("&About Rhapsode"), {});

    const auto on = [this](QAction* action, auto slot) { connect(action, &QAction::triggered, this, slot); };
    on(a.open, &MainWindow::browse);
    on(a.close, [this] { m_controller.close(); });
    on(a.exportRows, &MainWindow::showExportPrompt);
    on(a.external, &MainWindow::openInExternalViewer);
    on(a.decrypt, &MainWindow::askForKeys);
    on(a.preferences, &MainWindow::showPreferences);
    on(a.quit, &QWidget::close);
    on(a.copy, [this] { m_sessionView->list().view().copySelection(lists::ListView::CopyAs::Row); });
    on(a.selectAll, [this] { m_sessionView->list().view().selectAll(); });
    on(a.capture, &MainWindow::toggleCapture);
    on(a.captureOptions, &MainWindow::showCaptureWindow);
    on(a.addSource, &MainWindow::showAddWindow);
    on(a.removeSource, [this] { m_sessionView->sources().removeCurrent(); });
    on(a.pause, [this](bool isPaused) { m_sessionView->setPaused(isPaused); });
    on(a.follow, [this](bool isFollowing) { m_sessionView->setFollowing(isFollowing); });
    on(a.back, [this] { m_sessionView->goBack(); });
    on(a.forward, [this] { m_sessionView->goForward(); });
    on(a.goTo, &MainWindow::askWhereTo);
    on(a.filter, [this] { m_sessionView->filterBar().focusField(); });
    on(a.clearFilter, [this] { m_sessionView->clearFilter(); });
    on(a.calls, [this] { m_sessionView->setView(View::Calls); });
    on(a.messages, [this] { m_sessionView->setView(View::Messages); });
    on(a.findings, [this] { m_sessionView->setView(View::Findings); });
    on(a.streams, [this] { m_sessionView->setView(View::Streams); });
    on(a.registrations, [this] { m_sessionView->setView(View::Registrations); });
    on(a.statistics, [this] { m_sessionView->setView(View::Statistics); });
    on(a.sources, [this] { m_sessionView->setView(View::Sources); });
    on(a.utc, &MainWindow::toggleZone);
    on(a.mark, &MainWindow::markCalls);
    on(a.marked, [this] { m_sessionView->setFilter(View::Calls, QStringLiteral("marked")); });
    on(a.link, &MainWindow::linkCalls);
    on(a.help, &MainWindow::showHelp);
    on(a.about, &MainWindow::showAbout);
}

QMenuBar* MainWindow::makeMenus(QWidget* parent)
{
    const Actions& a = m_actions;
    auto* bar = new QMenuBar(parent);
    bar->setNativeMenuBar(false); // it shares its row with the tools
    QMenu* file = bar->addMenu(tr("&File"));
    file->addActions({a.open, a.close});
    file->addSeparator();
    file->addActions({a.exportRows, a.external});
    file->addSeparator();
    file->addAction(a.decrypt);
    file->addSeparator();
    file->addAction(a.quit);
    QMenu* edit = bar->addMenu(tr("&Edit"));
    edit->addActions({a.copy, a.selectAll});
    edit->addSeparator();
    edit->addActions({a.filter, a.clearFilter});
    edit->addSeparator();
    edit->addAction(a.preferences);
    QMenu* view = bar->addMenu(tr("&View"));
    view->addActions({a.calls, a.messages, a.findings, a.streams, a.registrations, a.statistics, a.sources});
    view->addSeparator();
    view->addActions({a.follow, a.pause});
    view->addSeparator();
    view->addActions({a.legs, a.media});
    view->addSeparator();
    view->addAction(a.utc);
    QMenu* go = bar->addMenu(tr("&Go"));
    go->addActions({a.goTo});
    go->addSeparator();
    go->addActions({a.back, a.forward});
    QMenu* call = bar->addMenu(tr("Ca&ll"));
    call->addActions({a.mark, a.marked});
    call->addSeparator();
    call->addAction(a.link);
    QMenu* capture = bar->addMenu(tr("&Capture"));
    capture->addActions({a.capture, a.captureOptions});
    capture->addSeparator();
    capture->addActions({a.addSource, a.removeSource});
    QMenu* help = bar->addMenu(tr("&Help"));
    help->addActions({a.help, a.about});
    return bar;
}

QWidget* MainWindow::makeMenuRow()
{
    auto* bar = new Bar(theme::metrics().toolRow, Bar::Line::Below, this);
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(6, 0, 6, 1);
    row->setSpacing(2);
    QMenuBar* menus = makeMenus(bar);
    menus->setSizePolicy(QSizePolicy::Minimum, QSizePolicy::Fixed);
    row->addWidget(menus, 0, Qt::AlignVCenter);
    const auto separator = [&] {
        row->addSpacing(6);
        row->addWidget(toolSeparator(bar));
        row->addSpacing(6);
    };
    const auto add = [&](QAction* action) {
        QToolButton* button = toolButton(action, bar);
        row->addWidget(button);
        return button;
    };
    separator();
    add(m_actions.open);
    separator();
    QToolButton* capture = add(m_actions.capture);
    capture->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    add(m_actions.captureOptions);
    add(m_actions.pause);
    add(m_actions.follow);
    separator();
    add(m_actions.back);
    add(m_actions.forward);
    separator();
    add(m_actions.exportRows);
    add(m_actions.external);
    row->addStretch();
    add(m_actions.preferences);
    return bar;
}

void MainWindow::updateActions()
{
    const Actions& a = m_actions;
    const bool hasSession = m_controller.loader() != nullptr;
    const bool isCapturing = m_controller.activity() == Activity::Capturing;
    for (QAction* action : {a.close,    a.exportRows, a.external,      a.copy,        a.selectAll, a.pause,
                            a.follow,   a.goTo,       a.filter,        a.clearFilter, a.calls,     a.messages,
                            a.findings, a.streams,    a.registrations, a.statistics,  a.sources,   a.legs,
                            a.media,    a.mark,       a.marked,        a.link,        a.decrypt})
        action->setEnabled(hasSession);
    a.back->setEnabled(hasSession && m_sessionView->canGoBack());
    a.forward->setEnabled(hasSession && m_sessionView->canGoForward());
    a.capture->setEnabled(m_controller.activity() != Activity::Importing &&
                          m_controller.activity() != Activity::Decrypting);
    a.capture->setChecked(isCapturing);
    a.addSource->setEnabled(isCapturing);
    a.removeSource->setEnabled(isCapturing);
    a.capture->setText(isCapturing ? tr("&Stop") : tr("&Start capture"));
    a.capture->setIconText(isCapturing ? tr("Stop") : tr("Start"));
    a.capture->setIcon(theme::icon(isCapturing ? QStringLiteral("stop") : QStringLiteral("record"),
                                   [] { return theme::colors().error; }));
}

void MainWindow::askWhereTo()
{
    QInputDialog question(this);
    question.setWindowTitle(tr("Go to"));
    question.setLabelText(tr("Number, time of day (14:05:32) or Call-ID:"));
    question.setOkButtonText(tr("Go"));
    if (question.exec() == QDialog::Accepted)
        m_sessionView->goTo(question.textValue());
}

void MainWindow::showHelp()
{
    const QList<QPair<QString, QString>> others{
        {tr("Enter"), tr("Go to the call flow")},
        {tr("Esc"), tr("Back to the list")},
        {tr("Space, arrows, Page Up, Page Down"), tr("Move through lists and flows")},
        {tr("Ctrl+click, Shift+arrows"), tr("Several calls in one flow")},
        {tr("< and >"), tr("Sort by the column before or after")},
        {QStringLiteral("Z"), tr("Sort the other way, then not at all")},
        {tr("Shift+F10"), tr("Menu of the row: filter, copy, export")},
        {tr("Ctrl+wheel"), tr("Rows of the flow closer or further apart")},
    };
    QString rows;
    const auto addRow = [&](const QString& key, const QString& what) {
        rows += QStringLiteral("<tr><td style='padding: 2px 24px 2px 0'><b>%1</b></td><td>%2</td></tr>")
                    .arg(key.toHtmlEscaped(), what.toHtmlEscaped());
    };
    for (const QAction* action : actions()) {
        QStringList keys;
        for (const QKeySequence& key : action->shortcuts())
            keys.append(key.toString(QKeySequence::NativeText));
        if (!keys.isEmpty())
            addRow(keys.join(tr(" or ")),
                   QString(action->text()).remove(QLatin1Char('&')).remove(QStringLiteral("…")));
    }
    for (const auto& [key, what] : others)
        addRow(key, what);
    QMessageBox box(QMessageBox::NoIcon, tr("Keys"), QStringLiteral("<table>%1</table>").arg(rows),
                    QMessageBox::Close, this);
    box.setTextFormat(Qt::RichText);
    box.exec();
}

void MainWindow::showAbout()
{
    QMessageBox box(QMessageBox::NoIcon, tr("About Rhapsode"),
                    QStringLiteral("<h3>Rhapsode %1</h3>").arg(QApplication::applicationVersion()),
                    QMessageBox::Close, this);
    box.setIconPixmap(
        theme::iconPixmap(QStringLiteral("rhapsode"), theme::colors().accent, 48, devicePixelRatioF()));
    box.setInformativeText(
        tr("Captures and analyses SIP on this machine.\n\nFree software under the GNU General Public "
           "License, version 3 or later. Without any warranty.\n\nBuilt with Qt %1, QCustomPlot, "
           "libpcap, SQLite, zstd and PCRE2.")
            .arg(QString::fromLatin1(qVersion())));
    box.exec();
}

} // namespace ui::windows
