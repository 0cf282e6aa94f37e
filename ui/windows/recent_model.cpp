// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/windows/recent_model.h"

#include "ui/adapt/error_text.h"
#include "ui/adapt/text.h"
#include "ui/models/cell.h"
#include "ui/models/paged_table_model.h"

#include <chrono>

namespace ui::windows {

using models::Cell;
using models::Ink;
using session::SessionSummary;

RecentModel::RecentModel(session::SessionCatalog& catalog, QObject* parent)
    : QAbstractTableModel(parent), m_catalog(catalog)
{
    connect(&catalog, &session::SessionCatalog::changed, this, &RecentModel::onChanged);
    onChanged();
}

void RecentModel::onChanged()
{
    const int rows = static_cast<int>(m_catalog.sessions().size());
    if (rows == m_rows) {
        if (rows > 0)
            emit dataChanged(index(0, 0), index(rows - 1, ColumnCount - 1));
        return;
    }
    beginResetModel();
    m_rows = rows;
    endResetModel();
}

void RecentModel::setZone(adapt::Zone zone)
{
    m_zone = zone;
    onChanged();
}

const SessionSummary* RecentModel::summaryAt(int row) const
{
    const auto i = static_cast<std::size_t>(row);
    return row >= 0 && i < m_catalog.sessions().size() ? &m_catalog.sessions()[i] : nullptr;
}

int RecentModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : m_rows;
}

int RecentModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(ColumnCount);
}

QString RecentModel::textOf(const SessionSummary& summary, int column) const
{
    if (column == Name)
        return summary.name;
    if (column == Size)
        return adapt::size(summary.bytes);
    if (summary.error)
        return column == Recorded ? adapt::sentenceOf(summary.error->code) : QString();
    if (!summary.content)
        return QStringLiteral("…");
    const auto& content = *summary.content;
    const auto now = std::chrono::time_point_cast<std::chrono::nanoseconds>(std::chrono::system_clock::now());
    switch (column) {
    case Recorded:
        return content.lastMessage ? adapt::span(content.firstTime, content.lastTime, m_zone, now)
                                   : tr("empty");
    case Span:
        return content.lastMessage ? adapt::longDuration(content.lastTime - content.firstTime) : QString();
    case Calls:
        return adapt::count(content.calls());
    case Messages:
        return adapt::count(content.messages());
    default:
        return {};
    }
}

QVariant RecentModel::data(const QModelIndex& index, int role) const
{
    const SessionSummary* summary = summaryAt(index.row());
    if (!index.isValid() || summary == nullptr)
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return textOf(*summary, index.column());
    case Qt::ToolTipRole:
        return index.column() == Name ? adapt::pathText(summary->path) : textOf(*summary, index.column());
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(
            Qt::Alignment(Qt::AlignVCenter | (index.column() >= Span ? Qt::AlignRight : Qt::AlignLeft)));
    case models::PagedTableModel::ElideRole:
        return static_cast<int>(models::Elide::Middle);
    case models::PagedTableModel::CellRole: {
        Cell cell;
        cell.text = textOf(*summary, index.column());
        cell.isStrong = index.column() == Name;
        if (index.column() == Recorded) {
            cell.ink = Ink::Secondary;
            cell.glyph = summary->error ? theme::Glyph::Warning : theme::Glyph::None;
        }
        return QVariant::fromValue(cell);
    }
    default:
        return {};
    }
}

QVariant RecentModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(
            Qt::Alignment(Qt::AlignVCenter | (section >= Span ? Qt::AlignRight : Qt::AlignLeft)));
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Name:
        return tr("Session");
    case Recorded:
        return tr("Recorded");
    case Span:
        return tr("Span");
    case Calls:
        return tr("Calls");
    case Messages:
        return tr("Messages");
    case Size:
        return tr("Size");
    default:
        return {};
    }
}

} // namespace ui::windows
