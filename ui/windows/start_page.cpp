// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/windows/start_page.h"

#include "ui/adapt/text.h"
#include "ui/lists/cell_delegate.h"
#include "ui/lists/empty_state.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/windows/capture_panel.h"
#include "ui/windows/open_panel.h"
#include "ui/windows/run_bar.h"

#include <QEvent>
#include <QFileDialog>
#include <QHeaderView>
#include <QInputDialog>
#include <QLabel>
#include <QMenu>
#include <QMessageBox>
#include <QPainter>
#include <QPushButton>
#include <QResizeEvent>
#include <QScrollBar>
#include <QShortcut>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

namespace ui::windows {
namespace {

constexpr int twoColumnsFrom = 1200;

QLabel* label(const QString& text, const QFont& font, QWidget* parent,
              QPalette::ColorRole role = QPalette::WindowText)
{
    auto* result = new QLabel(text, parent);
    result->setFont(font);
    result->setForegroundRole(role);
    return result;
}

/// A title at the left, a remark at the right.
QHBoxLayout* sectionHead(const QString& title, QLabel* remark, QWidget* parent)
{
    auto* row = new QHBoxLayout;
    row->addWidget(label(title, theme::fonts().section, parent));
    row->addStretch();
    if (remark != nullptr)
        row->addWidget(remark, 0, Qt::AlignBottom);
    return row;
}

/// A key in a small frame.
class KeyCap : public QLabel {
public:
    KeyCap(const QString& key, QWidget* parent) : QLabel(key, parent)
    {
        setFont(theme::fonts().small);
        setForegroundRole(QPalette::PlaceholderText);
        setContentsMargins(5, 1, 5, 2);
    }

protected:
    void paintEvent(QPaintEvent* event) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(theme::colors().lineStrong);
        painter.setBrush(theme::colors().base);
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3);
        QLabel::paintEvent(event);
    }
};

/// A key, and what it does.
QWidget* keyHint(const QKeySequence& key, const QString& what, QWidget* parent)
{
    auto* hint = new QWidget(parent);
    auto* row = new QHBoxLayout(hint);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(6);
    row->addWidget(new KeyCap(key.toString(QKeySequence::NativeText), hint));
    row->addWidget(label(what, theme::fonts().data, hint, QPalette::PlaceholderText));
    return hint;
}

} // namespace

