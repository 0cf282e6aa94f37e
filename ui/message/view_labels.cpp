// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/message/view_labels.h"

#include "ui/theme/pane_notice.h"

#include <QPainter>
#include <QResizeEvent>

namespace ui::message {

ElidingLine::ElidingLine(QWidget* parent) : QLabel(parent)
{
    setTextFormat(Qt::PlainText);
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
}

void ElidingLine::setLine(const QString& line)
{
    m_line = line;
    setToolTip(line);
    elide();
}

void ElidingLine::resizeEvent(QResizeEvent* event)
{
    QLabel::resizeEvent(event);
    elide();
}

void ElidingLine::elide()
{
    setText(fontMetrics().elidedText(m_line, Qt::ElideRight, contentsRect().width()));
}

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
