// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/windows/panel_row.h"

#include "ui/theme/theme.h"
#include "ui/windows/field_note.h"

#include <QPainter>
#include <QVBoxLayout>

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

FieldNote* addPanelLine(QVBoxLayout& rows, const QString& title, QWidget* field, QWidget* parent)
{
    auto* row = new PanelRow(parent);
    row->setGrowing();
    QLabel* name = panelLabel(title, theme::fonts().data, row);
    name->setMinimumWidth(panelNameWidth() + panelCheckWidth);
    name->setFixedHeight(theme::metrics().scaled(26));
    name->setBuddy(field);
    auto* note = new FieldNote(row);
    row->row()->addWidget(name, 0, Qt::AlignTop);
    row->row()->addLayout(withNote(field, note), 1);
    rows.addWidget(row);
    return note;
}

int panelNameWidth()
{
    return theme::metrics().scaled(78);
}

} // namespace ui::windows
