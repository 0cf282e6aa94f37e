// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/source_model.h"

#include "ui/adapt/error_text.h"
#include "ui/adapt/text.h"
#include "ui/models/cell.h"
#include "ui/models/columns.h"
#include "ui/models/paged_table_model.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace ui::models {
namespace {

using core::session::FrameFate;
using core::session::SourceRow;

std::uint64_t notStored(const SourceRow& source)
{
    std::uint64_t sum = 0;
    for (const core::session::FrameTally& tally : source.tallies)
        sum += tally.notStored;
    return sum;
}

QString kindWord(const SourceRow& source)
{
    if (source.kind == "file")
        return QCoreApplication::translate("ui::models", "File");
    if (source.kind == "interface")
        return QCoreApplication::translate("ui::models", "Interface");
    if (source.kind == "command")
        return QCoreApplication::translate("ui::models", "Command");
    if (source.kind == "follow")
        return QCoreApplication::translate("ui::models", "Followed file");
    return QStringLiteral("HEP");
}

/// Nothing where nobody knows.
QString rtpWord(const SourceRow& source)
{
    if (!source.choice)
        return {};
    switch (source.choice->rtp) {
    case core::session::RtpPolicy::Full:
        return QCoreApplication::translate("ui::models", "everything");
    case core::session::RtpPolicy::Headers:
        return QCoreApplication::translate("ui::models", "headers");
    case core::session::RtpPolicy::None:
        return QCoreApplication::translate("ui::models", "nothing");
    }
    return {};
}

QString nameOf(const SourceRow& source)
{
    const QString name = adapt::text(source.name);
    return source.interfaceName.empty() || source.interfaceName == source.name
               ? name
               : name + QStringLiteral(" · ") + adapt::text(source.interfaceName);
}

QString timeOf(core::base::Timestamp time, adapt::Zone zone)
{
    return time == core::base::Timestamp{} ? QString() : adapt::dateAndTime(time, zone);
}

/// The first one, without the advice: whoever chooses the source is told all of it.
QString warningOf(const SourceRow& source)
{
    if (source.warnings.empty())
        return {};
    const auto error = adapt::errorOf(source.warnings.front());
    if (!error)
        return adapt::text(source.warnings.front());
    const QString place = adapt::placeOf(*error);
    return adapt::sentenceOf(error->code) + (place.isEmpty() ? QString() : QStringLiteral(": ") + place);
}

/// What the text of a cell depends on besides the row.
struct SourceLook {
    adapt::Zone zone = adapt::Zone::Local;
    bool isRunning = false;
};

struct SourceColumn {
    const char* title;
    int width;
    bool isNumber;
    QString (*text)(const SourceRow& source, const SourceLook& look);
};

QString count(std::uint64_t number)
{
    return adapt::count(number);
}

constexpr std::array sourceColumns{
    SourceColumn{QT_TRANSLATE_NOOP("ui::models", "Source"), 280, false,
                 [](const SourceRow& s, const SourceLook&) { return nameOf(s); }},
    SourceColumn{QT_TRANSLATE_NOOP("ui::models", "Kind"), 100, false,
                 [](const SourceRow& s, const SourceLook&) { return kindWord(s); }},
    SourceColumn{QT_TRANSLATE_NOOP("ui::models", "State"), 92, false,
                 [](const SourceRow&, const SourceLook& look) {
                     return look.isRunning ? QCoreApplication::translate("ui::models", "capturing")
                                           : QString();
                 }},
    SourceColumn{QT_TRANSLATE_NOOP("ui::models", "RTP kept"), 84, false,
                 [](const SourceRow& s, const SourceLook&) { return rtpWord(s); }},
    SourceColumn{QT_TRANSLATE_NOOP("ui::models", "First"), 178, false,
                 [](const SourceRow& s, const SourceLook& look) { return timeOf(s.firstTime, look.zone); }},
    SourceColumn{QT_TRANSLATE_NOOP("ui::models", "Last"), 178, false,
                 [](const SourceRow& s, const SourceLook& look) { return timeOf(s.lastTime, look.zone); }},
    SourceColumn{QT_TRANSLATE_NOOP("ui::models", "Frames"), 84, true,
                 [](const SourceRow& s, const SourceLook&) { return count(s.received); }},
    SourceColumn{QT_TRANSLATE_NOOP("ui::models", "Size"), 84, true,
                 [](const SourceRow& s, const SourceLook&) { return adapt::size(s.receivedBytes); }},
    SourceColumn{QT_TRANSLATE_NOOP("ui::models", "Messages"), 84, true,
                 [](const SourceRow& s, const SourceLook&) { return count(s.messages); }},
    SourceColumn{QT_TRANSLATE_NOOP("ui::models", "Other traffic"), 112, true,
                 [](const SourceRow& s, const SourceLook&) {
                     return count(s.count(FrameFate::OtherPayload) + s.count(FrameFate::HepOther) +
                                  s.count(FrameFate::OtherProtocol) + s.count(FrameFate::KeepAlive) +
                                  s.count(FrameFate::Undecryptable));
                 }},
    SourceColumn{QT_TRANSLATE_NOOP("ui::models", "Not understood"), 124, true,
                 [](const SourceRow& s, const SourceLook&) { return count(notUnderstood(s)); }},
    SourceColumn{
        QT_TRANSLATE_NOOP("ui::models", "Dropped"), 84, true,
        [](const SourceRow& s, const SourceLook&) { return count(s.droppedByKernel + s.droppedByQueue); }},
    SourceColumn{QT_TRANSLATE_NOOP("ui::models", "Not stored"), 84, true,
                 [](const SourceRow& s, const SourceLook&) { return count(notStored(s)); }},
    SourceColumn{QT_TRANSLATE_NOOP("ui::models", "Refused"), 84, true,
                 [](const SourceRow& s, const SourceLook&) { return count(s.refused); }},
    SourceColumn{QT_TRANSLATE_NOOP("ui::models", "Warning"), 260, false,
                 [](const SourceRow& s, const SourceLook&) { return warningOf(s); }},
};

constexpr int stateColumn = 2;

} // namespace

