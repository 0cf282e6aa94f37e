// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/style_parts.h"

#include "ui/theme/theme.h"

#include <QAbstractSpinBox>
#include <QPainter>
#include <QPainterPath>
#include <QStyle>

namespace ui::theme {
namespace {

constexpr double cornerRadius = 4;

bool has(const QStyleOption& option, QStyle::StateFlag flag)
{
    return (option.state & flag) != 0;
}

/// Rounded box with a 1 px frame that lies on device pixels.
void box(QPainter& painter, const QRect& rect, const QColor& fill, const QColor& frame,
         double corner = cornerRadius, double width = 1)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(frame, width));
    painter.setBrush(fill);
    const double inset = width / 2;
    painter.drawRoundedRect(QRectF(rect).adjusted(inset, inset, -inset, -inset), corner, corner);
    painter.restore();
}

QColor enabledText(const QStyleOption& option)
{
    return has(option, QStyle::State_Enabled) ? colors().text : colors().disabledText();
}

void chevron(QPainter& painter, const QPointF& center, double direction, const QColor& color)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(color, 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPolyline(QPolygonF{center + QPointF(-3.5, -1.75 * direction),
                                   center + QPointF(0, 1.75 * direction),
                                   center + QPointF(3.5, -1.75 * direction)});
    painter.restore();
}

} // namespace

void paintFrame(QPainter& painter, const QRect& rect, const QColor& color)
{
    painter.save();
    painter.setPen(color);
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(rect.adjusted(0, 0, -1, -1));
    painter.restore();
}

void paintButtonPanel(QPainter& painter, const QStyleOption& option, bool isPrimary)
{
    const Palette& c = colors();
    const bool isEnabled = has(option, QStyle::State_Enabled);
    QColor fill = c.base;
    QColor frame = c.lineStrong;
    if (!isEnabled) {
        fill = c.window;
        frame = c.line;
    } else if (isPrimary) {
        fill = c.accent;
        frame = c.accent;
        if (has(option, QStyle::State_Sunken))
            fill = withOpacity(c.accent, 0.85);
    } else if (has(option, QStyle::State_Sunken) || has(option, QStyle::State_On)) {
        fill = c.selection;
    } else if (has(option, QStyle::State_MouseOver)) {
        fill = c.hover;
    }
    box(painter, option.rect, fill, frame);
    // On a primary button an accent ring would not show: a ring of the label's colour inside does.
    if (has(option, QStyle::State_HasFocus) && has(option, QStyle::State_KeyboardFocusChange)) {
        if (isPrimary)
            box(painter, option.rect.adjusted(2, 2, -2, -2), Qt::transparent, c.onAccent, cornerRadius - 2,
                1.5);
        else
            box(painter, option.rect, Qt::transparent, c.accent, cornerRadius, 2);
    }
}

void paintToolPanel(QPainter& painter, const QStyleOption& option)
{
    const Palette& c = colors();
    if (has(option, QStyle::State_On) || has(option, QStyle::State_Sunken))
        box(painter, option.rect, c.selection, c.selection);
    else if (has(option, QStyle::State_MouseOver) && has(option, QStyle::State_Enabled))
        box(painter, option.rect, c.hover, c.line);
    if (has(option, QStyle::State_HasFocus) && has(option, QStyle::State_KeyboardFocusChange))
        box(painter, option.rect, Qt::transparent, c.accent, cornerRadius, 2);
}

void paintField(QPainter& painter, const QStyleOption& option)
{
    const Palette& c = colors();
    const bool isEnabled = has(option, QStyle::State_Enabled);
    const bool hasFocus = has(option, QStyle::State_HasFocus);
    box(painter, option.rect, isEnabled ? option.palette.color(QPalette::Base) : c.window,
        !isEnabled ? c.line
        : hasFocus ? c.accent
                   : c.input,
        cornerRadius, hasFocus ? 2 : 1);
}

