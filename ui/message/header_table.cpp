// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/message/header_table.h"

#include "ui/adapt/text.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QMenu>

namespace ui::message {
namespace {

enum TableColumn { NameColumn, ValueColumn, ColumnCount };

QString quoted(QString value)
{
    value.replace(QLatin1Char('\\'), QLatin1String("\\\\")).replace(QLatin1Char('"'), QLatin1String("\\\""));
    return QLatin1Char('"') + value + QLatin1Char('"');
}

} // namespace

HeaderTable::HeaderTable(QWidget* parent) : QTableWidget(0, ColumnCount, parent)
{
    setHorizontalHeaderLabels({tr("Header"), tr("Value")});
    setFrameShape(QFrame::NoFrame);
    setShowGrid(false);
    setWordWrap(false);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setAlternatingRowColors(true);
    verticalHeader()->hide();
    verticalHeader()->setMinimumSectionSize(1);
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    horizontalHeader()->setStretchLastSection(true);
    horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    setContextMenuPolicy(Qt::CustomContextMenu);
    setAccessibleName(tr("Headers"));
    connect(this, &QWidget::customContextMenuRequested, this, &HeaderTable::showMenu);
}

void HeaderTable::setMessage(const core::sip::Message& message)
{
    const auto fields = message.headers();
    setRowCount(static_cast<int>(fields.size()));
    verticalHeader()->setDefaultSectionSize(theme::metrics().row);
    setColumnWidth(NameColumn, theme::metrics().scaled(150));
    for (int row = 0; row < rowCount(); ++row) {
        const core::sip::HeaderField& field = fields[static_cast<std::size_t>(row)];
        const std::string_view longName = core::sip::canonicalName(field.name);
        auto* name = new QTableWidgetItem{adapt::text(longName.empty() ? message.nameOf(field) : longName)};
        name->setFont(theme::fonts().dataStrong);
        name->setForeground(theme::colors().headerName);
        setItem(row, NameColumn, name);
        const std::string value = core::sip::unfolded(message.valueOf(field));
        auto* cell = new QTableWidgetItem{adapt::text(std::string_view{value})};
        cell->setFont(theme::fonts().fixed);
        cell->setToolTip(cell->text());
        setItem(row, ValueColumn, cell);
    }
}

void HeaderTable::showMenu(const QPoint& position)
{
    const int row = rowAt(position.y());
    if (row < 0)
        return;
    const QString name = item(row, NameColumn)->text();
    const QString value = item(row, ValueColumn)->text();
    QMenu menu{this};
    menu.addAction(tr("Filter by this value"), this,
                   [&] { emit filterRequested(QStringLiteral("sip.%1 == %2").arg(name, quoted(value))); });
    menu.addAction(tr("Filter by this header"), this,
                   [&] { emit filterRequested(QStringLiteral("sip.%1").arg(name)); });
    menu.addSeparator();
    menu.addAction(tr("Copy value"), this, [&] { QApplication::clipboard()->setText(value); });
    menu.addAction(tr("Copy header"), this,
                   [&] { QApplication::clipboard()->setText(name + QLatin1String(": ") + value); });
    menu.exec(viewport()->mapToGlobal(position));
}

} // namespace ui::message
