// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ladder/media_painter.h"

#include "ui/ladder/media_label.h"
#include "ui/theme/theme.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace ui::ladder {
namespace {

using theme::colors;
using theme::fonts;

constexpr double apart = 3;    // the two lines of a stream
constexpr double headSize = 9; // of the arrow
constexpr double aside = 14;   // on both sides of the text, for the line to be seen

} // namespace

MediaPainter::MediaPainter(QPainter& painter, const LadderLayout& layout)
    : m_painter(painter), m_layout(layout), m_strong(fonts().dataStrong), m_small(fonts().small)
{
}

void MediaPainter::paint(const core::flow::MediaArrow& arrow, double top, double height,
                         const QColor& fill) const
{
    const LadderLayout::ArrowLine line = m_layout.lineBetween(arrow.fromLane, arrow.toLane);
    const LadderMeasures& measures = m_layout.measures();
    const double textHeight = measures.labelAbove() ? measures.unit + 2 : height;
    const double room = std::max(0.0, line.right() - line.left() - 2 * aside);
    const double gap = m_small.horizontalAdvance(QStringLiteral("  "));
    const QString title = m_strong.elidedText(mediaTitle(arrow), Qt::ElideRight, room);
    const double titleWidth = m_strong.horizontalAdvance(title);
    const QString figures = mediaFigures(arrow, [&](const QString& text) {
        return titleWidth + gap + m_small.horizontalAdvance(text) <= room;
    });
    const double width = titleWidth + (figures.isEmpty() ? 0 : gap + m_small.horizontalAdvance(figures));

    m_painter.setRenderHint(QPainter::Antialiasing);
    paintLine(line, std::round(measures.labelAbove() ? top + height - 5 : top + height / 2) + 0.5);
    const QRectF text{std::round(line.left() + (line.right() - line.left() - width) / 2), top + 1, width,
                      textHeight - 2};
    m_painter.fillRect(text.adjusted(-3, 0, 3, 0), fill);
    m_painter.setPen(colors().media);
    m_painter.setFont(fonts().dataStrong);
    m_painter.drawText(text, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextDontClip, title);
    m_painter.setFont(fonts().small);
    m_painter.drawText(text.adjusted(titleWidth + gap, 0, 0, 0),
                       Qt::AlignLeft | Qt::AlignVCenter | Qt::TextDontClip, figures);
}

void MediaPainter::paintLine(const LadderLayout::ArrowLine& line, double y) const
{
    const double direction = line.pointsRight() ? 1 : -1;
    const QPointF tip{line.to - direction, y};
    const double back = tip.x() - direction * headSize;
    m_painter.setPen(QPen{colors().media, 1});
    for (const double offset : {-apart / 2, apart / 2})
        m_painter.drawLine(QPointF{line.from + direction, y + offset}, QPointF{back, y + offset});
    m_painter.setPen(Qt::NoPen);
    m_painter.setBrush(colors().media);
    m_painter.drawPolygon(QPolygonF{{tip, QPointF{back, y - headSize / 2}, QPointF{back, y + headSize / 2}}});
}

} // namespace ui::ladder
