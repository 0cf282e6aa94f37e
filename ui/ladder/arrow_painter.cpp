// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ladder/arrow_painter.h"

#include "ui/theme/glyphs.h"
#include "ui/theme/theme.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace ui::ladder {
namespace {

using core::flow::Arrow;
using theme::colors;
using theme::fonts;

constexpr double hookDepth = 6; // from the line of a hook to the line that comes back

const QFont& fontOf(LabelFont font)
{
    switch (font) {
    case LabelFont::Strong:
        return fonts().dataStrong;
    case LabelFont::Small:
        return fonts().small;
    case LabelFont::SmallStrong:
        return fonts().smallStrong;
    }
    return fonts().data;
}

/// Line of a request or response class, so that they differ in grey too.
QPen linePen(const Arrow& arrow)
{
    const unsigned status = arrow.kind == core::sip::Kind::Request ? 0 : arrow.status;
    QPen pen{arrow.retransmissionOf ? colors().resent : colors().status(status), 1.5};
    pen.setCapStyle(Qt::FlatCap);
    switch (status / 100) {
    case 0:
        pen.setWidthF(1.7);
        break;
    case 1:
        pen.setWidthF(1.3);
        pen.setDashPattern({5 / 1.3, 3 / 1.3});
        break;
    case 3:
        pen.setDashPattern({6 / 1.5, 2 / 1.5, 1 / 1.5, 2 / 1.5});
        break;
    case 6:
        pen.setWidthF(2);
        break;
    default:
        break;
    }
    return pen;
}

} // namespace

ArrowPainter::ArrowPainter(QPainter& painter, const LadderLayout& layout)
    : m_painter(painter), m_layout(layout), m_strong(fonts().dataStrong), m_small(fonts().small),
      m_smallStrong(fonts().smallStrong)
{
}

double ArrowPainter::widthOf(const QString& text, LabelFont font) const
{
    const QFontMetricsF& metrics = font == LabelFont::Strong  ? m_strong
                                   : font == LabelFont::Small ? m_small
                                                              : m_smallStrong;
    return metrics.horizontalAdvance(text);
}

void ArrowPainter::paint(const Arrow& arrow, double top, double height, const QColor& fill) const
{
    const LadderLayout::ArrowLine line = m_layout.arrowLine(arrow);
    const double length = line.right() - line.left();
    const LadderMeasures& measures = m_layout.measures();
    const double textHeight = measures.labelAbove() ? measures.unit + 2 : height;
    const double textY = std::round(top + textHeight / 2) + 0.5;
    const double lineY = measures.labelAbove() ? std::round(top + height - 5) + 0.5 : textY;
    const Row row{arrow,
                  line,
                  placeLabel(arrow, length, measures.unit,
                             [this](const QString& text, LabelFont font) { return widthOf(text, font); }),
                  QRectF{line.left(), textY - textHeight / 2, length, textHeight},
                  lineY,
                  textY};
    const QPen pen = linePen(arrow);
    m_painter.setRenderHint(QPainter::Antialiasing);
    if (arrow.fromLane > arrow.toLane + 1 || arrow.toLane > arrow.fromLane + 1) {
        for (const auto& [begin, end] : row.label.interruptions)
            m_painter.fillRect(QRectF{line.left() + begin, top + 1, end - begin, textHeight - 2}, fill);
    }
    paintLine(row, pen, 1, lineY);
    if (arrow.retransmissions > 0)
        paintResent(row, pen);
    if (line.isHook)
        paintHook(row, pen);
    else
        paintHead({line.to + (line.pointsRight() ? -1 : 1), lineY}, line.pointsRight(), arrow, pen.color());

    if (row.label.hasGlyph) {
        const double box = glyphSize(measures.unit);
        theme::paintGlyph(m_painter, QRectF{line.left() + row.label.glyphLeft, textY - box / 2, box, box},
                          theme::statusGlyph(arrow.status));
    }
    paintText(row, row.label.codeLeft, LabelFont::Strong, pen.color(), row.label.code);
    paintText(row, row.label.detailLeft, LabelFont::Small,
              arrow.kind == core::sip::Kind::Request ? colors().textSecondary : pen.color(),
              row.label.detail);
    paintViews(row);
    paintText(row, row.label.dialogLeft, LabelFont::Small, colors().textSecondary, row.label.dialog);
    paintPill(row);
    paintBadge(row);
}

/// The line without the parts under texts.
void ArrowPainter::paintLine(const Row& row, const QPen& pen, double inset, double y) const
{
    m_painter.setPen(pen);
    const double left = row.line.left();
    const double right = row.line.right() - inset;
    double at = left + inset;
    if (!m_layout.measures().labelAbove()) {
        for (const auto& [begin, end] : row.label.interruptions) {
            if (left + begin > at)
                m_painter.drawLine(QPointF{at, y}, QPointF{left + begin, y});
            at = std::max(at, left + end);
        }
    }
    if (right > at)
        m_painter.drawLine(QPointF{at, y}, QPointF{right, y});
}

