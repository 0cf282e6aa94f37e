// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/brush_layout.h"

#include <algorithm>
#include <cmath>

namespace ui::charts {
namespace {

constexpr double gripReach = 6;

} // namespace

double BrushLayout::timeAt(double x) const
{
    const double width = std::max(1.0, m_right - m_left);
    return m_shown.from + std::clamp((x - m_left) / width, 0.0, 1.0) * m_shown.length();
}

double BrushLayout::xOf(double time) const
{
    return m_shown.length() <= 0 ? m_left
                                 : m_left + (time - m_shown.from) / m_shown.length() * (m_right - m_left);
}

BrushLayout::Grip BrushLayout::gripAt(const Range& range, double x) const
{
    const double left = xOf(range.from);
    const double right = xOf(range.to);
    if (std::abs(x - left) <= gripReach && std::abs(x - left) <= std::abs(x - right))
        return Grip::Left;
    if (std::abs(x - right) <= gripReach)
        return Grip::Right;
    return x > left && x < right ? Grip::Inside : Grip::None;
}

BrushLayout::Range BrushLayout::dragged(const Range& range, Grip grip, double pressX, double x) const
{
    switch (grip) {
    case Grip::Left:
        return between(x, xOf(range.to));
    case Grip::Right:
        return between(xOf(range.from), x);
    case Grip::Inside: {
        const double shift =
            std::clamp(timeAt(x) - timeAt(pressX), m_shown.from - range.from, m_shown.to - range.to);
        return {range.from + shift, range.to + shift};
    }
    case Grip::None:
        break;
    }
    return between(pressX, x);
}

BrushLayout::Range BrushLayout::zoomed(const Range& range, double factor, double x) const
{
    const double middle = std::clamp(timeAt(x), range.from, range.to);
    return {std::max(m_shown.from, middle - (middle - range.from) * factor),
            std::min(m_shown.to, middle + (range.to - middle) * factor)};
}

BrushLayout::Range BrushLayout::between(double x1, double x2) const
{
    const double a = timeAt(x1);
    const double b = timeAt(x2);
    return {std::min(a, b), std::max(a, b)};
}

} // namespace ui::charts