void paintCheckBox(QPainter& painter, const QStyleOption& option)
{
    const Palette& c = colors();
    const bool isOn = has(option, QStyle::State_On);
    const bool isEnabled = has(option, QStyle::State_Enabled);
    const QRect rect = option.rect;
    if (isOn || has(option, QStyle::State_NoChange)) {
        const QColor fill = isEnabled ? c.accent : c.lineStrong;
        box(painter, rect, fill, fill, 3);
        painter.save();
        painter.setRenderHint(QPainter::Antialiasing);
        painter.translate(QRectF(rect).center());
        painter.scale(rect.width() / 15.0, rect.width() / 15.0);
        painter.setPen(QPen(c.onAccent, 1.8, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        if (isOn)
            painter.drawPolyline(QPolygonF{{-3.6, 0.3}, {-1.0, 2.9}, {3.8, -2.7}});
        else
            painter.drawLine(QPointF(-3.5, 0), QPointF(3.5, 0));
        painter.restore();
    } else {
        box(painter, rect, isEnabled ? c.base : c.window, isEnabled ? c.input : c.line, 3);
    }
}

void paintRadioButton(QPainter& painter, const QStyleOption& option)
{
    const Palette& c = colors();
    const bool isOn = has(option, QStyle::State_On);
    const QRectF rect = QRectF(option.rect).adjusted(1, 1, -1, -1);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(isOn ? c.accent : c.input, 1));
    painter.setBrush(isOn ? c.accent : c.base);
    painter.drawEllipse(rect);
    if (isOn) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(c.onAccent);
        painter.drawEllipse(rect.center(), rect.width() / 5, rect.width() / 5);
    }
    painter.restore();
}

void paintComboBox(QPainter& painter, const QStyleOptionComboBox& option)
{
    const Palette& c = colors();
    const bool hasFocus = has(option, QStyle::State_HasFocus) &&
                          (option.editable || has(option, QStyle::State_KeyboardFocusChange));
    box(painter, option.rect, has(option, QStyle::State_MouseOver) && !option.editable ? c.hover : c.base,
        hasFocus ? c.accent : c.lineStrong, cornerRadius, hasFocus ? 2 : 1);
    chevron(painter, QPointF(option.rect.right() - 11, QRectF(option.rect).center().y()), 1, c.textSecondary);
}

void paintSpinBox(QPainter& painter, const QStyleOptionSpinBox& option, const QRect& up, const QRect& down)
{
    const Palette& c = colors();
    const bool hasFocus = has(option, QStyle::State_HasFocus);
    box(painter, option.rect, c.base, hasFocus ? c.accent : c.lineStrong, cornerRadius, hasFocus ? 2 : 1);
    if (option.buttonSymbols == QAbstractSpinBox::NoButtons)
        return;
    const auto arrow = [&](const QRect& where, double direction, QAbstractSpinBox::StepEnabledFlag step) {
        const bool isPossible = option.stepEnabled.testFlag(step) && has(option, QStyle::State_Enabled);
        chevron(painter, QRectF(where).center(), direction, isPossible ? c.textSecondary : c.line);
    };
    arrow(up, -1, QAbstractSpinBox::StepUpEnabled);
    arrow(down, 1, QAbstractSpinBox::StepDownEnabled);
}

void paintSortMark(QPainter& painter, const QStyleOption& option)
{
    const auto* header = qstyleoption_cast<const QStyleOptionHeader*>(&option);
    if (header == nullptr || header->sortIndicator == QStyleOptionHeader::None)
        return;
    // Qt names the arrow, not the order: SortDown is ascending. Ours points up for ascending.
    const double direction = header->sortIndicator == QStyleOptionHeader::SortDown ? -1 : 1;
    chevron(painter, QRectF(option.rect).center(), direction, colors().accent);
}

void paintSplitter(QPainter& painter, const QStyleOption& option)
{
    const QRect rect = option.rect;
    painter.fillRect(rect, colors().window);
    const QColor line = has(option, QStyle::State_MouseOver) ? colors().accent : colors().line;
    if (has(option, QStyle::State_Horizontal)) // the panes stand side by side
        painter.fillRect(QRect(rect.center().x(), rect.y(), 1, rect.height()), line);
    else
        painter.fillRect(QRect(rect.x(), rect.center().y(), rect.width(), 1), line);
}

