// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/windows/controls.h"

#include "ui/adapt/format.h"
#include "ui/theme/style.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QPainter>

#include <algorithm>

namespace ui::windows {
namespace {

bool showsFocus(const QWidget& widget)
{
    return widget.hasFocus() && widget.window()->testAttribute(Qt::WA_KeyboardFocusChange);
}

void drawLeft(QPainter& painter, QRect& room, const QFont& font, const QColor& color, const QString& text)
{
    painter.setFont(font);
    painter.setPen(color);
    painter.drawText(room, static_cast<int>(Qt::AlignLeft | Qt::AlignVCenter) | Qt::TextSingleLine, text);
    room.setLeft(room.left() + QFontMetrics(font).horizontalAdvance(text));
}

} // namespace

// --- ViewTab

ViewTab::ViewTab(const QString& name, QWidget* parent) : QAbstractButton(parent)
{
    setText(name);
    setCheckable(true);
    setAttribute(Qt::WA_Hover);
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void ViewTab::setCount(qint64 count)
{
    const QString text = count < 0 ? QString() : adapt::count(static_cast<std::uint64_t>(count));
    if (text == m_count)
        return;
    m_count = text;
    setAccessibleDescription(text);
    updateGeometry();
    update();
}

QSize ViewTab::sizeHint() const
{
    int width = QFontMetrics(theme::fonts().uiStrong).horizontalAdvance(text()) + 20;
    if (!m_count.isEmpty())
        width += 5 + QFontMetrics(theme::fonts().data).horizontalAdvance(m_count);
    return {width, theme::metrics().viewSwitch};
}

void ViewTab::paintEvent(QPaintEvent*)
{
    const theme::Palette& c = theme::colors();
    QPainter painter(this);
    if (underMouse() && !isChecked())
        painter.fillRect(rect().adjusted(0, 2, 0, -2), c.hover);
    QRect room = rect().adjusted(10, 0, 0, 0);
    drawLeft(painter, room, isChecked() ? theme::fonts().uiStrong : theme::fonts().ui,
             isChecked() ? c.text : c.textSecondary, text());
    room.setLeft(room.left() + 5);
    drawLeft(painter, room, theme::fonts().data, c.textTertiary, m_count);
    if (isChecked())
        painter.fillRect(QRect(0, height() - 2, width(), 2), c.accent);
    if (showsFocus(*this))
        theme::paintFocusRing(painter, rect());
}

// --- Chip

Chip::Chip(QWidget* parent) : QAbstractButton(parent)
{
    setAttribute(Qt::WA_Hover);
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void Chip::setLook(Look look)
{
    m_look = look;
    update();
}

QSize Chip::sizeHint() const
{
    int width = QFontMetrics(theme::fonts().data).horizontalAdvance(text()) + 20;
    if (!icon().isNull())
        width += 18;
    return {width, theme::metrics().chip};
}

void Chip::paintEvent(QPaintEvent*)
{
    const theme::Palette& c = theme::colors();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QPen frame(m_look == Look::Accented ? c.accent : c.lineStrong, 1);
    if (m_look == Look::Dashed)
        frame.setDashPattern({3, 3});
    painter.setPen(frame);
    painter.setBrush(m_look == Look::Accented ? c.selection : underMouse() ? c.hover : c.base);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), height() / 2.0, height() / 2.0);
    QRect room = rect().adjusted(10, 0, -10, 0);
    if (!icon().isNull()) {
        icon().paint(&painter, QRect(room.x() - 2, (height() - 14) / 2, 14, 14), Qt::AlignCenter,
                     QIcon::Normal, m_look == Look::Accented ? QIcon::On : QIcon::Off);
        room.setLeft(room.left() + 16);
    }
    drawLeft(painter, room, theme::fonts().data, c.text, text());
    if (showsFocus(*this))
        theme::paintFocusRing(painter, rect());
}

// --- StatusItem

StatusItem::StatusItem(QWidget* parent) : QAbstractButton(parent)
{
    setAttribute(Qt::WA_Hover);
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setFixedHeight(theme::metrics().status);
}

void StatusItem::set(const QString& text, theme::Glyph glyph, const QString& strong)
{
    if (text == this->text() && glyph == m_glyph && strong == m_strong)
        return;
    m_glyph = glyph;
    m_strong = strong;
    setText(text);
    setAccessibleName(strong.isEmpty() ? text : strong + QLatin1Char(' ') + text);
    updateGeometry();
    update();
}

void StatusItem::setAlarming(bool isAlarming)
{
    m_isAlarming = isAlarming;
    update();
}

void StatusItem::setRecording(bool isRecording)
{
    m_isRecording = isRecording;
    updateGeometry();
    update();
}

void StatusItem::setLineAtLeft(bool isAtLeft)
{
    m_isLineAtLeft = isAtLeft;
}

QSize StatusItem::sizeHint() const
{
    int width = 20 + QFontMetrics(theme::fonts().data).horizontalAdvance(text());
    if (!m_strong.isEmpty())
        width +=
            QFontMetrics(theme::fonts().dataStrong).horizontalAdvance(m_strong) + (text().isEmpty() ? 0 : 6);
    if (m_glyph != theme::Glyph::None || m_isRecording)
        width += 17;
    const_cast<StatusItem*>(this)->m_widest = std::max(m_widest, width); // a memory of past hints only
    return {m_widest, theme::metrics().status};
}

void StatusItem::paintEvent(QPaintEvent*)
{
    const theme::Palette& c = theme::colors();
    QPainter painter(this);
    if (m_isAlarming)
        painter.fillRect(rect().adjusted(0, 1, 0, 0), c.ambiguous.fill);
    else if (underMouse())
        painter.fillRect(rect().adjusted(0, 1, 0, 0), c.hover);
    painter.fillRect(QRect(m_isLineAtLeft ? 0 : width() - 1, 1, 1, height() - 1), c.line);

    QRect room = rect().adjusted(10, 0, -8, 0);
    const QRectF box(room.x(), (height() - 12) / 2.0, 12, 12);
    if (m_isRecording) {
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(c.error);
        painter.drawEllipse(box.center(), 4, 4);
    } else if (m_glyph != theme::Glyph::None) {
        theme::paintGlyph(painter, box, m_glyph);
    }
    if (m_isRecording || m_glyph != theme::Glyph::None)
        room.setLeft(room.left() + 17);
    if (!m_strong.isEmpty()) {
        drawLeft(painter, room, theme::fonts().dataStrong, c.text, m_strong);
        room.setLeft(room.left() + 6);
    }
    drawLeft(painter, room, theme::fonts().data, c.textSecondary, text());
    if (showsFocus(*this))
        theme::paintFocusRing(painter, rect());
}

// --- tools

QToolButton* toolButton(QAction* action, QWidget* parent)
{
    auto* button = new QToolButton(parent);
    button->setDefaultAction(action);
    button->setAutoRaise(true);
    const int side = theme::metrics().scaled(28);
    button->setFixedHeight(side);
    if (button->toolButtonStyle() == Qt::ToolButtonIconOnly)
        button->setMinimumWidth(side);
    QString name = action->text();
    name.remove(QLatin1Char('&')).remove(QStringLiteral("…"));
    button->setAccessibleName(name);
    const QString key = action->shortcut().toString(QKeySequence::NativeText);
    action->setToolTip(key.isEmpty() ? name : QStringLiteral("%1 (%2)").arg(name, key));
    return button;
}

QWidget* toolSeparator(QWidget* parent)
{
    auto* line = new QWidget(parent);
    line->setFixedSize(1, theme::metrics().scaled(18));
    line->setAutoFillBackground(true);
    line->setBackgroundRole(QPalette::Mid);
    return line;
}

Bar::Bar(int height, Line line, QWidget* parent) : QWidget(parent), m_line(line)
{
    setFixedHeight(height);
}

void Bar::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), theme::colors().window);
    if (m_line != Line::None)
        painter.fillRect(QRect(0, m_line == Line::Above ? 0 : height() - 1, width(), 1),
                         theme::colors().line);
}

} // namespace ui::windows
