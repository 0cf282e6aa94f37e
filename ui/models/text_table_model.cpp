// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/text_table_model.h"

#include "ui/models/paged_table_model.h"

#include <utility>

namespace ui::models {
namespace {

QVariant alignment(const TextColumn& column)
{
    return QVariant::fromValue(
        Qt::Alignment(Qt::AlignVCenter | (column.isNumber ? Qt::AlignRight : Qt::AlignLeft)));
}

} // namespace

TextTableModel::TextTableModel(std::vector<TextColumn> columns, QObject* parent)
    : QAbstractTableModel(parent), m_columns(std::move(columns))
{
}

void TextTableModel::setRows(std::vector<QStringList> rows)
{
    if (rows == m_rows)
        return;
    if (rows.size() == m_rows.size()) {
        m_rows = std::move(rows);
        emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
        return;
    }
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

int TextTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int TextTableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_columns.size());
}

QVariant TextTableModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const TextColumn& column = m_columns[static_cast<std::size_t>(index.column())];
    const QString& text = m_rows[static_cast<std::size_t>(index.row())][index.column()];
    if (role == Qt::TextAlignmentRole)
        return alignment(column);
    if (role == PagedTableModel::ElideRole)
        return static_cast<int>(Elide::Right);
    if (role == Qt::DisplayRole || role == Qt::ToolTipRole)
        return text;
    if (role == PagedTableModel::CellRole) {
        Cell cell;
        cell.text = text;
        cell.ink = column.ink;
        return QVariant::fromValue(cell);
    }
    return {};
}

QVariant TextTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    const TextColumn& column = m_columns[static_cast<std::size_t>(section)];
    if (role == Qt::DisplayRole)
        return column.title;
    return role == Qt::TextAlignmentRole ? alignment(column) : QVariant();
}

} // namespace ui::models
