// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ladder/arrow_label.h"

#include "ui/adapt/format.h"
#include "ui/adapt/text.h"

#include <algorithm>

namespace ui::ladder {
namespace {

constexpr double labelStart = 14; // from the leftmost end of the arrow
constexpr double headRoom = 16;   // from the right end of the badge to the end of the arrow
constexpr double lineRoom = 40;   // how much of the line has to stay a line
constexpr double clearance = 4;   // line is interrupted this far around a text
constexpr double badgePadding = 5;
constexpr double pillPadding = 6;
constexpr double glyphBox = 12;

struct Parts {
    double code;
    double detail;
    double pill;
    double badge;

    double sum() const { return code + detail + pill + badge; }
};

QString cutTo(QString text, double room, LabelFont font, const TextWidth& width)
{
    const QChar ellipsis{0x2026};
    while (!text.isEmpty() && width(text + ellipsis, font) > room)
        text.chop(1);
    return text.isEmpty() ? text : text + ellipsis;
}

void splitLabel(const core::flow::Arrow& arrow, ArrowLabel& label)
{
    const QString text = adapt::text(arrow.label);
    if (arrow.kind == core::sip::Kind::Request) {
        label.code = text;
        label.detail = adapt::text(arrow.cseq).section(QLatin1Char(' '), 0, 0);
        return;
    }
    label.hasGlyph = true;
    label.code = text.section(QLatin1Char(' '), 0, 0);
    label.detail = text.section(QLatin1Char(' '), 1);
}

void splitSdp(const core::flow::Arrow& arrow, ArrowLabel& label)
{
    const QString text = adapt::text(arrow.sdp);
    label.badgeWord = text.section(QLatin1Char(' '), 0, 0);
    label.badgeCodecs = text.section(QLatin1Char(' '), 1);
    label.isOffer = label.badgeWord == QLatin1String("offer");
}

QString pillText(const core::flow::Arrow& arrow)
{
    if (arrow.retransmissions == 0)
        return {};
    return QStringLiteral("×%1 · %2")
        .arg(arrow.retransmissions + 1)
        .arg(adapt::duration(arrow.retransmissionSpan));
}

} // namespace

ArrowLabel placeLabel(const core::flow::Arrow& arrow, double length, double unit, const TextWidth& width)
{
    ArrowLabel label;
    splitLabel(arrow, label);
    splitSdp(arrow, label);
    label.pill = pillText(arrow);

    const double space = unit * 0.4;
    const double glyph = label.hasGlyph ? unit * glyphBox / 16 + 2 : 0;
    const auto measure = [&]() -> Parts {
        const auto badge =
            label.badgeWord.isEmpty()
                ? 0
                : width(label.badgeWord, LabelFont::Small) + 2 * badgePadding +
                      (label.badgeCodecs.isEmpty() ? 0
                                                   : 4 + width(label.badgeCodecs, LabelFont::SmallStrong));
        return {glyph + width(label.code, LabelFont::Strong),
                label.detail.isEmpty() ? 0 : space + width(label.detail, LabelFont::Small),
                label.pill.isEmpty() ? 0
                                     : space + width(label.pill, LabelFont::SmallStrong) + 2 * pillPadding,
                badge};
    };
    const double room = length - lineRoom;
    Parts parts = measure();
    if (parts.sum() > room) {
        label.detail.clear();
        parts = measure();
    }
    if (parts.sum() > room) {
        label.badgeCodecs.clear();
        parts = measure();
    }
    if (parts.sum() > room) {
        label.code = cutTo(label.code, room - parts.sum() + parts.code - glyph, LabelFont::Strong, width);
        parts = measure();
    }

    label.glyphLeft = labelStart;
    label.codeLeft = labelStart + glyph;
    label.detailLeft = labelStart + parts.code + space;
    const double textEnd = labelStart + parts.code + parts.detail;
    label.interruptions.emplace_back(labelStart - clearance, textEnd + clearance);
    if (!label.pill.isEmpty()) {
        label.pillLeft = textEnd + space + clearance;
        label.pillWidth = parts.pill - space;
        label.interruptions.emplace_back(label.pillLeft, label.pillLeft + label.pillWidth);
    }
    if (!label.badgeWord.isEmpty()) {
        label.badgeWidth = parts.badge;
        label.badgeLeft =
            std::max(length - headRoom - parts.badge, label.pillLeft + label.pillWidth + clearance);
        label.interruptions.emplace_back(label.badgeLeft, label.badgeLeft + label.badgeWidth);
    }
    return label;
}

} // namespace ui::ladder
