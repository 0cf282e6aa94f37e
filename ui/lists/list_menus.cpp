// SPDX-License-Identifier: GPL-3.0-or-later
// The menus of a list, and what they copy.
#include "ui/lists/copy_text.h"
#include "ui/lists/list_view.h"
#include "ui/theme/icons.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QHeaderView>
#include <QMenu>

namespace ui::lists {
namespace {

/// More rows than this are an export, not a copy.
constexpr std::size_t mostCopiedRows = 10'000;

} // namespace

void ListView::showColumnMenu(const QPoint& globalPosition)
{
    QMenu menu(this);
    QHeaderView* header = horizontalHeader();
    for (int column = 0; column < m_records.columnCount(); ++column) {
        const QString title = m_records.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
        QAction* action = menu.addAction(title);
        action->setCheckable(true);
        action->setChecked(!header->isSectionHidden(column));
        // The last visible column stays: an empty table cannot be given its columns back by its head.
        action->setEnabled(header->isSectionHidden(column) ||
                           header->hiddenSectionCount() + 1 < header->count());
        connect(action, &QAction::toggled, this,
                [this, column](bool isShown) { horizontalHeader()->setSectionHidden(column, !isShown); });
    }
    menu.addSeparator();
    menu.addAction(tr("Reset columns"), this, &ListView::resetColumns);
    menu.exec(globalPosition);
}

void ListView::contextMenuEvent(QContextMenuEvent* event)
{
    const QModelIndex index = indexAt(event->pos());
    if (!index.isValid())
        return;
    QMenu menu(this);
    const QString condition = m_records.filterFor(index);
    const auto narrow = [&](const QString& title, models::Narrow how) {
        QAction* action =
            menu.addAction(title, this, [this, condition, how] { emit filterRequested(condition, how); });
        action->setEnabled(!condition.isEmpty());
        return action;
    };
    narrow(condition.isEmpty() ? tr("Filter by this value") : tr("Filter: %1").arg(condition),
           models::Narrow::To)
        ->setIcon(theme::icon(QStringLiteral("filter")));
    narrow(tr("Exclude this value"), models::Narrow::Without);
    menu.addSeparator();
    menu.addAction(theme::icon(QStringLiteral("mark")), tr("Mark or unmark call\tCtrl+M"), this,
                   &ListView::markRequested);
    menu.addSeparator();
    menu.addAction(tr("Copy cell"), this, [this] { copySelection(CopyAs::Cell); });
    menu.addAction(theme::icon(QStringLiteral("copy")), tr("Copy rows\tCtrl+C"), this,
                   [this] { copySelection(CopyAs::Row); });
    menu.addAction(tr("Copy rows as CSV"), this, [this] { copySelection(CopyAs::Csv); });
    menu.addSeparator();
    menu.addAction(tr("Select all\tCtrl+A"), this, &ListView::selectAll);
    menu.addAction(theme::icon(QStringLiteral("export")), tr("Export…"), this, &ListView::exportRequested);
    menu.addAction(theme::icon(QStringLiteral("external")), tr("Open in Wireshark"), this,
                   &ListView::externalViewerRequested);
    menu.exec(event->globalPos());
}

void ListView::copySelection(CopyAs form)
{
    if (form == CopyAs::Cell) {
        if (currentIndex().isValid())
            QGuiApplication::clipboard()->setText(currentIndex().data(Qt::DisplayRole).toString());
        return;
    }
    std::vector<int> columns;
    QStringList titles;
    const QHeaderView* header = horizontalHeader();
    for (int visual = 0; visual < header->count(); ++visual) {
        const int column = header->logicalIndex(visual);
        if (header->isSectionHidden(column))
            continue;
        columns.push_back(column);
        titles.append(m_records.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString());
    }
    const Separation separation = form == CopyAs::Csv ? Separation::Comma : Separation::Tab;
    m_records.fetchRows(
        selectedIds(mostCopiedRows), [columns, titles, separation](const std::vector<models::Row>& rows) {
            QGuiApplication::clipboard()->setText(copyText(titles, columns, rows, separation));
        });
}

} // namespace ui::lists
