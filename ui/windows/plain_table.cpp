// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/windows/plain_table.h"

#include "ui/lists/cell_delegate.h"
#include "ui/models/text_table_model.h"
#include "ui/theme/theme.h"

#include <QHeaderView>
#include <QTableView>

namespace ui::windows {

QTableView* makePlainTable(QAbstractItemModel& model, const QString& name, QWidget* parent)
{
    auto* table = new QTableView(parent);
    table->setModel(&model);
    table->setItemDelegate(new lists::CellDelegate(table));
    table->setFrameShape(QFrame::NoFrame);
    table->setShowGrid(false);
    table->setWordWrap(false);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setSelectionMode(QAbstractItemView::SingleSelection);
    table->setTabKeyNavigation(false);
    table->setAccessibleName(name);
    table->verticalHeader()->hide();
    table->verticalHeader()->setMinimumSectionSize(8);
    table->verticalHeader()->setDefaultSectionSize(theme::metrics().row);
    QHeaderView* header = table->horizontalHeader();
    header->setHighlightSections(false);
    header->setStretchLastSection(true);
    header->setFixedHeight(theme::metrics().header);
    return table;
}

QTableView* makeTextTable(models::TextTableModel& model, const QString& name, QWidget* parent)
{
    QTableView* table = makePlainTable(model, name, parent);
    for (int column = 0; column < model.columnCount(); ++column)
        table->horizontalHeader()->resizeSection(
            column, theme::metrics().scaled(model.columns()[static_cast<std::size_t>(column)].width));
    return table;
}

} // namespace ui::windows
