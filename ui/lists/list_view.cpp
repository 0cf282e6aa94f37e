// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lists/list_view.h"

#include "ui/theme/theme.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QScopedValueRollback>
#include <QScrollBar>

#include <algorithm>

namespace ui::lists {

using models::ListFeed;
using models::RecordModel;

ListView::ListView(RecordModel& model, ListFeed& feed, QWidget* parent)
    : QTableView(parent), m_records(model), m_feed(feed)
{
    setModel(&model);
    setItemDelegate(new CellDelegate(this));
    setFrameShape(QFrame::NoFrame);
    setShowGrid(false);
    setWordWrap(false);
    setCornerButtonEnabled(false);
    setSelectionBehavior(SelectRows);
    setSelectionMode(ExtendedSelection);
    setEditTriggers(NoEditTriggers);
    setTabKeyNavigation(false);
    setVerticalScrollMode(ScrollPerItem);
    setHorizontalScrollMode(ScrollPerPixel);
    setMouseTracking(true);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    setUpHeader();
    applyMetrics();
    resetColumns();

    connect(&model, &QAbstractItemModel::modelAboutToBeReset, this, &ListView::savePlace);
    connect(&model, &QAbstractItemModel::modelReset, this, &ListView::restorePlace);
    connect(&model, &QAbstractItemModel::rowsInserted, this, &ListView::onRowsInserted);
    connect(&theme::Theme::instance(), &theme::Theme::changed, this, &ListView::applyMetrics);
    connect(this, &QTableView::doubleClicked, this,
            [this](const QModelIndex& index) { emit rowActivated(m_records.idAt(index.row())); });
}

void ListView::setUpHeader()
{
    QHeaderView* header = horizontalHeader();
    header->setSectionsMovable(true);
    header->setSectionsClickable(true);
    header->setHighlightSections(false);
    header->setStretchLastSection(true);
    header->setMinimumSectionSize(28);
    header->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(header, &QHeaderView::customContextMenuRequested, this,
            [this, header](const QPoint& position) { showColumnMenu(header->mapToGlobal(position)); });
    connect(header, &QHeaderView::sectionClicked, this, &ListView::sortBy);
}

void ListView::applyMetrics()
{
    setFont(theme::fonts().data);
    verticalHeader()->setMinimumSectionSize(8);
    verticalHeader()->setDefaultSectionSize(theme::rowHeight(theme::metrics(), m_density));
    horizontalHeader()->setFixedHeight(theme::metrics().header);
    viewport()->update();
}

void ListView::setDensity(theme::Density density)
{
    m_density = density;
    applyMetrics();
}

// --- current row and selection

int ListView::firstColumn() const
{
    const QHeaderView* header = horizontalHeader();
    for (int visual = 0; visual < header->count(); ++visual) {
        const int column = header->logicalIndex(visual);
        if (!header->isSectionHidden(column))
            return column;
    }
    return 0;
}

std::int64_t ListView::currentId() const
{
    return currentIndex().isValid() ? m_records.idAt(currentIndex().row()) : 0;
}

void ListView::setCurrentId(std::int64_t id)
{
    const QScopedValueRollback guard(m_isByProgram, true);
    const auto row = m_records.rowOf(id);
    if (!row) {
        clearSelection();
        setCurrentIndex({});
        return;
    }
    // What is current after a reset need not be selected.
    if (currentIndex().row() == *row && selectionModel()->isRowSelected(*row))
        return;
    setCurrentIndex(m_records.index(*row, firstColumn()));
}

void ListView::currentChanged(const QModelIndex& current, const QModelIndex& previous)
{
    QTableView::currentChanged(current, previous);
    if (m_isByProgram || !current.isValid() || current.row() == previous.row())
        return;
    emit rowChosen(m_records.idAt(current.row()));
}

void ListView::selectionChanged(const QItemSelection& selected, const QItemSelection& deselected)
{
    QTableView::selectionChanged(selected, deselected);
    clearEverythingSelected();
    emit selectionSizeChanged();
}

void ListView::selectAll()
{
    m_isEverythingSelected = m_records.rowCount() > 0;
    viewport()->update();
    emit selectionSizeChanged();
}

void ListView::clearEverythingSelected()
{
    if (m_isEverythingSelected) {
        m_isEverythingSelected = false;
        viewport()->update();
    }
}

std::int64_t ListView::selectedCount() const
{
    if (m_isEverythingSelected)
        return m_records.rowCount();
    std::int64_t count = 0;
    for (const QItemSelectionRange& range : selectionModel()->selection())
        count += range.height();
    return count;
}

std::vector<std::int64_t> ListView::selectedIds(std::size_t most) const
{
    std::vector<std::int64_t> ids;
    if (m_isEverythingSelected) {
        for (int row = 0; row < m_records.rowCount() && ids.size() < most; ++row)
            ids.push_back(m_records.idAt(row));
        return ids;
    }
    QList<QItemSelectionRange> ranges = selectionModel()->selection();
    std::ranges::sort(ranges, {}, &QItemSelectionRange::top);
    for (const QItemSelectionRange& range : ranges) {
        for (int row = range.top(); row <= range.bottom() && ids.size() < most; ++row)
            ids.push_back(m_records.idAt(row));
    }
    return ids;
}

void ListView::savePlace()
{
    constexpr std::size_t mostKept = 1'000;
    m_place.current = currentId();
    m_place.wasEverythingSelected = m_isEverythingSelected;
    m_place.selected = m_isEverythingSelected ? std::vector<std::int64_t>{} : selectedIds(mostKept);
    m_place.top = m_records.idAt(rowAt(0));
    m_place.columnScroll = horizontalScrollBar()->value();
    m_isByProgram = true; // until restorePlace(): Qt clears the selection in between
}

void ListView::restorePlace()
{
    executeDelayedItemsLayout(); // places are known only after it
    const int columns = m_records.columnCount() - 1;
    QItemSelection selection;
    for (const std::int64_t id : m_place.selected) {
        if (const auto row = m_records.rowOf(id))
            selection.select(m_records.index(*row, 0), m_records.index(*row, columns));
    }
    if (const auto row = m_records.rowOf(m_place.current))
        selectionModel()->setCurrentIndex(m_records.index(*row, firstColumn()),
                                          QItemSelectionModel::NoUpdate);
    selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect);
    m_isEverythingSelected = m_place.wasEverythingSelected;