StartPage::StartPage(session::SessionCatalog& catalog, session::CaptureSources& sources,
                     session::SessionController& controller, settings::Settings& settings, QWidget* parent)
    : QScrollArea(parent), m_catalog(catalog), m_recent(catalog), m_body(new QWidget),
      m_open(new OpenPanel(settings, m_body)), m_capture(new CapturePanel(sources, controller, settings))
{
    setFrameShape(NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    verticalScrollBar()->setProperty("onWindow", true);

    auto* outer = new QVBoxLayout(m_body);
    outer->setContentsMargins(56, 28, 56, 24);
    outer->setSpacing(28);
    outer->addWidget(makeHead());
    m_columns = new QBoxLayout(QBoxLayout::LeftToRight);
    m_columns->setSpacing(32);
    auto* left = new QVBoxLayout;
    left->setSpacing(26);
    left->addWidget(makeSessions());
    left->addWidget(m_open);
    left->addWidget(makeKeys());
    left->addStretch();
    m_columns->addLayout(left, 812);
    auto* right = new QVBoxLayout;
    right->addWidget(makeCapture());
    right->addStretch();
    m_columns->addLayout(right, 484);
    outer->addLayout(m_columns);
    outer->addStretch();
    setWidget(m_body);

    connect(m_open, &OpenPanel::browseRequested, this, &StartPage::browseRequested);
    connect(m_open, &OpenPanel::sampleRequested, this, &StartPage::sampleRequested);
    connect(m_capture, &CapturePanel::startRequested, this, &StartPage::captureRequested);
    connect(&m_catalog, &session::SessionCatalog::changed, this, &StartPage::showCount);
    applyTheme();
    showCount();
}

QWidget* StartPage::makeHead()
{
    auto* head = new QWidget(m_body);
    auto* row = new QHBoxLayout(head);
    row->setContentsMargins(4, 0, 0, 0);
    row->setSpacing(16);
    m_logo = new QLabel(head);
    row->addWidget(m_logo);
    auto* texts = new QVBoxLayout;
    texts->setSpacing(0);
    texts->addWidget(label(QStringLiteral("Rhapsode"), theme::fonts().title, head));
    texts->addWidget(label(tr("Capture SIP, see every call, find out what went wrong"), theme::fonts().ui,
                           head, QPalette::PlaceholderText));
    row->addLayout(texts);
    row->addStretch();
    return head;
}

QWidget* StartPage::makeSessions()
{
    auto* section = new QWidget(m_body);
    auto* layout = new QVBoxLayout(section);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    m_count = label({}, theme::fonts().data, section, QPalette::PlaceholderText);
    layout->addLayout(sectionHead(tr("Recent sessions"), m_count, section));

    m_table = new QTableView(section);
    m_table->setModel(&m_recent);
    m_table->setItemDelegate(new lists::CellDelegate(m_table));
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setTabKeyNavigation(false);
    m_table->setAccessibleName(tr("Recent sessions"));
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setMinimumSectionSize(8);
    m_table->verticalHeader()->setDefaultSectionSize(theme::metrics().scaled(28));
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    QHeaderView* header = m_table->horizontalHeader();
    header->setHighlightSections(false);
    header->setFixedHeight(theme::metrics().scaled(24));
    header->setSectionResizeMode(QHeaderView::Fixed);
    header->setSectionResizeMode(RecentModel::Name, QHeaderView::Stretch);
    constexpr int widths[] = {190, 210, 104, 76, 88, 76};
    for (int column = RecentModel::Recorded; column < RecentModel::ColumnCount; ++column)
        header->resizeSection(column, theme::metrics().scaled(widths[column]));
    connect(m_table, &QTableView::doubleClicked, this, &StartPage::openCurrent);
    connect(m_table, &QWidget::customContextMenuRequested, this, &StartPage::showSessionMenu);
    for (const auto key : {Qt::Key_Return, Qt::Key_Enter}) {
        auto* enter = new QShortcut(key, m_table, nullptr, nullptr, Qt::WidgetShortcut);
        connect(enter, &QShortcut::activated, this, &StartPage::openCurrent);
    }

    m_noSessions = new lists::EmptyState(section);
    m_noSessions->show(QStringLiteral("file"), tr("No sessions yet"),
                       tr("Open a capture, or start one: each becomes a session that stays here."));
    m_sessions = new QStackedWidget(section);
    m_sessions->addWidget(m_table);
    m_sessions->addWidget(m_noSessions);
    layout->addWidget(m_sessions);
    m_moveBar = new RunBar(section);
    layout->addWidget(m_moveBar);
    connect(m_moveBar, &RunBar::cancelled, this, [this] { m_catalog.cancelMove(); });
    connect(&m_catalog, &session::SessionCatalog::moving, this,
            [this](const QString& name, quint64 done, quint64 total) {
                m_moveBar->setProgress(tr("Moving %1").arg(name), done, total);
                m_moveBar->show();
            });
    return section;
}

QWidget* StartPage::makeCapture()
{
    auto* section = new QWidget(m_body);
    auto* layout = new QVBoxLayout(section);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addLayout(sectionHead(
        tr("Capture"),
        label(tr("Ctrl+K while a session is open"), theme::fonts().data, section, QPalette::PlaceholderText),
        section));
    layout->addWidget(m_capture);
    return section;
}

QWidget* StartPage::makeKeys()
{
    auto* keys = new QWidget(m_body);
    auto* row = new QHBoxLayout(keys);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(20);
    row->addWidget(keyHint(QKeySequence(Qt::CTRL | Qt::Key_O), tr("open"), keys));
    row->addWidget(keyHint(QKeySequence(Qt::CTRL | Qt::Key_K), tr("capture options"), keys));
    row->addWidget(keyHint(QKeySequence(Qt::CTRL | Qt::Key_E), tr("start and stop"), keys));
    row->addWidget(keyHint(QKeySequence(Qt::Key_Slash), tr("filter"), keys));
    row->addWidget(keyHint(QKeySequence(Qt::Key_F1), tr("help"), keys));
    row->addStretch();
    return keys;
}

void StartPage::applyTheme()
{
    const double ratio = devicePixelRatioF();
    m_logo->setPixmap(theme::iconPixmap(QStringLiteral("rhapsode"), theme::colors().accent,
                                        theme::metrics().scaled(36), ratio));
}

void StartPage::changeEvent(QEvent* event)
{
    QScrollArea::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_logo != nullptr)
        applyTheme();
}

