// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ladder/arrow_label.h"

#include "ui/adapt/format.h"
#include "ui/adapt/text.h"
#include "ui/ladder/arrow_description.h"

#include <algorithm>

namespace ui::ladder {
namespace {

constexpr double labelStart = 14; // from the leftmost end of the arrow
constexpr double headRoom = 16;   // from the right end of the badge to the end of the arrow
constexpr double lineRoom = 40;   // how much of the line has to stay a line
constexpr double clearance = 4;   // line is interrupted this far around a text
constexpr double badgePadding = 5;
constexpr double pillPadding = 6;

/// No arrow is wide enough for more; measuring a hostile text of a megabyte would stop the window.
constexpr qsizetype longestText = 200;

struct Parts {
    double code = 0;
    double detail = 0;
    double views = 0;
    double dialog = 0;
    double pill = 0;
    double badge = 0;

    double sum() const { return code + detail + views + dialog + pill + badge; }
};

QString shortened(const QString& text)
{
    return text.size() <= longestText ? text : text.left(longestText) + QChar{0x2026};
}

QString cutTo(QString text, double room, const TextWidth& width)
{
    const QChar ellipsis{0x2026};
    while (!text.isEmpty() && width(text + ellipsis, LabelFont::Strong) > room)
        text.chop(text.size() > 1 && text.back().isLowSurrogate() ? 2 : 1);
    return text + ellipsis;
}

void splitLabel(const core::flow::Arrow& arrow, ArrowLabel& label)
{
    const QString text = adapt::text(arrow.label);
    if (arrow.kind == core::sip::Kind::Request) {
        label.code = shortened(text);
        label.detail = adapt::text(arrow.cseq).section(QLatin1Char(' '), 0, 0);
        return;
    }
    label.hasGlyph = true;
    label.code = text.section(QLatin1Char(' '), 0, 0);
    label.detail = shortened(text.section(QLatin1Char(' '), 1));
}

void splitSdp(const core::flow::Arrow& arrow, ArrowLabel& label)
{
    const QString text = adapt::text(arrow.sdp);
    label.badgeWord = text.section(QLatin1Char(' '), 0, 0);
    label.badgeCodecs = shortened(text.section(QLatin1Char(' '), 1));
    label.isOffer = label.badgeWord == QLatin1String("offer");
}

QString timesText(const core::flow::Arrow& arrow)
{
    return arrow.retransmissions == 0 ? QString{} : QStringLiteral("×%1").arg(arrow.retransmissions + 1);
}

QString viewsText(const core::flow::Arrow& arrow)
{
    return arrow.duplicates == 0 ? QString{} : QString::number(arrow.duplicates);
}

Parts measure(const ArrowLabel& label, double unit, const TextWidth& width)
{
    const double space = unit * 0.4;
    Parts parts;
    parts.code = width(label.code, LabelFont::Strong) + (label.hasGlyph ? glyphSize(unit) + 2 : 0);
    if (!label.detail.isEmpty())
        parts.detail = space + width(label.detail, LabelFont::Small);
    if (!label.views.isEmpty())
        parts.views = space + glyphSize(unit) + 2 + width(label.views, LabelFont::Small);
    if (!label.dialog.isEmpty())
        parts.dialog = space + width(label.dialog, LabelFont::Small);
    if (!label.pill.isEmpty())
        parts.pill = space + width(label.pill, LabelFont::SmallStrong) + 2 * pillPadding;
    if (!label.badgeWord.isEmpty())
        parts.badge = width(label.badgeWord, LabelFont::Small) + 2 * badgePadding;
    if (!label.badgeCodecs.isEmpty())
        parts.badge += 4 + width(label.badgeCodecs, LabelFont::SmallStrong);
    return parts;
}

/// Leaves out what has no room, step by step, and returns the widths of what stays.
Parts fit(const core::flow::Arrow& arrow, double room, double unit, const TextWidth& width, ArrowLabel& label)
{
    const auto leaveOut = [&](int step) {
        switch (step) {
        case 0:
            return label.detail.clear();
        case 1:
            return label.badgeCodecs.clear();
        case 2:
            label.views = viewsText(arrow);
            return;
        case 3:
            label.pill = timesText(arrow);
            return;
        case 4:
            return label.badgeWord.clear();
        default:
            return label.dialog.clear();
        }
    };
    Parts parts = measure(label, unit, width);
    for (int step = 0; step < 6 && parts.sum() > room; ++step) {
        leaveOut(step);
        parts = measure(label, unit, width);
    }
    if (parts.sum() > room) {
        const double codeRoom = room - parts.sum() + width(label.code, LabelFont::Strong);
        label.code = cutTo(label.code, codeRoom, width);
        parts = measure(label, unit, width);
    }
    return parts;
}

} // namespace

double glyphSize(double unit)
{
    return unit * 12 / 16;
}

ArrowLabel placeLabel(const core::flow::Arrow& arrow, double length, double unit, const TextWidth& width)
{
    ArrowLabel label;
    splitLabel(arrow, label);
    splitSdp(arrow, label);
    label.pill = timesText(arrow);
    if (!label.pill.isEmpty())
        label.pill += QStringLiteral(" · ") + adapt::duration(arrow.retransmissionSpan);
    label.views = viewsText(arrow);
    if (!arrow.sightings.empty())
        label.views += QStringLiteral(" · ") + adapt::fineDelta(arrow.sightings.back().delay);
    if (arrow.dialog != 0)
        label.dialog = dialogWord(arrow.dialog);

    const Parts parts = fit(arrow, length - lineRoom, unit, width, label);
    const double space = unit * 0.4;
    label.glyphLeft = labelStart;
    label.codeLeft = labelStart + (label.hasGlyph ? glyphSize(unit) + 2 : 0);
    label.detailLeft = labelStart + parts.code + space;
    label.viewsLeft = labelStart + parts.code + parts.detail + space;
    label.dialogLeft = label.viewsLeft + parts.views;
    const double textEnd = labelStart + parts.code + parts.detail + parts.views + parts.dialog;
    label.interruptions.emplace_back(labelStart - clearance, textEnd + clearance);
    if (!label.pill.isEmpty()) {
        label.pillLeft = textEnd + space + clearance;
        label.pillWidth = parts.pill - space;
        label.interruptions.emplace_back(label.pillLeft, label.pillLeft + label.pillWidth);
    }
    if (!label.badgeWord.isEmpty()) {
        label.badgeWidth = parts.badge;
        label.badgeLeft = std::max(length - headRoom - parts.badge,
                                   std::max(textEnd, label.pillLeft + label.pillWidth) + clearance);
        label.interruptions.emplace_back(label.badgeLeft, label.badgeLeft + label.badgeWidth);
    }
    return label;
}

} // namespace ui::ladder
