// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/message/segment_button.h"

#include "ui/theme/style.h"
#include "ui/theme/theme.h"

#include <QPainter>

namespace ui::message {
namespace {

constexpr double radius = 4;

} // namespace

SegmentButton::SegmentButton(const QString& text, Place place, QWidget* parent)
    : QToolButton(parent), m_place(place)
{
    setText(text);
    setCheckable(true);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

QSize SegmentButton::sizeHint() const
{
    const QFontMetrics metrics{theme::fonts().uiStrong};
    return {metrics.horizontalAdvance(text()) + theme::metrics().scaled(20), theme::metrics().scaled(22)};
}

void SegmentButton::paintEvent(QPaintEvent*)
{
    const theme::Palette& colors = theme::colors();
    QPainter painter{this};
    painter.setRenderHint(QPainter::Antialiasing);
    // Round corners where the row of buttons ends; elsewhere they lie outside, and each button but the last
    // draws the edge that it shares with the next.
    QRectF box = QRectF{rect()}.adjusted(0.5, 0.5, -0.5, -0.5);
    if (m_place != Place::First)
        box.setLeft(-radius);
    if (m_place != Place::Last)
        box.setRight(width() + radius);
    painter.setPen(QPen{colors.lineStrong, 1});
    painter.setBrush(isChecked()                   ? colors.selection
                     : underMouse() && isEnabled() ? colors.hover
                                                   : colors.base);
    painter.drawRoundedRect(box, radius, radius);
    painter.setRenderHint(QPainter::Antialiasing, false);
    if (m_place != Place::Last)
        painter.fillRect(QRect{width() - 1, 0, 1, height()}, colors.lineStrong);

    painter.setFont(isChecked() ? theme::fonts().uiStrong : theme::fonts().ui);
    painter.setPen(isEnabled() ? colors.text : colors.disabledText());
    painter.drawText(rect(), Qt::AlignCenter, text());
    if (hasFocus())
        theme::paintFocusRing(painter, rect());
}

} // namespace ui::message
