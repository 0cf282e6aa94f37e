// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/message/pane_notice.h"

#include "ui/theme/pane_notice.h"

#include <QPainter>

namespace ui::message {

PaneNotice::PaneNotice()
{
    setWordWrap(true);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
}

void PaneNotice::setNotice(const QString& sentence, const QString& advice)
{
    m_sentence = sentence;
    m_advice = advice;
    setText(advice.isEmpty() ? sentence : sentence + QLatin1Char('\n') + advice); // for who cannot see it
    update();
}

void PaneNotice::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    theme::paintPaneNotice(painter, rect(), m_sentence, m_advice);
}

} // namespace ui::message
