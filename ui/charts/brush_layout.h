// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace ui::charts {

/// Time and pixels of a strip, and what the mouse does to a chosen range. Seconds since 1970 as double: half
/// a microsecond is far below a pixel. Pure.
class BrushLayout {
public:
    struct Range {
        double from = 0;
        double to = 0;

        [[nodiscard]] double length() const { return to - from; }

        bool operator==(const Range&) const = default;
    };

    enum class Grip { None, Left, Right, Inside };

    BrushLayout() = default;

    /// `shown` is what the plot area from `left` to `right` (pixels) shows.
    BrushLayout(Range shown, double left, double right) : m_shown(shown), m_left(left), m_right(right) {}

    [[nodiscard]] double timeAt(double x) const;
    [[nodiscard]] double xOf(double time) const;
    /// What a press at `x` takes hold of; edges within a few pixels go before the inside.
    [[nodiscard]] Grip gripAt(const Range& range, double x) const;
    /// `range` as it was at the press, dragged by `grip` from `pressX` to `x`; stays within what is shown,
    /// edges may cross.
    [[nodiscard]] Range dragged(const Range& range, Grip grip, double pressX, double x) const;
    /// `range` made `factor` times as long around the time at `x`, within what is shown.
    [[nodiscard]] Range zoomed(const Range& range, double factor, double x) const;
    /// A new range between two positions of the mouse.
    [[nodiscard]] Range between(double x1, double x2) const;

private:
    Range m_shown;
    double m_left = 0;
    double m_right = 1;
};

} // namespace ui::charts