/// A dotted second line and a second head say in grey too that the message was sent again.
void ArrowPainter::paintResent(const Row& row, const QPen& pen) const
{
    QPen resent{colors().resent, 1.2};
    resent.setDashPattern({1.5, 2.5});
    paintLine(row, resent, 8, row.lineY + 3);
    const bool pointsRight = row.line.pointsRight();
    paintHead({row.line.to + (pointsRight ? -8.0 : 8.0), row.lineY}, pointsRight, row.arrow,
              theme::withOpacity(pen.color(), 0.55));
}

void ArrowPainter::paintHead(const QPointF& tip, bool pointsRight, const Arrow& arrow, const QColor& color,
                             double scale) const
{
    const bool isRequest = arrow.kind == core::sip::Kind::Request;
    const double size = (isRequest ? 8 : 7) * scale;
    const double back = tip.x() + (pointsRight ? -size : size);
    const QPointF upper{back, tip.y() - size / 2};
    const QPointF lower{back, tip.y() + size / 2};
    if (isRequest) {
        m_painter.setPen(Qt::NoPen);
        m_painter.setBrush(color);
        m_painter.drawPolygon(QPolygonF{{tip, upper, lower}});
        return;
    }
    m_painter.setPen(QPen{color, 1.5});
    m_painter.setBrush(Qt::NoBrush);
    m_painter.drawPolyline(QPolygonF{{upper, tip, lower}});
    if (arrow.status >= 600)
        m_painter.drawLine(upper, lower);
}

/// A message to oneself goes out, down and back.
void ArrowPainter::paintHook(const Row& row, const QPen& pen) const
{
    const double turn = row.line.to + (row.line.pointsRight() ? -1 : 1);
    const double back = row.lineY + hookDepth;
    m_painter.setPen(pen);
    m_painter.setBrush(Qt::NoBrush);
    m_painter.drawPolyline(
        QPolygonF{{QPointF{turn, row.lineY}, QPointF{turn, back}, QPointF{row.line.from, back}}});
    paintHead({row.line.from, back}, !row.line.pointsRight(), row.arrow, pen.color(), 0.7);
}

void ArrowPainter::paintText(const Row& row, double left, LabelFont font, const QColor& color,
                             const QString& text) const
{
    if (text.isEmpty())
        return;
    m_painter.setFont(fontOf(font));
    m_painter.setPen(color);
    m_painter.drawText(QRectF{row.textBand.left() + left, row.textBand.top(), widthOf(text, font) + 2,
                              row.textBand.height()},
                       Qt::AlignLeft | Qt::AlignVCenter | Qt::TextDontClip, text);
}

/// A small eye and a number: other capture points saw the same message.
void ArrowPainter::paintViews(const Row& row) const
{
    if (row.label.views.isEmpty())
        return;
    const double size = glyphSize(m_layout.measures().unit);
    const QPointF center{row.textBand.left() + row.label.viewsLeft + size / 2, row.textY};
    m_painter.setPen(QPen{colors().textSecondary, 1.2});
    m_painter.setBrush(Qt::NoBrush);
    m_painter.drawEllipse(center, size * 0.45, size * 0.28);
    m_painter.setPen(Qt::NoPen);
    m_painter.setBrush(colors().textSecondary);
    m_painter.drawEllipse(center, size * 0.13, size * 0.13);
    paintText(row, row.label.viewsLeft + size + 2, LabelFont::Small, colors().textSecondary, row.label.views);
}

QRectF ArrowPainter::badgeBox(const Row& row, double left, double width) const
{
    const double height = std::round(std::min(row.textBand.height() - 3, m_layout.measures().unit * 13 / 16));
    return {std::round(row.textBand.left() + left) + 0.5, std::round(row.textY - height / 2) + 0.5,
            std::round(width) - 1, height};
}

void ArrowPainter::paintPill(const Row& row) const
{
    if (row.label.pill.isEmpty())
        return;
    const QRectF box = badgeBox(row, row.label.pillLeft, row.label.pillWidth);
    m_painter.setPen(QPen{colors().warning, 1});
    m_painter.setBrush(Qt::NoBrush);
    m_painter.drawRoundedRect(box, box.height() / 2, box.height() / 2);
    m_painter.setFont(fontOf(LabelFont::SmallStrong));
    m_painter.drawText(box, Qt::AlignCenter | Qt::TextDontClip, row.label.pill);
}

void ArrowPainter::paintBadge(const Row& row) const
{
    const ArrowLabel& label = row.label;
    if (label.badgeWord.isEmpty())
        return;
    const QRectF box = badgeBox(row, label.badgeLeft, label.badgeWidth);
    QPen frame{colors().media, 1};
    if (label.isOffer)
        frame.setDashPattern({3, 2});
    m_painter.setPen(frame);
    if (label.isOffer)
        m_painter.setBrush(Qt::NoBrush);
    else
        m_painter.setBrush(colors().mediaFill);
    m_painter.drawRoundedRect(box, 3, 3);
    paintText(row, label.badgeLeft + 5, LabelFont::Small, colors().media, label.badgeWord);
    paintText(row, label.badgeLeft + 5 + widthOf(label.badgeWord, LabelFont::Small) + 4,
              LabelFont::SmallStrong, colors().media, label.badgeCodecs);
}

} // namespace ui::ladder
