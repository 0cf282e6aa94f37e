// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ladder/media_label.h"

#include "ui/adapt/text.h"
#include "ui/ladder/ladder_view.h"

#include <algorithm>
#include <array>
#include <climits>

namespace ui::ladder {
namespace {

using core::flow::MediaArrow;

/// A figure, and how soon it is given up: the lowest first.
struct Figure {
    QString text;
    int worth;
};

std::array<Figure, 5> figuresOf(const MediaArrow& arrow)
{
    const int packets = static_cast<int>(std::min<std::uint64_t>(arrow.packets, INT_MAX));
    return {{{adapt::longDuration(arrow.end - arrow.begin), 0},
             {LadderView::tr("%1 packets", nullptr, packets).arg(adapt::count(arrow.packets)), 1},
             {LadderView::tr("loss %1 %").arg(arrow.lossPercent, 0, 'f', 2), 3},
             {arrow.jitter ? LadderView::tr("jitter %1 ms").arg(*arrow.jitter, 0, 'f', 1) : QString(), 2},
             {arrow.mos ? LadderView::tr("MOS %1").arg(*arrow.mos, 0, 'f', 2) : QString(), 4}}};
}

QString joined(const std::array<Figure, 5>& figures, int leastWorth)
{
    QStringList texts;
    for (const Figure& figure : figures) {
        if (figure.worth >= leastWorth && !figure.text.isEmpty())
            texts.append(figure.text);
    }
    return texts.join(QStringLiteral(" · "));
}

} // namespace

QString mediaTitle(const MediaArrow& arrow)
{
    return adapt::text(core::flow::mediaName(arrow));
}

QString mediaFigures(const MediaArrow& arrow, const std::function<bool(const QString&)>& fits)
{
    const auto figures = figuresOf(arrow);
    for (int worth = 0; worth < static_cast<int>(figures.size()); ++worth) {
        const QString text = joined(figures, worth);
        if (text.isEmpty() || fits(text))
            return text;
    }
    return {};
}

QString describeMedia(const MediaArrow& arrow, adapt::Zone zone)
{
    return LadderView::tr("%1 from %2 to %3, from %4 to %5")
               .arg(mediaTitle(arrow), adapt::endpoint(arrow.from), adapt::endpoint(arrow.to),
                    adapt::timeOfDay(arrow.begin, zone), adapt::timeOfDay(arrow.end, zone)) +
           QStringLiteral("; ") + joined(figuresOf(arrow), 0);
}

} // namespace ui::ladder
