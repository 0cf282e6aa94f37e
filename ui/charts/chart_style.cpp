// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chart_style.h"

#include "ui/theme/theme.h"

#include <qcustomplot.h>

#include <algorithm>
#include <cmath>

namespace ui::charts {

QCustomPlot* makePlot()
{
    auto* plot = new QCustomPlot;
    plot->setAttribute(Qt::WA_TransparentForMouseEvents);
    plot->setInteractions(QCP::iNone);
    plot->setFocusPolicy(Qt::NoFocus);
    return plot;
}

void styleAxis(QCPAxis& axis, bool hasGrid)
{
    const theme::Palette& colors = theme::colors();
    axis.setBasePen(Qt::NoPen);
    axis.setTickPen(QPen{colors.lineStrong, 1});
    axis.setSubTicks(false);
    axis.setTickLength(0, 3);
    axis.setTickLabelPadding(3);
    axis.setTickLabelFont(theme::fonts().small);
    axis.setTickLabelColor(colors.textTertiary);
    axis.grid()->setVisible(hasGrid);
    axis.grid()->setPen(QPen{colors.grid, 1});
    axis.grid()->setZeroLinePen(QPen{colors.lineStrong, 1});
    axis.grid()->setAntialiased(false);
}

double scaleFromZero(QCPAxis& axis, double largest, int steps)
{
    largest = std::max(largest, 1.0);
    double step = 1;
    for (double power = 1;; power *= 10) {
        for (const double digit : {1.0, 2.0, 5.0}) {
            step = digit * power;
            if (step * steps >= largest)
                break;
        }
        if (step * steps >= largest)
            break;
    }
    const double end = std::ceil(largest / step) * step;
    const QSharedPointer<QCPAxisTickerFixed> ticker(new QCPAxisTickerFixed);
    ticker->setTickStep(step);
    axis.setTicker(ticker);
    axis.setNumberFormat(QStringLiteral("f"));
    axis.setNumberPrecision(0);
    axis.setRange(0, end);
    return end;
}

} // namespace ui::charts
