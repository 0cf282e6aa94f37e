// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/streams_model.h"

#include "ui/adapt/text.h"

#include <array>

namespace ui::models {
namespace {

using core::media::ImpairmentSource;
using core::media::StreamCounters;
using core::media::StreamOrigin;
using session::LoadedStream;

/// Below it many users are dissatisfied (ITU-T G.107 Annex B).
constexpr double poorMos = 3.6;

using StreamColumn = RowColumn<LoadedStream>;

double milliseconds(core::base::Duration duration)
{
    return std::chrono::duration<double, std::milli>(duration).count();
}

double seconds(core::base::Timestamp time)
{
    return std::chrono::duration<double>(time.time_since_epoch()).count();
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
    case StreamOrigin::Reports:
        return StreamsModel::tr("reports");
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

/// Nothing was measured of a stream that is known from reports alone.
Number measured(S stream, double value)
{
    return stream.row.origin == StreamOrigin::Reports ? Number() : Number(value);
}

/// As a number of the counters.
template <auto Member>
Number counted(S stream)
{
    return measured(stream, static_cast<double>(stream.row.counters.*Member));
}

/// What RTCP and other reports say of how it was received.
Number reportedLoss(S stream)
{
    const auto& reports = stream.row.reports;
    return reports.receptionReports != 0 ? Number(reports.loss.mean) : Number();
}

Number reportedJitter(S stream)
{
    const auto& reports = stream.row.reports;
    const bool isKnown =
        reports.jitter.maximum > 0 || (reports.receptionReports != 0 && stream.row.counters.clockRate != 0);
    return isKnown ? Number(reports.jitter.mean) : Number();
}

Number reportedRoundTrip(S stream)
{
    const auto& reports = stream.row.reports;
    return reports.roundTrips != 0 ? Number(reports.roundTrip.mean) : Number();
}

/// Of agents and endpoints, as RTCP is no news.
Number toldReports(S stream)
{
    const auto count = stream.row.reports.told.count;
    return count != 0 ? Number(count) : Number();
}

constexpr std::array columns{
    StreamColumn{QT_TRANSLATE_NOOP("ui::models::StreamsModel", "No."), 48,
                 [](S s) -> Number { return s.row.id; }, nullptr},
    StreamColumn{QT_TRANSLATE_NOOP("ui::models::StreamsModel", "Time"), 96,
                 [](S s) -> Number { return seconds(s.row.counters.first); },
                 [](S s, Zone zone) { return adapt::timeOfDay(s.row.counters.first, zone); }, 0, true},
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
                     if (s.row.isFax())
                         return QString();
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
                 [](S s) { return measured(s, s.row.counters.lossPercent()); }, nullptr, 2},
    StreamColumn{QT_TRANSLATE_NOOP("ui::models::StreamsModel", "Jitter, ms"), 76,
                 [](S s) { return clocked(s.row.counters, s.row.counters.jitter.mean); }, nullptr, 2},
    StreamColumn{QT_TRANSLATE_NOOP("ui::models::StreamsModel", "Max. jitter"), 80,
                 [](S s) { return clocked(s.row.counters, s.row.counters.jitter.maximum); }, nullptr, 2},
    StreamColumn{QT_TRANSLATE_NOOP("ui::models::StreamsModel", "Max. delta"), 80,
                 [](S s) { return measured(s, s.row.counters.delta.maximum); }, nullptr, 2},
    StreamColumn{QT_TRANSLATE_NOOP("ui::models::StreamsModel", "Reordered"), 76,
                 counted<&StreamCounters::reordered>, nullptr},
    StreamColumn{QT_TRANSLATE_NOOP("ui::models::StreamsModel", "Duplicates"), 80,
                 counted<&StreamCounters::duplicates>, nullptr},
    StreamColumn{QT_TRANSLATE_NOOP("ui::models::StreamsModel", "Silences"), 66,
                 [](S s) { return measured(s, s.row.counters.gaps.silences); }, nullptr},
    StreamColumn{QT_TRANSLATE_NOOP("ui::models::StreamsModel", "Packet, ms"), 78,
                 [](S s) {
                     const double length = s.row.counters.packetMs();
                     return length > 0 ? Number(length) : Number();
                 },
                 nullptr, 1},
    StreamColumn{QT_TRANSLATE_NOOP("ui::models::StreamsModel", "Payload type"), 88,
                 [](S s) { return s.row.isFax() ? Number() : counted<&StreamCounters::payloadType>(s); },
                 nullptr},
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
    StreamColumn{QT_TRANSLATE_NOOP("ui::models::StreamsModel", "Far loss, %"), 84, reportedLoss, nullptr, 2},
    StreamColumn{QT_TRANSLATE_NOOP("ui::models::StreamsModel", "Far jitter, ms"), 96, reportedJitter, nullptr,
                 2},
    StreamColumn{QT_TRANSLATE_NOOP("ui::models::StreamsModel", "Round trip, ms"), 96, reportedRoundTrip,
                 nullptr, 1},
    StreamColumn{QT_TRANSLATE_NOOP("ui::models::StreamsModel", "Reported MOS"), 92,
                 [](S s) -> Number { return s.row.reports.mos(); }, nullptr, 2},
    StreamColumn{QT_TRANSLATE_NOOP("ui::models::StreamsModel", "Reports"), 64, toldReports, nullptr},
    StreamColumn{QT_TRANSLATE_NOOP("ui::models::StreamsModel", "Reporter"), 130, nullptr,
                 [](S s, Zone) { return adapt::text(s.row.reports.told.reporter); }},
};

} // namespace

StreamsModel::StreamsModel(QObject* parent)
    : RowTableModel(
          columns, [](S s) { return s.row.id; }, [](S s) { return s.row.call; }, parent)
{
}

bool StreamsModel::isAlarming(S stream, int column) const
{
    const StreamColumn& shown = columnAt(column);
    const bool isMos = shown.title == mosTitle || shown.title == leastMosTitle;
    return isMos && shown.number(stream).value_or(poorMos) < poorMos;
}

} // namespace ui::models
