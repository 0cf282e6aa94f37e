// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/windows/findings_page.h"

#include "ui/adapt/error_text.h"
#include "ui/adapt/finding_text.h"
#include "ui/adapt/text.h"
#include "ui/lists/empty_state.h"
#include "ui/theme/theme.h"
#include "ui/windows/controls.h"
#include "ui/windows/plain_table.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QSplitter>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <climits>

namespace ui::windows {
namespace {

using core::base::MessageId;
using core::finding::Kind;

constexpr int unnoticed = 300; // milliseconds

int pluralOf(std::uint64_t number)
{
    return static_cast<int>(std::min<std::uint64_t>(number, INT_MAX));
}

MessageId firstOf(const core::finding::Finding& finding)
{
    return finding.evidence.empty() ? MessageId{} : finding.evidence.front();
}

} // namespace

FindingsPage::FindingsPage(QWidget* parent)
    : QStackedWidget(parent),
      m_kindModel({{tr("Kind"), 170}, {tr("Severity"), 66}, {tr("Number"), 60, true}}),
      m_empty(new lists::EmptyState(this))
{
    m_content = makeContent();
    addWidget(m_content);
    addWidget(m_empty);
    connectTables();
    connect(&m_search, &session::FindingsSearch::begun, this, &FindingsPage::clear);
    connect(&m_search, &session::FindingsSearch::found, this, &FindingsPage::add);
    m_patience.setSingleShot(true);
    m_patience.setInterval(unnoticed);
    connect(&m_patience, &QTimer::timeout, this, &FindingsPage::showBar);
    connect(&m_search, &session::FindingsSearch::busyChanged, this, [this](bool isBusy) {
        if (isBusy)
            m_patience.start();
        else
            m_patience.stop();
        showBar();
    });
    connect(&m_search, &session::FindingsSearch::failed, this, [this](const core::base::Error& error) {
        m_resultText.clear();
        emit resultTextChanged();
        m_empty->show(QStringLiteral("findings"), adapt::sentenceOf(error.code), adapt::placeOf(error));
        setCurrentWidget(m_empty);
    });
    connect(m_empty, &lists::EmptyState::actionTriggered, this, &FindingsPage::clearFilterRequested);
    clear();
    showEmptyState();
}

FindingsPage::~FindingsPage()
{
    // The tables look at models, which are members and go before the children of this widget.
    delete m_content;
}

QWidget* FindingsPage::makeContent()
{
    auto* content = new QWidget(this);
    m_bar = new Bar(theme::metrics().paneBar, Bar::Line::Below, content);
    auto* row = new QHBoxLayout(m_bar);
    row->setContentsMargins(10, 0, 6, 1);
    m_progress = new QLabel(m_bar);
    m_progress->setTextFormat(Qt::PlainText);
    m_stop = new QPushButton(m_bar);
    row->addWidget(m_progress, 1);
    row->addWidget(m_stop);
    auto* split = new QSplitter(Qt::Horizontal, content);
    m_kinds = makeTextTable(m_kindModel, tr("Kinds of findings"), split);
    m_table = makePlainTable(m_model, tr("Findings"), split);
    for (int column = 0; column < m_model.columnCount(); ++column)
        m_table->horizontalHeader()->resizeSection(
            column, theme::metrics().scaled(m_model.columns()[static_cast<std::size_t>(column)].width));
    split->addWidget(m_kinds);
    split->addWidget(m_table);
    split->setChildrenCollapsible(false);
    split->setStretchFactor(1, 1);
    split->setSizes({theme::metrics().scaled(310), theme::metrics().scaled(1100)});
    auto* layout = new QVBoxLayout(content);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_bar);
    layout->addWidget(split, 1);
    content->setFocusProxy(m_table);
    m_bar->hide();
    return content;
}

void FindingsPage::connectTables()
{
    m_table->installEventFilter(this);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex& index) {
                if (const auto* row = m_model.at(index.isValid() ? index.row() : -1))
                    emit chosen(row->found.call, firstOf(row->found.finding));
            });
    connect(m_table, &QTableView::doubleClicked, this,
            [this](const QModelIndex& index) { activate(index.row()); });
    connect(m_kinds->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex& index) {
                if (!m_isFilling && index.isValid())
                    chooseKind(index.row());
            });
    connect(m_stop, &QPushButton::clicked, this, [this] {
        if (m_search.isBusy())
            m_search.stop();
        else
            m_search.restart();
    });
}

void FindingsPage::setLoader(session::SessionLoader* loader)
{
    clear();
    m_kind = nullptr;
    m_model.setKind(nullptr);
    m_search.setLoader(loader);
    showBar();
    m_resultText.clear();
    emit resultTextChanged();
    showEmptyState();
}

void FindingsPage::setGrowing(bool isGrowing)
{
    m_isGrowing = isGrowing;
    if (m_isComplete && m_found == 0)
        showEmptyState();
}

void FindingsPage::setZone(adapt::Zone zone)
{
    m_model.setZone(zone);
}

