// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ladder/arrow_description.h"

#include "ui/adapt/text.h"
#include "ui/ladder/ladder_view.h"

namespace ui::ladder {
namespace {

/// A label may be as long as a datagram; a tool tip may not.
constexpr qsizetype longestLabel = 300;
constexpr qsizetype mostPlaces = 10;

QString labelOf(const core::flow::Arrow& arrow)
{
    const QString label = adapt::text(arrow.label);
    return label.size() <= longestLabel ? label : label.left(longestLabel) + QChar{0x2026};
}

QString endText(const core::flow::Lane& lane, std::uint16_t port)
{
    const QString title = adapt::text(lane.title);
    return lane.port != 0 ? title : QStringLiteral("%1:%2").arg(title).arg(port);
}

/// "edge-1, core-2 +0.4 ms"
QString sightingsText(const std::vector<core::flow::Sighting>& sightings)
{
    QStringList places;
    for (const core::flow::Sighting& sighting : sightings) {
        if (places.size() == mostPlaces) {
            places.append(QString{QChar{0x2026}});
            break;
        }
        const QString place = adapt::text(sighting.place);
        places.append(places.isEmpty() ? place
                                       : place + QStringLiteral(" +") + adapt::fineDelta(sighting.delay));
    }
    return places.join(QStringLiteral(", "));
}

} // namespace

QString dialogWord(std::size_t number)
{
    return LadderView::tr("dialog %1").arg(number);
}

QString describeArrow(const core::flow::CallFlow& flow, const core::flow::Arrow& arrow, adapt::Zone zone)
{
    QString text = LadderView::tr("%1 from %2 to %3, CSeq %4, at %5")
                       .arg(labelOf(arrow), endText(flow.lanes[arrow.fromLane], arrow.fromPort),
                            endText(flow.lanes[arrow.toLane], arrow.toPort), adapt::text(arrow.cseq),
                            adapt::timeOfDay(arrow.time, zone));
    if (!arrow.sdp.empty())
        text += LadderView::tr("; SDP %1").arg(adapt::text(arrow.sdp));
    if (arrow.retransmissions > 0)
        text += LadderView::tr("; sent again %n times", nullptr, static_cast<int>(arrow.retransmissions));
    if (arrow.dialog != 0)
        text += QStringLiteral("; ") + dialogWord(arrow.dialog);
    if (!arrow.sightings.empty())
        text += LadderView::tr("; seen at %1").arg(sightingsText(arrow.sightings));
    else if (arrow.duplicates > 0)
        text +=
            LadderView::tr("; seen at %n more capture points", nullptr, static_cast<int>(arrow.duplicates));
    if (arrow.isInvalid)
        text += LadderView::tr("; the message breaks RFC 3261");
    return text;
}

} // namespace ui::ladder