void paintHeaderSection(QPainter& painter, const QStyleOptionHeader& option)
{
    const Palette& c = colors();
    const QRect rect = option.rect;
    painter.fillRect(rect, has(option, QStyle::State_MouseOver) ? c.hover : c.header);
    if (option.orientation == Qt::Horizontal) {
        painter.fillRect(QRect(rect.x(), rect.bottom(), rect.width(), 1), c.line);
        painter.fillRect(QRect(rect.right(), rect.y(), 1, rect.height()), c.line);
    }
}

void paintHeaderEmptyArea(QPainter& painter, const QRect& rect)
{
    painter.fillRect(rect, colors().header);
    painter.fillRect(QRect(rect.x(), rect.bottom(), rect.width(), 1), colors().line);
}

void paintHeaderLabel(QPainter& painter, const QStyleOptionHeader& option)
{
    painter.save();
    painter.setFont(fonts().dataStrong);
    painter.setPen(has(option, QStyle::State_Enabled) ? colors().textSecondary : colors().disabledText());
    const QRect rect = option.rect;
    const bool isSorted = option.sortIndicator != QStyleOptionHeader::None;
    const int room = rect.width() - (isSorted && (option.textAlignment & Qt::AlignRight) == 0 ? 12 : 0);
    const QString text = painter.fontMetrics().elidedText(option.text, Qt::ElideRight, room);
    // The label's rectangle leaves margins that cut descenders in a dense header.
    painter.drawText(rect, static_cast<int>(option.textAlignment | Qt::AlignVCenter) | Qt::TextDontClip,
                     text);
    painter.restore();
}

void paintTabShape(QPainter& painter, const QStyleOptionTab& option)
{
    const Palette& c = colors();
    const QRect rect = option.rect;
    if (has(option, QStyle::State_Selected))
        painter.fillRect(QRect(rect.x(), rect.bottom() - 1, rect.width(), 2), c.accent);
    else if (has(option, QStyle::State_MouseOver))
        painter.fillRect(rect, c.hover);
}

void paintMenuBarItem(QPainter& painter, const QStyleOptionMenuItem& option)
{
    const Palette& c = colors();
    if (has(option, QStyle::State_Selected) || has(option, QStyle::State_Sunken))
        box(painter, option.rect, c.selection, c.selection);
    painter.save();
    painter.setPen(enabledText(option));
    int flags = Qt::AlignCenter | Qt::TextSingleLine | Qt::TextHideMnemonic;
    if (has(option, QStyle::State_KeyboardFocusChange))
        flags = Qt::AlignCenter | Qt::TextSingleLine | Qt::TextShowMnemonic;
    painter.drawText(option.rect, flags, option.text);
    painter.restore();
}

void paintProgress(QPainter& painter, const QStyleOptionProgressBar& option)
{
    const Palette& c = colors();
    const QRect rect = option.rect;
    box(painter, rect, c.base, c.line, 3);
    const int range = option.maximum - option.minimum;
    if (range <= 0)
        return;
    const double share = static_cast<double>(option.progress - option.minimum) / range;
    const QRect done = rect.adjusted(1, 1, -1, -1);
    if (share > 0)
        box(painter, QRect(done.x(), done.y(), qRound(done.width() * share), done.height()), c.accent,
            c.accent, 2);
}

void paintScrollBar(QPainter& painter, const QStyleOptionSlider& option, const QRect& slider,
                    const QColor& ground)
{
    const Palette& c = colors();
    painter.fillRect(option.rect, ground);
    if (option.maximum <= option.minimum)
        return;
    const bool isUnderPointer = has(option, QStyle::State_MouseOver) || has(option, QStyle::State_Sunken);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(isUnderPointer ? c.input : c.lineStrong);
    QRectF pill(slider);
    pill = option.orientation == Qt::Horizontal ? pill.adjusted(1, 1.5, -1, -1.5)
                                                : pill.adjusted(1.5, 1, -1.5, -1);
    painter.drawRoundedRect(pill, 3, 3);
    painter.restore();
}

} // namespace ui::theme
