// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/windows/panel_row.h"

#include "ui/theme/theme.h"

#include <QPainter>

namespace ui::windows {

PanelRow::PanelRow(QWidget* parent) : QWidget(parent), m_layout(new QHBoxLayout(this))
{
    setFixedHeight(theme::metrics().scaled(32));
    m_layout->setContentsMargins(12, 0, 12, 1);
    m_layout->setSpacing(10);
}

void PanelRow::setChosen(bool isChosen)
{
    m_isChosen = isChosen;
    update();
}

void PanelRow::setGrowing()
{
    setMinimumHeight(theme::metrics().scaled(40));
    setMaximumHeight(QWIDGETSIZE_MAX);
    m_layout->setContentsMargins(12, 7, 12, 8);
}

void PanelRow::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_isChosen ? theme::colors().selection : theme::colors().base);
    painter.fillRect(QRect(0, height() - 1, width(), 1), theme::colors().line);
}

QLabel* panelLabel(const QString& text, const QFont& font, QWidget* parent)
{
    auto* result = new QLabel(text, parent);
    result->setFont(font);
    result->setTextFormat(Qt::PlainText);
    return result;
}

QSpinBox* portField(const QString& name, int port, QWidget* parent)
{
    auto* field = new QSpinBox(parent);
    field->setAccessibleName(name);
    field->setRange(1, 65535);
    field->setButtonSymbols(QAbstractSpinBox::NoButtons);
    field->setFont(theme::fonts().fixed);
    field->setValue(port);
    field->setFixedWidth(theme::metrics().scaled(56));
    return field;
}

int panelNameWidth()
{
    return theme::metrics().scaled(78);
}

} // namespace ui::windows
