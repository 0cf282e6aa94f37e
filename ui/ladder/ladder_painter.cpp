// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ladder/ladder_painter.h"

#include "ui/adapt/text.h"
#include "ui/ladder/arrow_painter.h"
#include "ui/ladder/media_painter.h"
#include "ui/theme/glyphs.h"
#include "ui/theme/theme.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <variant>

namespace ui::ladder {
namespace {

using core::flow::Arrow;
using core::flow::MediaArrow;
using core::flow::QuietGap;
using theme::colors;
using theme::fonts;

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
    const double bodyTop = view.top() + m_layout.measures().headHeight;
    const QRectF body{view.left(), bodyTop, view.width(), view.bottom() - bodyTop};

    painter.save();
    // Text of a script that is written from right to left does not move the columns.
    painter.setLayoutDirection(Qt::LeftToRight);
    painter.fillRect(view, colors().base);
    painter.setClipRect(body);
    paintRows(painter, body, scrollY, marks);
    paintBracket(painter, scrollY, bodyTop, marks);
    paintArrows(painter, body, scrollX, scrollY, marks);
    painter.setClipRect(view);
    paintHeads(painter, view, scrollX);
    painter.restore();
}

const QColor& LadderPainter::fillOf(std::size_t row, const LadderMarks& marks) const
{
    if (marks.selected == row)
        return colors().selection;
    const bool isArrow = !std::holds_alternative<QuietGap>(m_flow.rows[row]);
    return isArrow && marks.hovered == row ? colors().hover : colors().base;
}

double LadderPainter::divider() const
{
    return std::round(m_layout.fixedWidth() - m_layout.measures().bracket) + 0.5;
}

QRectF LadderPainter::timeCell(double top, double height) const
{
    const LadderMeasures& measures = m_layout.measures();
    return {measures.gutter + measures.leg, top, measures.time, height};
}

QRectF LadderPainter::deltaCell(double top, double height) const
{
    const LadderMeasures& measures = m_layout.measures();
    return {measures.gutter + measures.leg + measures.time, top, measures.delta - measures.unit / 2, height};
}

void LadderPainter::paintRows(QPainter& painter, const QRectF& body, double scrollY,
                              const LadderMarks& marks) const
{
    const auto range = m_layout.rowsIn(scrollY, scrollY + body.height());
    for (std::size_t row = range.first; row < range.end; ++row) {
        const double top = body.top() + m_layout.rowTop(row) - scrollY;
        const double height = m_layout.rowHeight(row);
        const QColor& fill = fillOf(row, marks);
        if (fill != colors().base)
            painter.fillRect(QRectF{body.left(), top, body.width(), height}, fill);
        if (marks.selected == row)
            painter.fillRect(QRectF{body.left(), top, 3, height},
                             marks.hasFocus ? colors().accent : colors().lineStrong);
        if (const auto* arrow = std::get_if<Arrow>(&m_flow.rows[row]))
            paintFixedColumns(painter, *arrow, top, height,
                              std::binary_search(marks.related.begin(), marks.related.end(), row));
        else if (const auto* stream = std::get_if<MediaArrow>(&m_flow.rows[row]))
            paintStart(painter, stream->callIndex, stream->begin, {body.left(), top, body.width(), height},
                       false);
    }
    painter.setPen(QPen{colors().line, 1});
    painter.drawLine(QPointF{divider(), body.top()}, QPointF{divider(), body.bottom()});
}

void LadderPainter::paintArrows(QPainter& painter, const QRectF& body, double scrollX, double scrollY,
                                const LadderMarks& marks) const
{
    const QRectF lanes = body.adjusted(m_layout.fixedWidth(), 0, 0, 0);
    const auto range = m_layout.rowsIn(scrollY, scrollY + body.height());
    for (std::size_t row = range.first; row < range.end; ++row) {
        if (const auto* gap = std::get_if<QuietGap>(&m_flow.rows[row])) {
            const double top = body.top() + m_layout.rowTop(row) - scrollY;
            painter.setFont(fonts().small);
            painter.setPen(colors().textSecondary);
            const QRectF text = timeCell(top, m_layout.rowHeight(row)).united(deltaCell(top, 1));
            painter.drawText(text, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextDontClip, gapText(*gap));
        }
    }
    painter.setClipRect(lanes);
    paintLanes(painter, lanes, scrollX);
    painter.translate(lanes.left() - scrollX, 0);
    const ArrowPainter arrows{painter, m_layout};
    const MediaPainter streams{painter, m_layout};
    for (std::size_t row = range.first; row < range.end; ++row) {
        const double top = body.top() + m_layout.rowTop(row) - scrollY;
        if (const auto* arrow = std::get_if<Arrow>(&m_flow.rows[row]))
            arrows.paint(*arrow, top, m_layout.rowHeight(row), fillOf(row, marks));
        else if (const auto* stream = std::get_if<MediaArrow>(&m_flow.rows[row]))
            streams.paint(*stream, top, m_layout.rowHeight(row), fillOf(row, marks));
        else
            paintGap(painter, top, m_layout.rowHeight(row));
    }
    painter.translate(scrollX - lanes.left(), 0);
}

void LadderPainter::paintStart(QPainter& painter, std::size_t callIndex, core::base::Timestamp time,
                               const QRectF& row, bool isRelated) const
{
    const LadderMeasures& measures = m_layout.measures();
    const double chip = std::round(measures.unit * 13 / 16);
    theme::paintLegChip(
        painter, QRectF{measures.gutter, std::round(row.top() + (row.height() - chip) / 2), chip, chip},
        callIndex);
    painter.setFont(isRelated ? fonts().fixedStrong : fonts().fixed);
    painter.setPen(colors().text);
    painter.drawText(timeCell(row.top(), row.height()), Qt::AlignLeft | Qt::AlignVCenter,
                     adapt::timeOfDay(time, m_zone));
}

void LadderPainter::paintFixedColumns(QPainter& painter, const Arrow& arrow, double top, double height,
                                      bool isRelated) const
{
    const LadderMeasures& measures = m_layout.measures();
    const double glyph = glyphSize(measures.unit);
    if (arrow.isInvalid)
        theme::paintGlyph(painter,
                          QRectF{(measures.gutter - glyph) / 2 + 1, top + (height - glyph) / 2, glyph, glyph},
                          theme::Glyph::Warning);
    paintStart(painter, arrow.callIndex, arrow.time, {0, top, divider(), height}, isRelated);
    paintDelta(painter, arrow, deltaCell(top, height));
}

void LadderPainter::paintDelta(QPainter& painter, const Arrow& arrow, const QRectF& cell) const
{
    using namespace std::chrono_literals;
    if (arrow.sinceStart == 0ns && arrow.sincePrevious == 0ns) {
        painter.setFont(fonts().fixed);
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

/// The lanes break off and nothing happens: a dashed line across, a zigzag on each lane.
void LadderPainter::paintGap(QPainter& painter, double top, double height) const
{
    const double middle = std::round(top + height / 2) + 0.5;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen{colors().input, 1, Qt::DashLine});
    painter.drawLine(QPointF{0, middle}, QPointF{m_layout.lanesWidth(), middle});
    for (std::size_t lane = 0; lane < m_layout.lanes(); ++lane) {
        const double x = std::round(m_layout.laneX(lane)) + 0.5;
        painter.fillRect(QRectF{x - 6, top, 12, height}, colors().base);
        painter.setPen(QPen{colors().input, 1});
        painter.drawPolyline(
            QPolygonF{{QPointF{x, top}, QPointF{x, middle - 4}, QPointF{x - 5, middle - 1},
                       QPointF{x + 5, middle + 1}, QPointF{x, middle + 4}, QPointF{x, top + height}}});
    }
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
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(QPen{colors().accent, 1});
    painter.drawLine(QPointF{x, middle(marks.transaction.front())},
                     QPointF{x, middle(marks.transaction.back())});
    for (const std::size_t row : marks.transaction)
        painter.drawLine(QPointF{x, middle(row)}, QPointF{x + 6, middle(row)});
}

void LadderPainter::paintLanes(QPainter& painter, const QRectF& lanes, double scrollX) const
{
    painter.setRenderHint(QPainter::Antialiasing, false);
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
    const QString leg = QCoreApplication::translate("LadderView", "Leg");
    painter.drawText(QRectF{measures.gutter, head.top(), measures.leg, head.height()},
                     Qt::AlignLeft | Qt::AlignVCenter | Qt::TextDontClip, leg);
    // The word is wider than the letters below it, so the next one gives way.
    const double afterLeg = measures.gutter + painter.fontMetrics().horizontalAdvance(leg) + 8;
    QRectF time = timeCell(head.top(), head.height());
    time.setLeft(std::max(time.left(), afterLeg));
    painter.drawText(time, Qt::AlignLeft | Qt::AlignVCenter,
                     QCoreApplication::translate("LadderView", "Time"));
    painter.drawText(deltaCell(head.top(), head.height()), Qt::AlignRight | Qt::AlignVCenter,
                     QCoreApplication::translate("LadderView", "Delta"));
    painter.setPen(QPen{colors().line, 1});
    painter.drawLine(QPointF{divider(), head.top()}, QPointF{divider(), head.bottom()});
    painter.save();
    const QRectF lanes = head.adjusted(divider() + 1, 0, 0, 0);
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
    // The outer heads slide inward instead of being cut, as long as their lanes are in view.
    double left = x - width / 2;
    if (lane + 1 == m_layout.lanes() && x <= visible.right())
        left = std::min(left, visible.right() - width - 4);
    if (lane == 0 && x >= visible.left())
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
