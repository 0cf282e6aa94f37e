// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/pane_notice.h"

#include "ui/theme/theme.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>

namespace ui::theme {

void paintPaneNotice(QPainter& painter, const QRectF& pane, const QString& sentence, const QString& advice)
{
    constexpr double margin = 12;
    constexpr double gap = 6;
    constexpr int flags = Qt::AlignHCenter | Qt::AlignTop | Qt::TextWordWrap;
    const QRectF room = pane.adjusted(margin, margin, -margin, -margin);
    const auto heightOf = [&](const QFont& font, const QString& text) {
        return text.isEmpty() ? 0.0 : QFontMetricsF(font).boundingRect(room, flags, text).height();
    };
    const double first = heightOf(fonts().uiStrong, sentence);
    const double second = heightOf(fonts().ui, advice);
    QRectF lines = room;
    lines.setTop(std::max(room.top(), room.center().y() - (first + gap + second) / 2));
    painter.setFont(fonts().uiStrong);
    painter.setPen(colors().text);
    painter.drawText(lines, flags, sentence);
    lines.setTop(lines.top() + first + gap);
    painter.setFont(fonts().ui);
    painter.setPen(colors().textSecondary);
    painter.drawText(lines, flags, advice);
}

} // namespace ui::theme
