// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/session_table.h"
#include "ui/charts/brush_layout.h"

#include <memory>

class QWidget;

namespace ui::charts {

/// The picture of the time strip, drawn by QCustomPlot, which stays behind this class: bars of messages per
/// second, failures from below, concurrent calls as a line. Does not answer the mouse.
class StripPlot {
public:
    explicit StripPlot(QWidget* parent);
    ~StripPlot();

    [[nodiscard]] QWidget* widget() const;
    void setHistogram(const core::session::TimeHistogram& histogram);
    void setUtc(bool utc);
    void applyTheme();
    /// Room for the labels of the scales beside the plot, in pixels.
    void setSides(int left, int right);
    /// Whole time of the histogram.
    [[nodiscard]] BrushLayout::Range whole() const;
    /// Edges of the plot area in the widget.
    [[nodiscard]] double left() const;
    [[nodiscard]] double right() const;
    [[nodiscard]] double bottom() const;
    /// "20 msg/s" and "100 calls": what the height of the strip stands for.
    [[nodiscard]] double maximumRate() const;
    /// How long a bar is.
    [[nodiscard]] double barSeconds() const;
    [[nodiscard]] double maximumCalls() const;

private:
    class Implementation;
    std::unique_ptr<Implementation> m_implementation;
};

} // namespace ui::charts
