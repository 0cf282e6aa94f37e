// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/bar_box.h"

#include "ui/theme/theme.h"

#include <QPainter>

#include <algorithm>

namespace ui::charts {

void paintBarBox(QPainter& painter, const QRect& room, int x, const QString& head, const QStringList& lines)
{
    const theme::Palette& colors = theme::colors();
    const QFontMetrics strong(theme::fonts().smallStrong);
    const QFontMetrics small(theme::fonts().small);
    int width = strong.horizontalAdvance(head);
    for (const QString& line : lines)
        width = std::max(width, small.horizontalAdvance(line));
    const int lineHeight = small.height() + 1;
    QRect box(0, room.top() + 4, width + 16, lineHeight * (1 + static_cast<int>(lines.size())) + 8);
    box.moveLeft(x > room.center().x() ? x - box.width() - 8 : x + 8);
    painter.setPen(colors.lineStrong);
    painter.setBrush(colors.header);
    painter.drawRect(box);
    QRect line(box.left() + 8, box.top() + 4, width, lineHeight);
    painter.setPen(colors.text);
    painter.setFont(theme::fonts().smallStrong);
    painter.drawText(line, Qt::AlignVCenter, head);
    painter.setFont(theme::fonts().small);
    for (const QString& text : lines) {
        line.translate(0, lineHeight);
        painter.drawText(line, Qt::AlignVCenter, text);
    }
}

} // namespace ui::charts
