// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/style.h"

#include "ui/theme/style_parts.h"
#include "ui/theme/theme.h"

#include <QAbstractScrollArea>
#include <QPainter>
#include <QStyleFactory>
#include <QStyleOption>
#include <QWidget>

#include <algorithm>

namespace ui::theme {
namespace {

bool isTrue(const QWidget* widget, const char* property)
{
    return widget != nullptr && widget->property(property).toBool();
}

QRect scrollBarSlider(const QStyleOptionSlider& bar)
{
    const bool isHorizontal = bar.orientation == Qt::Horizontal;
    const int length = isHorizontal ? bar.rect.width() : bar.rect.height();
    const qint64 range = qint64{bar.maximum} - bar.minimum;
    int slider = length;
    if (range > 0) {
        slider = static_cast<int>(qint64{bar.pageStep} * length / (range + bar.pageStep));
        slider = std::clamp(slider, std::min(length, 24), length);
    }
    const int start = QStyle::sliderPositionFromValue(bar.minimum, bar.maximum, bar.sliderPosition,
                                                      length - slider, bar.upsideDown);
    return isHorizontal ? QRect(bar.rect.x() + start, bar.rect.y(), slider, bar.rect.height())
                        : QRect(bar.rect.x(), bar.rect.y() + start, bar.rect.width(), slider);
}

} // namespace

Style::Style() : QProxyStyle(QStyleFactory::create(QStringLiteral("Fusion"))) {}

void Style::polish(QWidget* widget)
{
    QProxyStyle::polish(widget);
    // Fusion asks for hover events for its own widgets only.
    if (widget->inherits("QHeaderView") || widget->inherits("QAbstractButton"))
        widget->setAttribute(Qt::WA_Hover);
}

int Style::pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const
{
    switch (metric) {
    case PM_ScrollBarExtent:
        return 9;
    case PM_ScrollBarSliderMin:
        return 24;
    case PM_SplitterWidth:
        return 6;
    case PM_MenuBarPanelWidth:
    case PM_MenuBarVMargin:
    case PM_ScrollView_ScrollBarSpacing:
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
    case PM_TabBarTabShiftVertical:
    case PM_TabBarBaseOverlap:
        return 0;
    case PM_ToolBarItemSpacing:
        return 2;
    case PM_HeaderMargin:
        return metrics().padding;
    case PM_HeaderMarkSize:
        return 8;
    case PM_SmallIconSize:
    case PM_ButtonIconSize:
    case PM_ToolBarIconSize:
    case PM_TabBarIconSize:
        return metrics().unit;
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
        return metrics().scaled(15);
    case PM_TabBarTabHSpace:
        return 24;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int Style::styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                     QStyleHintReturn* returned) const
{
    switch (hint) {
    case SH_ScrollBar_Transient:
    case SH_EtchDisabledText:
    case SH_DitherDisabledText:
    case SH_UnderlineShortcut:
    case SH_DialogButtonBox_ButtonsHaveIcons: // those of the desktop, in its colours
        return 0;
    case SH_ScrollBar_LeftClickAbsolutePosition:
        return 1;
    case SH_Widget_Animate:
    case SH_Widget_Animation_Duration:
        return 0; // nothing moves that one would wait for
    case SH_ItemView_ShowDecorationSelected:
        return 1;
    default:
        return QProxyStyle::styleHint(hint, option, widget, returned);
    }
}

QSize Style::sizeFromContents(ContentsType type, const QStyleOption* option, const QSize& size,
                              const QWidget* widget) const
{
    QSize result = QProxyStyle::sizeFromContents(type, option, size, widget);
    switch (type) {
    case CT_PushButton:
        result.setHeight(metrics().control);
        result.setWidth(std::max(size.width() + 24, metrics().control));
        break;
    case CT_LineEdit:
    case CT_ComboBox:
    case CT_SpinBox:
        result.setHeight(metrics().control);
        break;
    case CT_HeaderSection:
        result.setHeight(metrics().header);
        break;
    case CT_MenuBarItem:
        result.setHeight(std::max(result.height(), metrics().scaled(26)));
        break;
    default:
        break;
    }
    return result;
}

QRect Style::subElementRect(SubElement element, const QStyleOption* option, const QWidget* widget) const
{
    const QRect rect = QProxyStyle::subElementRect(element, option, widget);
    return element == SE_LineEditContents ? rect.adjusted(4, 0, -4, 0) : rect;
}

QRect Style::subControlRect(ComplexControl control, const QStyleOptionComplex* option, SubControl part,
                            const QWidget* widget) const
{
    const auto* bar = qstyleoption_cast<const QStyleOptionSlider*>(option);
    if (control == CC_ComboBox && part == SC_ComboBoxEditField)
        return QProxyStyle::subControlRect(control, option, part, widget).adjusted(4, 0, -4, 0);
    if (control != CC_ScrollBar || bar == nullptr)
        return QProxyStyle::subControlRect(control, option, part, widget);

    const QRect slider = scrollBarSlider(*bar);
    const bool isHorizontal = bar->orientation == Qt::Horizontal;
    QRect rect = bar->rect;
    switch (part) {
    case SC_ScrollBarSlider:
        return slider;
    case SC_ScrollBarGroove:
        return rect;
    case SC_ScrollBarSubPage:
        if (isHorizontal)
            rect.setRight(slider.left() - 1);
        else
            rect.setBottom(slider.top() - 1);
        return rect;
    case SC_ScrollBarAddPage:
        if (isHorizontal)
            rect.setLeft(slider.right() + 1);
        else
            rect.setTop(slider.bottom() + 1);
        return rect;
    default:
        return {}; // no arrow buttons
    }
}

void Style::drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                          const QWidget* widget) const
{
    switch (element) {
    case PE_FrameFocusRect:
        paintFocusRing(*painter, option->rect);
        return;
    case PE_PanelButtonCommand:
        paintButtonPanel(*painter, *option, isTrue(widget, "primary"));
        return;
    case PE_PanelButtonTool:
        paintToolPanel(*painter, *option);
        return;
    case PE_FrameLineEdit:
    case PE_PanelLineEdit:
        if (const auto* frame = qstyleoption_cast<const QStyleOptionFrame*>(option);
            frame && frame->lineWidth > 0)
            paintField(*painter, *option);
        else if (element == PE_PanelLineEdit)
            painter->fillRect(option->rect, option->palette.brush(QPalette::Base));
        return;
    case PE_IndicatorCheckBox:
    case PE_IndicatorItemViewItemCheck:
        paintCheckBox(*painter, *option);
        return;
    case PE_IndicatorRadioButton:
        paintRadioButton(*painter, *option);
        return;
    case PE_IndicatorHeaderArrow:
        paintSortMark(*painter, *option);
        return;
    case PE_Frame:
        if (qobject_cast<const QAbstractScrollArea*>(widget) != nullptr) {
            paintFrame(*painter, option->rect, colors().line);
            return;
        }
        break;
    case PE_PanelScrollAreaCorner:
        painter->fillRect(option->rect, colors().base);
        return;
    case PE_FrameTabBarBase:
    case PE_PanelStatusBar:
    case PE_FrameStatusBarItem:
    case PE_PanelMenuBar:
        return;
    case PE_PanelItemViewRow:
        if ((option->state & State_Selected) == 0 && (option->state & State_MouseOver) != 0) {
            painter->fillRect(option->rect, colors().hover);
            return;
        }
        break;
    default:
        break;
    }
    QProxyStyle::drawPrimitive(element, option, painter, widget);
}

void Style::drawControl(ControlElement element, const QStyleOption* option, QPainter* painter,
                        const QWidget* widget) const
{
    switch (element) {
    case CE_Splitter:
        paintSplitter(*painter, *option);
        return;
    case CE_HeaderSection:
        if (const auto* header = qstyleoption_cast<const QStyleOptionHeader*>(option)) {
            paintHeaderSection(*painter, *header);
            return;
        }
        break;
    case CE_HeaderEmptyArea:
        paintHeaderEmptyArea(*painter, option->rect);
        return;
    case CE_HeaderLabel:
        if (const auto* header = qstyleoption_cast<const QStyleOptionHeader*>(option)) {
            paintHeaderLabel(*painter, *header);
            return;
        }
        break;
    case CE_PushButtonLabel:
        if (const auto* button = qstyleoption_cast<const QStyleOptionButton*>(option)) {
            QStyleOptionButton copy(*button);
            const bool isPrimary = isTrue(widget, "primary") && (option->state & State_Enabled) != 0;
            if (isPrimary)
                copy.palette.setColor(QPalette::ButtonText, colors().onAccent);
            if (isPrimary)
                painter->setFont(fonts().uiStrong);
            QProxyStyle::drawControl(element, &copy, painter, widget);
            return;
        }
        break;
    case CE_TabBarTabShape:
        if (const auto* tab = qstyleoption_cast<const QStyleOptionTab*>(option)) {
            paintTabShape(*painter, *tab);
            return;
        }
        break;
    case CE_MenuBarEmptyArea:
        return;
    case CE_MenuBarItem:
        if (const auto* item = qstyleoption_cast<const QStyleOptionMenuItem*>(option)) {
            paintMenuBarItem(*painter, *item);
            return;
        }
        break;
    case CE_ProgressBarGroove:
    case CE_ProgressBarContents:
        if (const auto* bar = qstyleoption_cast<const QStyleOptionProgressBar*>(option)) {
            if (element == CE_ProgressBarGroove)
                paintProgress(*painter, *bar);
            return;
        }
        break;
    case CE_ToolBar:
        return;
    default:
        break;
    }
    QProxyStyle::drawControl(element, option, painter, widget);
}

void Style::drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter,
                               const QWidget* widget) const
{
    if (control == CC_ScrollBar) {
        if (const auto* bar = qstyleoption_cast<const QStyleOptionSlider*>(option)) {
            const bool isOnWindow = widget != nullptr && widget->property("onWindow").toBool();
            paintScrollBar(*painter, *bar, scrollBarSlider(*bar),
                           isOnWindow ? colors().window : colors().base);
            return;
        }
    }
    if (control == CC_ComboBox) {
        if (const auto* box = qstyleoption_cast<const QStyleOptionComboBox*>(option); box) {
            paintComboBox(*painter, *box);
            return;
        }
    }
    if (control == CC_SpinBox) {
        if (const auto* box = qstyleoption_cast<const QStyleOptionSpinBox*>(option)) {
            paintSpinBox(*painter, *box, subControlRect(control, option, SC_SpinBoxUp, widget),
                         subControlRect(control, option, SC_SpinBoxDown, widget));
            return;
        }
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

void paintFocusRing(QPainter& painter, const QRect& rect)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(colors().accent, 2));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), 3, 3);
    painter.restore();
}

} // namespace ui::theme
