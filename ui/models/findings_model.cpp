// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/findings_model.h"

#include "ui/adapt/finding_text.h"
#include "ui/adapt/text.h"
#include "ui/models/paged_table_model.h"
#include "ui/models/words.h"

#include <algorithm>
#include <utility>

namespace ui::models {
namespace {

using session::FoundFinding;

std::size_t groupOf(const FoundFinding& row)
{
    return 2 - static_cast<std::size_t>(row.found.finding.kind->severity);
}

Qt::Alignment alignmentOf(const TextColumn& column)
{
    return Qt::AlignVCenter | (column.isNumber ? Qt::AlignRight : Qt::AlignLeft);
}

} // namespace

FindingsModel::FindingsModel(QObject* parent)
    : QAbstractTableModel(parent), m_columns({{tr("Severity"), 90},
                                              {tr("Finding"), 620},
                                              {tr("Time"), 96},
                                              {tr("Clause"), 170, false, Ink::Secondary},
                                              {tr("Call-ID"), 200, false, Ink::Secondary}})
{
}

void FindingsModel::clear()
{
    beginResetModel();
    for (Group& group : m_groups)
        group = {};
    endResetModel();
}

void FindingsModel::add(std::vector<FoundFinding> rows)
{
    std::array<std::vector<FoundFinding>, 3> sorted;
    for (FoundFinding& row : rows)
        sorted[groupOf(row)].push_back(std::move(row));
    for (std::size_t i = 0; i < sorted.size(); ++i)
        addToGroup(m_groups[i], std::move(sorted[i]));
}

void FindingsModel::addToGroup(Group& group, std::vector<FoundFinding> rows)
{
    int end = 0;
    for (const Group& each : m_groups) {
        end += static_cast<int>(each.shown.size());
        if (&each == &group)
            break;
    }
    const auto wanted =
        std::ranges::count_if(rows, [this](const FoundFinding& row) { return isWanted(row); });
    if (wanted > 0)
        beginInsertRows({}, end, end + static_cast<int>(wanted) - 1);
    for (FoundFinding& row : rows) {
        if (isWanted(row))
            group.shown.push_back(static_cast<std::uint32_t>(group.rows.size()));
        group.rows.push_back(std::move(row));
    }
    if (wanted > 0)
        endInsertRows();
}

void FindingsModel::setKind(const core::finding::Kind* kind)
{
    if (m_kind == kind)
        return;
    beginResetModel();
    m_kind = kind;
    for (Group& group : m_groups) {
        group.shown.clear();
        for (std::size_t i = 0; i < group.rows.size(); ++i) {
            if (isWanted(group.rows[i]))
                group.shown.push_back(static_cast<std::uint32_t>(i));
        }
    }
    endResetModel();
}

void FindingsModel::setZone(adapt::Zone zone)
{
    m_zone = zone;
    if (rowCount() > 0)
        emit dataChanged(index(0, Time), index(rowCount() - 1, Time));
}

bool FindingsModel::isWanted(const FoundFinding& row) const
{
    return m_kind == nullptr || row.found.finding.kind == m_kind;
}

const FoundFinding* FindingsModel::at(int row) const
{
    if (row < 0)
        return nullptr;
    auto place = static_cast<std::size_t>(row);
    for (const Group& group : m_groups) {
        if (place < group.shown.size())
            return &group.rows[group.shown[place]];
        place -= group.shown.size();
    }
    return nullptr;
}

int FindingsModel::rowCount(const QModelIndex& parent) const
{
    std::size_t count = 0;
    for (const Group& group : m_groups)
        count += group.shown.size();
    return parent.isValid() ? 0 : static_cast<int>(count);
}

int FindingsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_columns.size());
}

QString FindingsModel::textOf(const FoundFinding& row, int column) const
{
    switch (column) {
    case Severity:
        return adapt::severityWord(row.found.finding.kind->severity);
    case Sentence:
        return adapt::sentenceOf(row.found.finding);
    case Time:
        return adapt::timeOfDay(row.found.time, m_zone);
    case Clause:
        return adapt::referenceText(row.found.finding.reference);
    default:
        return adapt::text(row.callId);
    }
}

QVariant FindingsModel::data(const QModelIndex& index, int role) const
{
    const FoundFinding* row = index.isValid() ? at(index.row()) : nullptr;
    if (row == nullptr)
        return {};
    const TextColumn& column = m_columns[static_cast<std::size_t>(index.column())];
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(alignmentOf(column));
    if (role == PagedTableModel::ElideRole)
        return static_cast<int>(index.column() == CallId ? Elide::Middle : Elide::Right);
    if (role == Qt::ToolTipRole && index.column() == Sentence)
        return QString(textOf(*row, Sentence) + QLatin1Char('\n') +
                       adapt::adviceOf(*row->found.finding.kind));
    if (role == Qt::DisplayRole || role == Qt::ToolTipRole)
        return textOf(*row, index.column());
    if (role != PagedTableModel::CellRole)
        return {};
    Cell cell;
    cell.text = textOf(*row, index.column());
    cell.ink = column.ink;
    if (index.column() == Severity)
        cell.glyph = severityGlyph(row->found.finding.kind->severity);
    return QVariant::fromValue(cell);
}

QVariant FindingsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    const TextColumn& column = m_columns[static_cast<std::size_t>(section)];
    if (role == Qt::DisplayRole)
        return column.title;
    return role == Qt::TextAlignmentRole ? QVariant::fromValue(alignmentOf(column)) : QVariant();
}

} // namespace ui::models
