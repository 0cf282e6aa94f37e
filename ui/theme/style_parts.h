// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyleOption>

class QPainter;

// How each part of a control is painted; Style decides which part an element of Qt is.
namespace ui::theme {

void paintFrame(QPainter& painter, const QRect& rect, const QColor& color);
void paintButtonPanel(QPainter& painter, const QStyleOption& option, bool isPrimary);
void paintToolPanel(QPainter& painter, const QStyleOption& option);
void paintField(QPainter& painter, const QStyleOption& option);
void paintCheckBox(QPainter& painter, const QStyleOption& option);
void paintRadioButton(QPainter& painter, const QStyleOption& option);
void paintComboBox(QPainter& painter, const QStyleOptionComboBox& option);
/// `up` and `down`: where its arrows are clicked.
void paintSpinBox(QPainter& painter, const QStyleOptionSpinBox& option, const QRect& up, const QRect& down);
void paintSortMark(QPainter& painter, const QStyleOption& option);
void paintSplitter(QPainter& painter, const QStyleOption& option);
void paintHeaderSection(QPainter& painter, const QStyleOptionHeader& option);
void paintHeaderEmptyArea(QPainter& painter, const QRect& rect);
void paintHeaderLabel(QPainter& painter, const QStyleOptionHeader& option);
void paintTabShape(QPainter& painter, const QStyleOptionTab& option);
void paintMenuBarItem(QPainter& painter, const QStyleOptionMenuItem& option);
void paintProgress(QPainter& painter, const QStyleOptionProgressBar& option);
void paintScrollBar(QPainter& painter, const QStyleOptionSlider& option, const QRect& slider,
                    const QColor& ground);

} // namespace ui::theme
