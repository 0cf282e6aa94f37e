// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ladder/ladder_painter.h"

#include "ui/adapt/text.h"
#include "ui/ladder/arrow_label.h"
#include "ui/theme/glyphs.h"
#include "ui/theme/theme.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <variant>

namespace ui::ladder {
namespace {

using core::flow::Arrow;
using core::flow::QuietGap;
using theme::colors;
using theme::fonts;

const QFont& labelFont(LabelFont font)
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

double widthOf(const QString& text, LabelFont font)
{
    return QFontMetricsF{labelFont(font)}.horizontalAdvance(text);
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

void paintArrowHead(QPainter& painter, const QPointF& tip, bool pointsRight, const Arrow& arrow,
                    const QColor& color)
{
    const bool isRequest = arrow.kind == core::sip::Kind::Request;
    const double size = isRequest ? 8 : 7;
    const double back = pointsRight ? -size : size;
    const QPointF upper{tip.x() + back, tip.y() - size / 2};
    const QPointF lower{tip.x() + back, tip.y() + size / 2};
    painter.setPen(QPen{color, 1.5});
    if (isRequest) {
        painter.setBrush(color);
        painter.setPen(Qt::NoPen);
        painter.drawPolygon(QPolygonF{{tip, upper, lower}});
        return;
    }
    painter.setBrush(Qt::NoBrush);
    painter.drawPolyline(QPolygonF{{upper, tip, lower}});
    if (arrow.status >= 600)
        painter.drawLine(QPointF{tip.x() + back, upper.y()}, QPointF{tip.x() + back, lower.y()});
}

/// The line from `left` to `right` without the parts under texts.
void paintInterrupted(QPainter& painter, double left, double right, double y, const ArrowLabel& label)
{
    double at = left;
    for (const auto& [begin, end] : label.interruptions) {
        if (left + begin > at)
            painter.drawLine(QPointF{at, y}, QPointF{left + begin, y});
        at = std::max(at, left + end);
    }
    if (right > at)
        painter.drawLine(QPointF{at, y}, QPointF{right, y});
}

QString gapText(const QuietGap& gap)
{
    return QCoreApplication::translate("LadderView", "quiet for %1").arg(adapt::longDuration(gap.length));
}

} // namespace

LadderPainter::LadderPainter(const core::flow::CallFlow& flow, const LadderLayout& layout, adapt::Zone zone)
    : m_flow(flow), m_layout(layout), m_zone(zone)
{
}

void LadderPainter::paint(QPainter& painter, const QRectF& view, double scrollX, double scrollY,
                          const LadderMarks& marks) const
{
    const LadderMeasures& measures = m_layout.measures();
    const double bodyTop = view.top() + measures.headHeight;
    const QRectF body{view.left(), bodyTop, view.width(), view.bottom() - bodyTop};
    const QRectF lanes = body.adjusted(m_layout.fixedWidth(), 0, 0, 0);

    painter.fillRect(view, colors().base);
    painter.save();
    painter.setClipRect(body);
    paintRows(painter, body, scrollY, marks);
    paintBracket(painter, scrollY, bodyTop, marks);
    painter.setClipRect(lanes);
    paintLanes(painter, lanes, scrollX);
    const auto range = m_layout.rowsIn(scrollY, scrollY + body.height());
    for (std::size_t row = range.first; row < range.end; ++row) {
        const double top = bodyTop + m_layout.rowTop(row) - scrollY;
        if (const auto* arrow = std::get_if<Arrow>(&m_flow.rows[row])) {
            painter.save();
            painter.translate(lanes.left() - scrollX, 0);
            paintArrow(painter, *arrow, top, m_layout.rowHeight(row));
            painter.restore();
        } else {
            painter.setClipRect(body);
            paintGap(painter, std::get<QuietGap>(m_flow.rows[row]), top, m_layout.rowHeight(row), lanes,
                     scrollX);
            painter.setClipRect(lanes);
        }
    }
    painter.restore();
    paintHeads(painter, view, scrollX);
}

void LadderPainter::paintRows(QPainter& painter, const QRectF& area, double scrollY,
                              const LadderMarks& marks) const
{
    const auto range = m_layout.rowsIn(scrollY, scrollY + area.height());
    for (std::size_t row = range.first; row < range.end; ++row) {
        const double top = area.top() + m_layout.rowTop(row) - scrollY;
        const double height = m_layout.rowHeight(row);
        const QRectF band{area.left(), top, area.width(), height};
        if (marks.selected == row) {
            painter.fillRect(band, colors().selection);
            painter.fillRect(QRectF{area.left(), top, 3, height},
                             marks.hasFocus ? colors().accent : colors().lineStrong);
        } else if (marks.hovered == row) {
            painter.fillRect(band, colors().hover);
        }
        if (const auto* arrow = std::get_if<Arrow>(&m_flow.rows[row]))
            paintFixedColumns(painter, *arrow, top, height);
    }
    const double divider =
        std::round(area.left() + m_layout.fixedWidth() - m_layout.measures().bracket) + 0.5;
    painter.setPen(QPen{colors().line, 1});
    painter.drawLine(QPointF{divider, area.top()}, QPointF{divider, area.bottom()});
}

void LadderPainter::paintFixedColumns(QPainter& painter, const Arrow& arrow, double top, double height) const
{
    const LadderMeasures& measures = m_layout.measures();
    const double box = measures.unit * 12 / 16;
    if (arrow.isInvalid)
        theme::paintGlyph(painter,
                          QRectF{(measures.gutter - box) / 2 + 2, top + (height - box) / 2, box, box},
                          theme::Glyph::Warning);
    painter.setFont(fonts().fixed);
    painter.setPen(colors().text);
    painter.drawText(QRectF{measures.gutter, top, measures.time, height}, Qt::AlignLeft | Qt::AlignVCenter,
                     adapt::timeOfDay(arrow.time, m_zone));
    paintDelta(painter, arrow,
               QRectF{measures.gutter + measures.time, top, measures.delta - measures.unit / 2, height});
}

void LadderPainter::paintDelta(QPainter& painter, const Arrow& arrow, const QRectF& cell) const
{
    using namespace std::chrono_literals;
    if (arrow.sinceStart == 0ns && arrow.sincePrevious == 0ns) {
        painter.setPen(colors().textTertiary);
        painter.drawText(cell, Qt::AlignRight | Qt::AlignVCenter,
                         QCoreApplication::translate("LadderView", "start"));
        return;
    }
    const auto delta = arrow.sincePrevious;
    painter.setPen(delta < 10ms    ? colors().textTertiary
                   : delta < 500ms ? colors().textSecondary
                                   : colors().text);
    painter.setFont(delta >= 1s ? fonts().fixedStrong : fonts().fixed);
    painter.drawText(cell, Qt::AlignRight | Qt::AlignVCenter, QLatin1Char('+') + adapt::delta(delta));

    // Length of the line: logarithmic from 1 ms to 100 s, so that both 5 ms and 5 s can be told apart.
    const double milliseconds = std::chrono::duration<double, std::milli>{delta}.count();
    const double share = std::clamp(std::log10(std::max(milliseconds, 1.0)) / 5, 0.0, 1.0);
    if (share <= 0)
        return;
    painter.setPen(QPen{delta >= 1s ? colors().accent : colors().lineStrong, 1.5});
    const double y = cell.bottom() - 1.25;
    painter.drawLine(QPointF{cell.right() - share * cell.width(), y}, QPointF{cell.right(), y});
}

void LadderPainter::paintGap(QPainter& painter, const QuietGap& gap, double top, double height,
                             const QRectF& lanes, double scrollX) const
{
    painter.setFont(fonts().small);
    painter.setPen(colors().textTertiary);
    const double left = m_layout.measures().gutter;
    const double textWidth =
        m_layout.measures().time + m_layout.measures().delta - m_layout.measures().unit / 2;
    painter.drawText(QRectF{left, top - 2, textWidth, height + 4}, Qt::AlignLeft | Qt::AlignVCenter,
                     gapText(gap));
    const double middle = top + height / 2;
    painter.setPen(QPen{colors().input, 1, Qt::DashLine});
    painter.drawLine(QPointF{lanes.left() + 4, middle}, QPointF{lanes.right() - 4, middle});
    painter.save();
    painter.setClipRect(lanes);
    for (std::size_t lane = 0; lane < m_layout.lanes(); ++lane) {
        const double x = lanes.left() - scrollX + m_layout.laneX(lane);
        painter.fillRect(QRectF{x - 5, top + 1, 10, height - 2}, colors().base);
        painter.setPen(QPen{colors().input, 1});
        painter.drawPolyline(QPolygonF{{QPointF{x, top}, QPointF{x - 4, top + height * 0.35},
                                        QPointF{x + 4, top + height * 0.65}, QPointF{x, top + height}}});
    }
    painter.restore();
}

void LadderPainter::paintArrow(QPainter& painter, const Arrow& arrow, double top, double height) const
{
    const LadderLayout::ArrowLine line = m_layout.arrowLine(arrow);
    const double y = std::round(top + height / 2) + 0.5;
    const double length = line.right() - line.left();
    const ArrowLabel label = placeLabel(arrow, length, m_layout.measures().unit, widthOf);
    const QPen pen = linePen(arrow);
    const QColor color = pen.color();
    painter.setRenderHint(QPainter::Antialiasing);

    painter.setPen(pen);
    paintInterrupted(painter, line.left() + 1, line.right() - 1, y, label);
    if (line.isHook)
        painter.drawLine(QPointF{line.to, y}, QPointF{line.to, y + height / 3});
    if (arrow.retransmissions > 0) {
        QPen resent{colors().resent, 1.2};
        resent.setDashPattern({1.5, 2.5});
        painter.setPen(resent);
        painter.drawLine(QPointF{line.left() + 8, y + 3}, QPointF{line.right() - 8, y + 3});
        QColor faint = color;
        faint.setAlphaF(0.55F);
        paintArrowHead(painter, {line.to + (line.pointsRight() ? -7.0 : 7.0), y}, line.pointsRight(), arrow,
                       faint);
    }
    paintArrowHead(painter, {line.isHook ? line.from + 1 : line.to + (line.pointsRight() ? -1 : 1), y},
                   line.isHook ? false : line.pointsRight(), arrow, color);

    const double left = line.left();
    if (label.hasGlyph) {
        const double box = m_layout.measures().unit * 12 / 16;
        theme::paintGlyph(painter, QRectF{left + label.glyphLeft, y - box / 2, box, box},
                          theme::statusGlyph(arrow.status));
    }
    const QRectF row{left, top, length, height};
    painter.setFont(labelFont(LabelFont::Strong));
    painter.setPen(color);
    painter.drawText(row.adjusted(label.codeLeft, 0, length, 0), Qt::AlignLeft | Qt::AlignVCenter,
                     label.code);
    painter.setFont(labelFont(LabelFont::Small));
    painter.setPen(colors().textSecondary);
    painter.drawText(row.adjusted(label.detailLeft, 0, length, 0), Qt::AlignLeft | Qt::AlignVCenter,
                     label.detail);

    const double badgeHeight = std::min(height - 4, m_layout.measures().unit * 13 / 16 + 1);
    if (!label.pill.isEmpty()) {
        const QRectF pill{left + label.pillLeft, y - badgeHeight / 2, label.pillWidth, badgeHeight};
        painter.setPen(QPen{colors().warning, 1});
        painter.setBrush(colors().base);
        painter.drawRoundedRect(pill, badgeHeight / 2, badgeHeight / 2);
        painter.setFont(labelFont(LabelFont::SmallStrong));
        painter.drawText(pill, Qt::AlignCenter, label.pill);
    }
    if (label.badgeWord.isEmpty())
        return;
    const QRectF badge{left + label.badgeLeft, y - badgeHeight / 2, label.badgeWidth, badgeHeight};
    QPen frame{colors().media, 1};
    if (label.isOffer)
        frame.setDashPattern({3, 2});
    painter.setPen(frame);
    painter.setBrush(label.isOffer ? colors().base : colors().mediaFill);
    painter.drawRoundedRect(badge, 3, 3);
    painter.setPen(colors().media);
    painter.setFont(labelFont(LabelFont::Small));
    const double wordWidth = widthOf(label.badgeWord, LabelFont::Small);
    painter.drawText(badge.adjusted(5, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, label.badgeWord);
    painter.setFont(labelFont(LabelFont::SmallStrong));
    painter.drawText(badge.adjusted(5 + wordWidth + 4, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter,
                     label.badgeCodecs);
}

void LadderPainter::paintBracket(QPainter& painter, double scrollY, double bodyTop,
                                 const LadderMarks& marks) const
{
    if (marks.transaction.size() < 2)
        return;
    const LadderMeasures& measures = m_layout.measures();
    const double x = std::round(m_layout.fixedWidth() - measures.bracket + 6) + 0.5;
    const auto middle = [&](std::size_t row) {
        return std::round(bodyTop + m_layout.rowTop(row) + m_layout.rowHeight(row) / 2 - scrollY) + 0.5;
    };
    painter.setPen(QPen{colors().accent, 1});
    painter.drawLine(QPointF{x, middle(marks.transaction.front())},
                     QPointF{x, middle(marks.transaction.back())});
    for (const std::size_t row : marks.transaction)
        painter.drawLine(QPointF{x, middle(row)}, QPointF{x + 6, middle(row)});
}

void LadderPainter::paintLanes(QPainter& painter, const QRectF& lanes, double scrollX) const
{
    painter.setPen(QPen{colors().input, 1});
    for (std::size_t lane = 0; lane < m_layout.lanes(); ++lane) {
        const double x = std::round(lanes.left() - scrollX + m_layout.laneX(lane)) + 0.5;
        painter.drawLine(QPointF{x, lanes.top()}, QPointF{x, lanes.bottom()});
    }
}

void LadderPainter::paintHeads(QPainter& painter, const QRectF& view, double scrollX) const
{
    const LadderMeasures& measures = m_layout.measures();
    const QRectF head{view.left(), view.top(), view.width(), measures.headHeight};
    painter.fillRect(head, colors().header);
    painter.setPen(QPen{colors().line, 1});
    painter.drawLine(QPointF{head.left(), head.bottom() - 0.5}, QPointF{head.right(), head.bottom() - 0.5});
    painter.setFont(fonts().dataStrong);
    painter.setPen(colors().textSecondary);
    painter.drawText(QRectF{head.left() + measures.gutter, head.top(), measures.time, head.height()},
                     Qt::AlignLeft | Qt::AlignVCenter, QCoreApplication::translate("LadderView", "Time"));
    painter.drawText(QRectF{head.left() + measures.gutter + measures.time, head.top(),
                            measures.delta - measures.unit / 2, head.height()},
                     Qt::AlignRight | Qt::AlignVCenter, QCoreApplication::translate("LadderView", "Delta"));
    painter.save();
    const QRectF lanes = head.adjusted(m_layout.fixedWidth() - measures.bracket + 2, 0, 0, 0);
    painter.setClipRect(lanes);
    for (std::size_t lane = 0; lane < m_layout.lanes(); ++lane)
        paintHead(painter, lane, lanes, scrollX);
    painter.restore();
}

void LadderPainter::paintHead(QPainter& painter, std::size_t lane, const QRectF& visible,
                              double scrollX) const
{
    const core::flow::Lane& host = m_flow.lanes[lane];
    const QString address = adapt::text(host.address.toString());
    const QString title = adapt::text(host.title);
    const bool isNamed = !title.startsWith(address);
    const double most = m_layout.laneDistance() - 8;
    const QFontMetricsF strong{fonts().dataStrong};
    const QFontMetricsF fixedSmall{fonts().fixedSmall};
    const double wanted =
        std::max(strong.horizontalAdvance(title), isNamed ? fixedSmall.horizontalAdvance(address) : 0) + 16;
    const double width = std::clamp(wanted, std::min(88.0, most), most);
    const double x = m_layout.fixedWidth() - scrollX + m_layout.laneX(lane);
    // The outer heads slide inward instead of being cut.
    double left = x - width / 2;
    if (lane + 1 == m_layout.lanes())
        left = std::min(left, visible.right() - width - 4);
    if (lane == 0)
        left = std::max(left, visible.left() + 2);
    const QRectF box{std::round(left) + 0.5, visible.top() + 4.5, std::round(width), visible.height() - 9};
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen{colors().lineStrong, 1});
    painter.setBrush(colors().base);
    painter.drawRoundedRect(box, 4, 4);
    painter.setPen(colors().text);
    painter.setFont(fonts().dataStrong);
    const QRectF inner = box.adjusted(4, 1, -4, -1);
    if (!isNamed) {
        painter.drawText(inner, Qt::AlignCenter, strong.elidedText(title, Qt::ElideMiddle, inner.width()));
        return;
    }
    painter.drawText(inner, Qt::AlignHCenter | Qt::AlignTop,
                     strong.elidedText(title, Qt::ElideRight, inner.width()));
    painter.setPen(colors().textSecondary);
    painter.setFont(fonts().fixedSmall);
    painter.drawText(inner, Qt::AlignHCenter | Qt::AlignBottom,
                     fixedSmall.elidedText(address, Qt::ElideMiddle, inner.width()));
}

} // namespace ui::ladder