void FindingsPage::clear()
{
    m_model.clear();
    m_counts.clear();
    m_found = 0;
    m_done = 0;
    m_total = 0;
    m_unread = 0;
    m_isComplete = false;
    showKinds();
    showProgress();
    setCurrentWidget(m_content);
    setFocusProxy(m_content);
}

void FindingsPage::add(const session::FindingsBatch& batch)
{
    m_model.add(batch.rows);
    for (const auto& [kind, count] : batch.counts) {
        m_counts[kind] += count;
        m_found += count;
    }
    m_done = batch.done;
    m_total = batch.total;
    m_unread = batch.unread;
    m_isComplete = batch.isLast;
    if (!batch.counts.empty())
        showKinds();
    showProgress();
    showBar();
    if (m_isComplete && m_found == 0)
        showEmptyState();
}

void FindingsPage::showKinds()
{
    m_kindRows.assign(1, nullptr);
    for (const auto& [kind, count] : m_counts)
        m_kindRows.push_back(kind);
    std::sort(m_kindRows.begin() + 1, m_kindRows.end(), [this](const Kind* a, const Kind* b) {
        if (a->severity != b->severity)
            return a->severity > b->severity;
        return m_counts[a] != m_counts[b] ? m_counts[a] > m_counts[b] : a->name < b->name;
    });
    std::vector<QStringList> rows{{tr("All"), {}, adapt::count(m_found)}};
    for (auto kind = m_kindRows.begin() + 1; kind != m_kindRows.end(); ++kind)
        rows.push_back({adapt::text((*kind)->name), adapt::severityWord((*kind)->severity),
                        adapt::count(m_counts[*kind])});
    m_isFilling = true;
    m_kindModel.setRows(std::move(rows));
    const auto present = std::ranges::find(m_kindRows, m_kind);
    const auto row = present == m_kindRows.end() ? 0 : static_cast<int>(present - m_kindRows.begin());
    m_kinds->setCurrentIndex(m_kindModel.index(row, 0));
    m_isFilling = false;
}

void FindingsPage::chooseKind(int row)
{
    m_kind = m_kindRows[static_cast<std::size_t>(row)];
    m_model.setKind(m_kind);
}

void FindingsPage::showProgress()
{
    const QString findings = tr("%1 findings", nullptr, pluralOf(m_found)).arg(adapt::count(m_found));
    const QString calls = m_done == m_total
                              ? tr("%1 calls", nullptr, pluralOf(m_total)).arg(adapt::count(m_total))
                              : tr("%1 of %2 calls").arg(adapt::count(m_done), adapt::count(m_total));
    m_resultText = findings + QStringLiteral(" · ") + calls;
    if (m_unread > 0)
        m_resultText +=
            QStringLiteral(" · ") +
            tr("%1 calls cannot be read", nullptr, pluralOf(m_unread)).arg(adapt::count(m_unread));
    const auto listed = static_cast<std::uint64_t>(m_model.rowCount());
    if (m_kind == nullptr && listed < m_found)
        m_resultText += QStringLiteral(" · ") + tr("the first %1 of each severity are listed")
                                                    .arg(adapt::count(session::FindingsSearch::mostListed));
    emit resultTextChanged();
}

void FindingsPage::showBar()
{
    const bool isBusy = m_search.isBusy();
    m_bar->setVisible(isBusy ? !m_patience.isActive() : m_search.isStopped());
    m_stop->setText(isBusy ? tr("Stop") : tr("Search again"));
    const QString place = tr("%1 of %2 calls").arg(adapt::count(m_done), adapt::count(m_total));
    m_progress->setText(isBusy ? tr("Calls are looked through: %1.").arg(place)
                               : tr("Stopped after %1.").arg(place));
}

void FindingsPage::showEmptyState()
{
    const QString icon = QStringLiteral("findings");
    if (m_isComplete && m_total > 0)
        m_empty->show(icon, tr("Nothing wrong was found."),
                      tr("The rules report only what the messages show to be so."));
    else if (m_search.isFiltered())
        m_empty->show(icon, tr("No call matches the filter or the range."),
                      tr("Findings are of the calls that both leave."), tr("Clear filter"));
    else if (m_isGrowing)
        m_empty->show(icon, tr("No call has arrived yet."), tr("Findings appear here with the calls."));
    else
        m_empty->show(icon, tr("There is no call in this session."),
                      tr("Sources says what the frames were instead."));
    setCurrentWidget(m_empty);
    setFocusProxy(m_empty);
}

void FindingsPage::activate(int row)
{
    if (const auto* found = m_model.at(row))
        emit activated(found->found.call, firstOf(found->found.finding));
}

bool FindingsPage::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_table && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if ((key == Qt::Key_Return || key == Qt::Key_Enter) && m_table->currentIndex().isValid()) {
            activate(m_table->currentIndex().row());
            return true;
        }
    }
    if (watched == m_table && event->type() == QEvent::FocusIn && !m_table->currentIndex().isValid() &&
        static_cast<QFocusEvent*>(event)->reason() != Qt::MouseFocusReason)
        m_table->setCurrentIndex(m_model.index(0, 0));
    return QStackedWidget::eventFilter(watched, event);
}

} // namespace ui::windows
