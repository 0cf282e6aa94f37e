// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/windows/statistics_tile.h"

#include "ui/theme/style.h"
#include "ui/theme/theme.h"

#include <QKeyEvent>
#include <QPainter>

namespace ui::windows {
namespace {

constexpr int side = 12;

int heightOf(const QFont& font)
{
    return QFontMetrics(font).height();
}

void drawTileLine(QPainter& painter, const QRect& line, const QFont& font, const QColor& color,
                  const QString& text)
{
    const QFontMetrics metrics(font);
    painter.setFont(font);
    painter.setPen(color);
    painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter,
                     metrics.elidedText(text, Qt::ElideRight, line.width()));
}

} // namespace

StatisticsTile::StatisticsTile(QWidget* parent) : QAbstractButton(parent)
{
    setAttribute(Qt::WA_Hover);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void StatisticsTile::setContent(const Content& content)
{
    m_content = content;
    setText(content.name);
    setAccessibleName(content.name + QStringLiteral(": ") + content.figure);
    setAccessibleDescription(content.longName.isEmpty()
                                 ? content.definition
                                 : content.longName + QStringLiteral(", ") + content.definition);
    setToolTip(content.explanation);
    update();
}

QSize StatisticsTile::sizeHint() const
{
    const theme::Fonts& fonts = theme::fonts();
    const int lines = heightOf(fonts.data) + heightOf(fonts.figure) + heightOf(fonts.small);
    return {theme::metrics().scaled(160), lines + 14};
}

void StatisticsTile::paintEvent(QPaintEvent*)
{
    const theme::Palette& c = theme::colors();
    const theme::Fonts& fonts = theme::fonts();
    QPainter painter(this);
    painter.fillRect(rect(), underMouse() ? c.hover : c.base);
    QRect line(side, 6, width() - 2 * side, heightOf(fonts.data));
    drawTileLine(painter, line, fonts.dataStrong, c.textSecondary, m_content.name);
    line = {side, line.bottom() + 2, width() - 2 * side, heightOf(fonts.figure)};
    drawTileLine(painter, line, fonts.figure, c.text, m_content.figure);
    line = {side, line.bottom() + 2, width() - 2 * side, heightOf(fonts.small)};
    drawTileLine(painter, line, fonts.small, c.textTertiary, m_content.definition);
    if (hasFocus())
        theme::paintFocusRing(painter, rect());
}

void StatisticsTile::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        click();
    else
        QAbstractButton::keyPressEvent(event);
}

} // namespace ui::windows
