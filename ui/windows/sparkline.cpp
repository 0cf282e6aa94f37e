// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/windows/sparkline.h"

#include "ui/theme/theme.h"

#include <QPainter>

#include <algorithm>

namespace ui::windows {

Sparkline::Sparkline(QWidget* parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void Sparkline::setValues(const std::deque<double>& values)
{
    m_values = values;
    update();
}

QSize Sparkline::sizeHint() const
{
    return {120, theme::metrics().unit}; // 40 steps of two pixels and a gap
}

void Sparkline::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const theme::Palette& c = theme::colors();
    painter.fillRect(QRect(0, height() - 1, width(), 1), c.line);
    if (m_values.empty())
        return;
    const double most = std::max(1.0, *std::max_element(m_values.begin(), m_values.end()));
    int x = width() - static_cast<int>(m_values.size()) * 3;
    for (const double value : m_values) {
        const int bar = value <= 0 ? 0 : std::max(1, qRound(value / most * (height() - 2)));
        painter.fillRect(QRect(x, height() - 1 - bar, 2, bar), c.bar);
        x += 3;
    }
}

} // namespace ui::windows
