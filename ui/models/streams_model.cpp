// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/streams_model.h"

#include "ui/adapt/text.h"
#include "ui/models/paged_table_model.h"

#include <algorithm>
#include <array>

namespace ui::models {
namespace {

using core::media::ImpairmentSource;
using core::media::StreamCounters;
using core::media::StreamOrigin;
using session::LoadedStream;

/// Below it many users are dissatisfied (ITU-T G.107 Annex B).
constexpr double poorMos = 3.6;

struct StreamColumn {
    const char* title;
    int width;
    /// Null: a text.
    std::optional<double> (*number)(const LoadedStream& stream);
    QString (*text)(const LoadedStream& stream, adapt::Zone zone);
    int decimals = 0;
};

double milliseconds(core::base::Duration duration)
{
    return std::chrono::duration<double, std::milli>(duration).count();
}

/// Of what is measured by the clock of the payload.
std::optional<double> clocked(const StreamCounters& counters, double value)
{
    return counters.clockRate == 0 ? std::nullopt : std::optional(value);
}

QString originWord(StreamOrigin origin)
{
    switch (origin) {
    case StreamOrigin::Signalling:
        return StreamsModel::tr("signalling");
    case StreamOrigin::Symmetric:
        return StreamsModel::tr("symmetric");
    case StreamOrigin::Heuristic:
        break;
    }
    return StreamsModel::tr("heuristic");
}

QString basisWord(const LoadedStream& stream)
{
    if (!stream.quality)
        return {};
    switch (stream.quality->codec.source) {
    case ImpairmentSource::Published:
        return StreamsModel::tr("published");
    case ImpairmentSource::LossAssumed:
        return StreamsModel::tr("loss assumed");
    case ImpairmentSource::Assumed:
        break;
    }
    return StreamsModel::tr("assumed");
}

using S = const LoadedStream&;
using Zone = adapt::Zone;
using Number = std::optional<double>;

constexpr const char* mosTitle = QT_TRANSLATE_NOOP("ui::models::StreamsModel", "MOS");
constexpr const char* leastMosTitle = QT_TRANSLATE_NOOP("ui::models::StreamsModel", "Lowest MOS");

/// As a number of the counters.
template <auto Member>
Number counted(S stream)
{
    return static_cast<double>(stream.row.counters.*Member);
}

constexpr std::array columns{
    StreamColumn{QT_TRANSLATE_NOOP("ui::models::StreamsModel", "No."), 48,
                 [](S s) -> Number { return s.row.id; }, nullptr},
    StreamColumn{QT_TRANSLATE_NOOP("ui::models::StreamsModel", "Time"), 96, nullptr,
                 [](S s, Zone zone) { return adapt::timeOfDay(s.row.counters.first, zone); }},
    StreamColumn{QT_TRANSLATE_NOOP("ui::models::StreamsModel", "Duration"), 72,
                 [](S s) -> Number { return milliseconds(s.row.counters.last - s.row.counters.first); },
                 [](S s, Zone) { return adapt::duration(s.row.counters.last - s.row.counters.first); }},
    StreamColumn{QT_TRANSLATE_NOOP("ui::models::StreamsModel", "Call-ID"), 150, nullptr,
                 [](S s, Zone) { return adapt::text(s.callId); }},
    StreamColumn{QT_TRANSLATE_NOOP("ui::models::StreamsModel", "From"), 150, nullptr,
                 [](S s, Zone) { return adapt::endpoint(s.row.path.source); }},
    StreamColumn{QT_TRANSLATE_NOOP("ui::models::StreamsModel", "To"), 150, nullptr,
                 [](S s, Zone) { return adapt::endpoint(s.row.path.destination); }},
    StreamColumn{QT_TRANSLATE_NOOP("ui::models::StreamsModel", "SSRC"), 84, nullptr,
                 [](S s, Zone) {
                     return QString(QStringLiteral("0x") +
                                    QString::number(s.row.ssrc, 16).rightJustified(8, QLatin1Char('0')));
                 }},
    StreamColumn{QT_TRANSLATE_NOOP("ui::models::StreamsModel", "Codec"), 70, nullptr,
                 [](S s, Zone) { return adapt::text(s.row.codec); }},
    StreamColumn{mosTitle, 48, [](S s) -> Number { return s.quality ? Number(s.quality->mos) : Number(); },
                 nullptr, 2},
    StreamColumn{leastMosTitle, 84, [](S s) -> Number { return s.quality ? Number(s.leastMos) : Number(); },
                 nullptr, 2},
    StreamColumn{QT_TRANSLATE_NOOP("ui::models::StreamsModel", "R"), 44,
                 [](S s) -> Number { return s.quality ? Number(s.quality->r) : Number(); }, nullptr, 1},
    StreamColumn{QT_TRANSLATE_NOOP("ui::models::StreamsModel", "MOS rests on"), 96, nullptr,
                 [](S s, Zone) { return basisWord(s); }},
    StreamColumn{QT_TRANSLATE_NOOP("ui::models::StreamsModel", "Packets"), 66,
                 counted<&StreamCounters::packets>, nullptr},
    StreamColumn{QT_TRANSLATE_NOOP("ui::models::StreamsModel", "Expected"), 70,
                 counted<&StreamCounters::expected>, nullptr},
    StreamColumn{QT_TRANSLATE_NOOP("ui::models::StreamsModel", "Lost"), 50, counted<&StreamCounters::lost>,
                 nullptr},
    StreamColumn{QT_TRANSLATE_NOOP("ui::models::StreamsModel", "Loss, %"), 60,
                 [](S s) -> Number { return s.row.counters.lossPercent(); }, nullptr, 2},
    StreamColumn{QT_TRANSLATE_NOOP("ui::models::StreamsModel", "Jitter, ms"), 76,
                 [](S s) { return clocked(s.row.counters, s.row.counters.jitter.mean); }, nullptr, 2},
    StreamColumn{QT_TRANSLATE_NOOP("ui::models::StreamsModel", "Max. jitter"), 80,
                 [](S s) { return clocked(s.row.counters, s.row.counters.jitter.maximum); }, nullptr, 2},
    StreamColumn{QT_TRANSLATE_NOOP("ui::models::StreamsModel", "Max. delta"), 80,
                 [](S s) -> Number { return s.row.counters.delta.maximum; }, nullptr, 2},
    StreamColumn{QT_TRANSLATE_NOOP("ui::models::StreamsModel", "Reordered"), 76,
                 counted<&StreamCounters::reordered>, nullptr},
    StreamColumn{QT_TRANSLATE_NOOP("ui::models::StreamsModel", "Duplicates"), 80,
                 counted<&StreamCounters::duplicates>, nullptr},
    StreamColumn{QT_TRANSLATE_NOOP("ui::models::StreamsModel", "Silences"), 66,
                 [](S s) -> Number { return s.row.counters.gaps.silences; }, nullptr},
    StreamColumn{QT_TRANSLATE_NOOP("ui::models::StreamsModel", "Packet, ms"), 78,
                 [](S s) {
                     const double length = s.row.counters.packetMs();
                     return length > 0 ? Number(length) : Number();
                 },
                 nullptr, 1},
    StreamColumn{QT_TRANSLATE_NOOP("ui::models::StreamsModel", "Payload type"), 88,
                 counted<&StreamCounters::payloadType>, nullptr},
    StreamColumn{QT_TRANSLATE_NOOP("ui::models::StreamsModel", "Type changes"), 90,
                 counted<&StreamCounters::payloadTypeChanges>, nullptr},
    StreamColumn{QT_TRANSLATE_NOOP("ui::models::StreamsModel", "SSRC on path"), 92,
                 [](S s) -> Number { return s.row.ssrcOnPath; }, nullptr},
    StreamColumn{QT_TRANSLATE_NOOP("ui::models::StreamsModel", "DSCP"), 48, counted<&StreamCounters::dscp>,
                 nullptr},
    StreamColumn{QT_TRANSLATE_NOOP("ui::models::StreamsModel", "Recognised by"), 100, nullptr,
                 [](S s, Zone) { return originWord(s.row.origin); }},
    StreamColumn{QT_TRANSLATE_NOOP("ui::models::StreamsModel", "Confidence"), 80,
                 [](S s) -> Number { return s.row.confidence; }, nullptr},
};

const StreamColumn& columnAt(int column)
{
    return columns[static_cast<std::size_t>(column)];
}

QString textOf(const StreamColumn& column, S stream, Zone zone)
{
    if (column.text != nullptr)
        return column.text(stream, zone);
    const Number number = column.number(stream);
    return number ? QString::number(*number, 'f', column.decimals) : QString();
}

Qt::Alignment alignmentOf(const StreamColumn& column)
{
    return Qt::AlignVCenter | (column.number != nullptr ? Qt::AlignRight : Qt::AlignLeft);
}

/// -1, 0 or 1; what has no value comes last whatever the order.
int compare(const StreamColumn& column, S a, S b, bool isDescending)
{
    int order = 0;
    if (column.number != nullptr) {
        const Number left = column.number(a);
        const Number right = column.number(b);
        if (left.has_value() != right.has_value())
            return left ? -1 : 1;
        order = left == right ? 0 : (left < right ? -1 : 1);
    } else if (column.title == columns[1].title) {
        // By time, not by time of day.
        const auto left = a.row.counters.first;
        const auto right = b.row.counters.first;
        order = left == right ? 0 : (left < right ? -1 : 1);
    } else {
        const QString left = column.text(a, Zone::Utc);
        const QString right = column.text(b, Zone::Utc);
        if (left.isEmpty() != right.isEmpty())
            return right.isEmpty() ? -1 : 1;
        order = QString::compare(left, right);
    }
    return isDescending ? -order : order;
}

} // namespace

StreamsModel::StreamsModel(QObject* parent) : QAbstractTableModel(parent) {}

void StreamsModel::setStreams(std::vector<LoadedStream> streams)
{
    const bool isSameSize = streams.size() == m_streams.size();
    if (!isSameSize)
        beginResetModel();
    m_streams = std::move(streams);
    arrange();
    if (!isSameSize)
        endResetModel();
    else if (!m_streams.empty())
        emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

void StreamsModel::setZone(Zone zone)
{
    m_zone = zone;
    if (!m_streams.empty())
        emit dataChanged(index(0, 1), index(rowCount() - 1, 1));
}

const LoadedStream* StreamsModel::at(int row) const
{
    return row < 0 || row >= rowCount() ? nullptr : &m_streams[static_cast<std::size_t>(row)];
}

int StreamsModel::rowOf(std::int64_t stream) const
{
    const auto found =
        std::ranges::find_if(m_streams, [stream](const LoadedStream& each) { return each.row.id == stream; });
    return found == m_streams.end() ? -1 : static_cast<int>(found - m_streams.begin());
}

int StreamsModel::widthOf(int column)
{
    return columnAt(column).width;
}

int StreamsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_streams.size());
}

int StreamsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(columns.size());
}

QVariant StreamsModel::data(const QModelIndex& index, int role) const
{
    const LoadedStream* stream = index.isValid() ? at(index.row()) : nullptr;
    if (stream == nullptr)
        return {};
    const StreamColumn& column = columnAt(index.column());
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(alignmentOf(column));
    if (role == PagedTableModel::ElideRole)
        return static_cast<int>(column.number == nullptr ? Elide::Middle : Elide::Right);
    if (role == Qt::DisplayRole || role == Qt::ToolTipRole)
        return textOf(column, *stream, m_zone);
    if (role != PagedTableModel::CellRole)
        return {};
    Cell cell;
    cell.text = textOf(column, *stream, m_zone);
    const bool isMos = column.title == mosTitle || column.title == leastMosTitle;
    if (isMos && column.number(*stream).value_or(poorMos) < poorMos) {
        cell.ink = Ink::Warning;
        cell.isStrong = true;
    }
    return QVariant::fromValue(cell);
}

QVariant StreamsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    const StreamColumn& column = columnAt(section);
    if (role == Qt::DisplayRole)
        return tr(column.title);
    return role == Qt::TextAlignmentRole ? QVariant::fromValue(alignmentOf(column)) : QVariant();
}

void StreamsModel::sort(int column, Qt::SortOrder order)
{
    if (column < 0 || column >= columnCount())
        return;
    beginResetModel();
    m_sortColumn = column;
    m_order = order;
    arrange();
    endResetModel();
}

void StreamsModel::arrange()
{
    const StreamColumn& column = columnAt(m_sortColumn);
    std::ranges::sort(m_streams, [&](const LoadedStream& a, const LoadedStream& b) {
        const int order = compare(column, a, b, m_order == Qt::DescendingOrder);
        return order != 0 ? order < 0 : a.row.id < b.row.id;
    });
}

} // namespace ui::models
