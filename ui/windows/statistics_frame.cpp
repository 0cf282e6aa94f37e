// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/windows/statistics_frame.h"

#include "ui/theme/theme.h"
#include "ui/windows/controls.h"
#include "ui/windows/panel_row.h"

#include <QPainter>
#include <QVBoxLayout>

namespace ui::windows {

StatisticsFrame::StatisticsFrame(const QString& title, const QString& note, QWidget* parent)
    : QWidget(parent), m_title(panelLabel(title, theme::fonts().dataStrong, this)),
      m_remark(panelLabel({}, theme::fonts().small, this))
{
    m_remark->setForegroundRole(QPalette::PlaceholderText);
    auto* bar = new Bar(theme::metrics().paneBar, Bar::Line::Below, this);
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(10, 0, 10, 1);
    row->setSpacing(8);
    row->addWidget(m_title);
    row->addWidget(m_remark);
    row->addStretch();
    m_row = row;
    bar->setToolTip(note);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(1, 1, 1, 1);
    layout->setSpacing(0);
    layout->addWidget(bar);
    connect(&theme::Theme::instance(), &theme::Theme::changed, this, [this, bar] {
        bar->setFixedHeight(theme::metrics().paneBar);
        m_title->setFont(theme::fonts().dataStrong);
        m_remark->setFont(theme::fonts().small);
    });
}

void StatisticsFrame::setContent(QWidget* content)
{
    layout()->addWidget(content);
}

void StatisticsFrame::setRemark(const QString& remark)
{
    m_remark->setText(remark);
}

void StatisticsFrame::addTool(QWidget* tool)
{
    m_row->addWidget(tool);
}

void StatisticsFrame::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setPen(theme::colors().line);
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

} // namespace ui::windows
