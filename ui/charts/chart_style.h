// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QCPAxis;
class QCPAxisRect;
class QCustomPlot;

// The look that the charts of statistics share. GUI thread.
namespace ui::charts {

/// A plot for a widget that answers the mouse and the keys itself.
[[nodiscard]] QCustomPlot* makePlot();
/// Colours and font of the present theme. `hasGrid`: lines at its ticks.
void styleAxis(QCPAxis& axis, bool hasGrid);
/// From 0 to a round number not below `largest`, in about `steps` whole steps; returns the end.
double scaleFromZero(QCPAxis& axis, double largest, int steps);

} // namespace ui::charts