std::uint64_t notUnderstood(const SourceRow& source)
{
    return source.count(FrameFate::Malformed) + source.count(FrameFate::HepMalformed) +
           source.count(FrameFate::UnknownLinkType) + source.count(FrameFate::Incomplete) +
           source.count(FrameFate::TcpGap);
}

void SourceModel::setSources(std::vector<SourceRow> sources)
{
    if (sources.size() == m_sources.size()) {
        m_sources = std::move(sources);
        if (!m_sources.empty())
            emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
        return;
    }
    beginResetModel();
    m_sources = std::move(sources);
    endResetModel();
}

void SourceModel::setRunning(std::vector<core::base::SourceId> running)
{
    if (running == m_running)
        return;
    m_running = std::move(running);
    if (!m_sources.empty())
        emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

bool SourceModel::isRunning(core::base::SourceId source) const
{
    return std::ranges::find(m_running, source) != m_running.end();
}

void SourceModel::setZone(adapt::Zone zone)
{
    m_zone = zone;
    if (!m_sources.empty())
        emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

int SourceModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_sources.size());
}

int SourceModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(sourceColumns.size());
}

int SourceModel::columnWidth(int column)
{
    return sourceColumns[static_cast<std::size_t>(column)].width;
}

QVariant SourceModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const SourceColumn& column = sourceColumns[static_cast<std::size_t>(index.column())];
    const SourceRow& source = m_sources[static_cast<std::size_t>(index.row())];
    const SourceLook look{m_zone, isRunning(source.id)};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(
            Qt::Alignment(Qt::AlignVCenter | (column.isNumber ? Qt::AlignRight : Qt::AlignLeft)));
    if (role == PagedTableModel::ElideRole)
        return static_cast<int>(Elide::Middle);
    if (role == Qt::DisplayRole || role == Qt::ToolTipRole)
        return column.text(source, look);
    if (role == PagedTableModel::CellRole) {
        Cell cell;
        cell.text = column.text(source, look);
        cell.ink = index.column() == 1 ? Ink::Secondary : Ink::Text;
        if (index.column() == stateColumn && look.isRunning)
            cell.glyph = theme::Glyph::Success;
        return QVariant::fromValue(cell);
    }
    return {};
}

QVariant SourceModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    const SourceColumn& column = sourceColumns[static_cast<std::size_t>(section)];
    if (role == Qt::DisplayRole)
        return columnTitle(column.title);
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(
            Qt::Alignment(Qt::AlignVCenter | (column.isNumber ? Qt::AlignRight : Qt::AlignLeft)));
    return {};
}

} // namespace ui::models
