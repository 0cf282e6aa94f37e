// SPDX-License-Identifier: GPL-3.0-or-later
// Columns of a list, and the order of its rows.
#include "ui/lists/list_view.h"
#include "ui/theme/theme.h"

#include <QDataStream>
#include <QHeaderView>
#include <QIODevice>

#include <algorithm>
#include <utility>

namespace ui::lists {

void ListView::resetColumns()
{
    QHeaderView* header = horizontalHeader();
    for (int column = 0; column < m_records.columnCount(); ++column) {
        header->moveSection(header->visualIndex(column), column);
        header->setSectionHidden(column, !m_records.isShownAtFirst(column));
        // A title may need more than its cells do, in another language above all.
        header->resizeSection(column, std::max(theme::metrics().scaled(m_records.columnWidth(column)),
                                               header->sectionSizeHint(column)));
    }
}

QStringList ListView::columnNames() const
{
    QStringList names;
    for (int column = 0; column < m_records.columnCount(); ++column)
        names.append(QLatin1String(m_records.columnName(column)));
    return names;
}

QByteArray ListView::columnLayout() const
{
    QByteArray layout;
    QDataStream stream(&layout, QIODevice::WriteOnly);
    stream << columnNames() << horizontalHeader()->saveState();
    return layout;
}

void ListView::setColumnLayout(const QByteArray& layout)
{
    // A layout of other columns, as another version had them, would hide the wrong ones.
    QStringList names;
    QByteArray state;
    QDataStream stream(layout);
    stream >> names >> state;
    if (stream.status() != QDataStream::Ok || names != columnNames() ||
        !horizontalHeader()->restoreState(state))
        resetColumns();
    horizontalHeader()->setStretchLastSection(true);
    showSortMark();
}

void ListView::sortBy(int column)
{
    // Click by click: ascending, descending, order of arrival.
    using core::session::SortOrder;
    auto field = m_records.fieldOf(column);
    if (field.field == nullptr)
        return;
    SortOrder order = SortOrder::Ascending;
    if (m_feed.query().sortField == field) {
        if (m_feed.query().order == SortOrder::Ascending)
            order = SortOrder::Descending;
        else
            field = {};
    }
    m_feed.setSort(std::move(field), order);
    if (m_feed.query().sortField.field != nullptr)
        setFollowing(false);
    showSortMark();
}

int ListView::sortedColumn() const
{
    const auto& sorted = m_feed.query().sortField;
    for (int column = 0; sorted.field != nullptr && column < m_records.columnCount(); ++column) {
        if (m_records.fieldOf(column) == sorted)
            return column;
    }
    return -1;
}

void ListView::sortByNextColumn(int step)
{
    const QHeaderView* header = horizontalHeader();
    const int sorted = sortedColumn();
    int visual = sorted >= 0 ? header->visualIndex(sorted) + step : step > 0 ? 0 : header->count() - 1;
    for (; visual >= 0 && visual < header->count(); visual += step) {
        const int column = header->logicalIndex(visual);
        if (header->isSectionHidden(column) || m_records.fieldOf(column).field == nullptr)
            continue;
        sortBy(column);
        return;
    }
}

void ListView::turnSortOrder()
{
    if (sortedColumn() < 0)
        sortByNextColumn(+1);
    else
        sortBy(sortedColumn());
}

void ListView::showSortMark()
{
    const int column = sortedColumn();
    QHeaderView* header = horizontalHeader();
    header->setSortIndicatorShown(column >= 0);
    if (column >= 0) {
        const bool isAscending = m_feed.query().order == core::session::SortOrder::Ascending;
        header->setSortIndicator(column, isAscending ? Qt::AscendingOrder : Qt::DescendingOrder);
    }
}

} // namespace ui::lists