    if (m_isFollowing)
        scrollToBottom();
    else if (const auto current = m_records.rowOf(m_place.current))
        scrollTo(m_records.index(*current, firstColumn()), EnsureVisible);
    else if (const auto top = m_records.rowOf(m_place.top))
        scrollTo(m_records.index(*top, firstColumn()), PositionAtTop);
    horizontalScrollBar()->setValue(m_place.columnScroll);
    m_seenRows = m_records.rowCount();
    m_isByProgram = false;
    emit unseenChanged();
}

// --- growing

void ListView::onRowsInserted()
{
    if (m_isFollowing) {
        m_seenRows = m_records.rowCount();
        scrollToBottom();
    } else if (isAtEnd() && verticalScrollBar()->maximum() == 0) {
        m_seenRows = m_records.rowCount(); // everything fits: nothing is out of sight
    }
    emit unseenChanged();
}

bool ListView::isAtEnd() const
{
    return verticalScrollBar()->value() >= verticalScrollBar()->maximum();
}

void ListView::setFollowing(bool isFollowing)
{
    if (m_isFollowing == isFollowing)
        return;
    m_isFollowing = isFollowing;
    m_seenRows = m_records.rowCount();
    if (isFollowing)
        scrollToBottom();
    emit followingChanged(isFollowing);
    emit unseenChanged();
}

int ListView::unseen() const
{
    return m_isFollowing ? 0 : std::max(0, m_records.rowCount() - m_seenRows);
}

void ListView::scrollContentsBy(int dx, int dy)
{
    QTableView::scrollContentsBy(dx, dy);
    if (dy != 0 && isAtEnd() && unseen() > 0) {
        m_seenRows = m_records.rowCount();
        emit unseenChanged();
    }
    if (dy > 0 && m_isFollowing && !isAtEnd())
        setFollowing(false); // scrolled up by hand: the user wants to read
}

// --- looks

RowLook ListView::lookOf(const QModelIndex& index) const
{
    RowLook look;
    look.isSelected = m_isEverythingSelected || selectionModel()->isRowSelected(index.row());
    look.isUnderPointer = index.row() == m_rowUnderPointer;
    look.hasViewFocus = hasFocus();
    look.isFirstColumn = horizontalHeader()->logicalIndexAt(0) == index.column();
    return look;
}

void ListView::setUnderPointer(int row)
{
    if (row == m_rowUnderPointer)
        return;
    const auto repaint = [this](int which) {
        if (which >= 0)
            viewport()->update(0, rowViewportPosition(which), viewport()->width(), rowHeight(which));
    };
    repaint(m_rowUnderPointer);
    m_rowUnderPointer = row;
    repaint(row);
}

void ListView::mouseMoveEvent(QMouseEvent* event)
{
    QTableView::mouseMoveEvent(event);
    setUnderPointer(rowAt(event->position().toPoint().y()));
}

void ListView::leaveEvent(QEvent* event)
{
    QTableView::leaveEvent(event);
    setUnderPointer(-1);
}

void ListView::focusInEvent(QFocusEvent* event)
{
    QTableView::focusInEvent(event);
    viewport()->update();
}

void ListView::focusOutEvent(QFocusEvent* event)
{
    QTableView::focusOutEvent(event);
    viewport()->update();
}

void ListView::changeEvent(QEvent* event)
{
    QTableView::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        viewport()->update();
}

void ListView::keyPressEvent(QKeyEvent* event)
{
    if (event->matches(QKeySequence::SelectAll)) {
        selectAll();
    } else if (event->matches(QKeySequence::Copy)) {
        copySelection(CopyAs::Row);
    } else if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) &&
               currentIndex().isValid()) {
        emit rowActivated(currentId());
    } else if (event->key() == Qt::Key_Greater) { // these three as in sngrep
        sortByNextColumn(+1);
    } else if (event->key() == Qt::Key_Less) {
        sortByNextColumn(-1);
    } else if (event->key() == Qt::Key_Z && event->modifiers() == Qt::NoModifier) {
        turnSortOrder();
    } else if (event->key() == Qt::Key_Escape || !event->text().trimmed().isEmpty()) {
        event->ignore(); // letters are commands of the window, not a search in the table
    } else {
        QTableView::keyPressEvent(event);
    }
}

} // namespace ui::lists
