// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/windows/run_bar.h"

#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>

namespace ui::windows {

RunBar::RunBar(QWidget* parent)
    : Bar(theme::metrics().toolRow, Line::Below, parent), m_sentence(new QLabel(this)),
      m_bar(new QProgressBar(this))
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(12, 0, 8, 1);
    row->setSpacing(12);
    m_sentence->setTextFormat(Qt::PlainText);
    m_sentence->setFont(theme::fonts().data);
    row->addWidget(m_sentence);
    m_bar->setTextVisible(false);
    m_bar->setFixedHeight(6);
    m_bar->setAccessibleName(tr("Progress"));
    row->addWidget(m_bar, 1);
    auto* cancel = new QPushButton(tr("Cancel"), this);
    connect(cancel, &QPushButton::clicked, this, &RunBar::cancelled);
    row->addWidget(cancel);
    hide();
}

void RunBar::setProgress(const QString& sentence, quint64 done, quint64 total)
{
    constexpr int steps = 1000;
    m_sentence->setText(sentence);
    m_bar->setRange(0, steps);
    m_bar->setValue(
        total == 0 ? 0 : static_cast<int>(static_cast<double>(done) / static_cast<double>(total) * steps));
}

} // namespace ui::windows