void StartPage::resizeEvent(QResizeEvent* event)
{
    QScrollArea::resizeEvent(event);
    const bool isWide = width() >= theme::metrics().scaled(twoColumnsFrom);
    m_columns->setDirection(isWide ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    // In one column what can be captured must not be pushed out of sight.
    const int rows = isWide ? 9 : 4;
    m_sessions->setFixedHeight(theme::metrics().scaled(24 + rows * 28 + 2));
}

void StartPage::setZone(adapt::Zone zone)
{
    m_recent.setZone(zone);
}

void StartPage::showSettings()
{
    m_open->showSettings();
}

void StartPage::refresh()
{
    m_catalog.refresh();
    if (isVisible())
        m_capture->refresh();
}

void StartPage::showCount()
{
    const auto count = static_cast<int>(m_catalog.sessions().size());
    m_count->setText(count == 0 ? QString() : tr("%n session(s) · Ctrl+O for others", nullptr, count));
    m_sessions->setCurrentWidget(count == 0 ? static_cast<QWidget*>(m_noSessions) : m_table);
}

void StartPage::openCurrent()
{
    if (const auto* summary = m_recent.summaryAt(m_table->currentIndex().row()))
        emit openRequested({adapt::pathText(summary->path)});
}

void StartPage::showSessionMenu(const QPoint& position)
{
    const auto* found = m_recent.summaryAt(m_table->indexAt(position).row());
    if (found == nullptr)
        return;
    const session::SessionSummary summary = *found; // the catalog may change while the menu is open
    QMenu menu(this);
    menu.addAction(tr("Open"), this,
                   [this, &summary] { emit openRequested({adapt::pathText(summary.path)}); });
    menu.addSeparator();
    menu.addAction(tr("Rename…"), this, [this, &summary] { renameSession(summary); });
    menu.addAction(tr("Move…"), this, [this, &summary] { moveSession(summary); });
    menu.addAction(theme::icon(QStringLiteral("trash")), tr("Delete…"), this,
                   [this, &summary] { removeSession(summary); });
    menu.exec(m_table->viewport()->mapToGlobal(position));
}

void StartPage::renameSession(const session::SessionSummary& summary)
{
    bool isAccepted = false;
    const QString name = QInputDialog::getText(this, tr("Rename session"), tr("New name:"), QLineEdit::Normal,
                                               summary.name, &isAccepted);
    if (!isAccepted || name.trimmed() == summary.name)
        return;
    m_catalog.rename(summary.path, name, [this](const auto& outcome) { endMove(outcome); });
}

void StartPage::moveSession(const session::SessionSummary& summary)
{
    const QString folder = QFileDialog::getExistingDirectory(this, tr("Move session to"),
                                                             adapt::pathText(summary.path.parent_path()));
    if (folder.isEmpty())
        return;
    m_catalog.move(summary.path, folder, [this](const auto& outcome) { endMove(outcome); });
}

void StartPage::endMove(const core::base::Result<core::exporting::MoveOutcome>& outcome)
{
    m_moveBar->hide();
    if (!outcome)
        emit failed(outcome.error());
}

void StartPage::removeSession(const session::SessionSummary& summary)
{
    QMessageBox question(QMessageBox::Warning, tr("Delete session"),
                         tr("Delete “%1” for good?").arg(summary.name), QMessageBox::Cancel, this);
    question.setInformativeText(
        tr("The file %1 and everything captured in it will be gone.").arg(adapt::shortPath(summary.path)));
    question.setTextFormat(Qt::PlainText);
    QPushButton* remove = question.addButton(tr("Delete"), QMessageBox::DestructiveRole);
    question.setDefaultButton(QMessageBox::Cancel);
    question.exec();
    if (question.clickedButton() != remove)
        return;
    m_catalog.remove(summary.path, [this](const core::base::Status& status) {
        if (!status)
            emit failed(status.error());
    });
}

} // namespace ui::windows
