// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/strip_plot.h"

#include "ui/charts/time_labels.h"
#include "ui/theme/theme.h"

#include <qcustomplot.h>

#include <algorithm>
#include <chrono>
#include <cmath>

namespace ui::charts {
namespace {

/// 1, 2 or 5 times a power of ten, not below `value`, which is positive: the top of a scale.
double niceCeiling(double value)
{
    const double power = std::pow(10, std::floor(std::log10(value)));
    for (const double step : {1.0, 2.0, 5.0, 10.0}) {
        if (value <= step * power)
            return step * power;
    }
    return value;
}

double seconds(core::base::Duration duration)
{
    return std::chrono::duration<double>{duration}.count();
}

} // namespace

class StripPlot::Implementation {
public:
    explicit Implementation(QWidget* parent)
        : plot(new QCustomPlot{parent}), bars(new QCPBars{plot->xAxis, plot->yAxis}),
          failures(new QCPBars{plot->xAxis, plot->yAxis}), calls(new QCPGraph{plot->xAxis, plot->yAxis2}),
          ticker(new QCPAxisTickerDateTime)
    {
        plot->setAttribute(Qt::WA_TransparentForMouseEvents);
        plot->setInteractions(QCP::iNone);
        plot->axisRect()->setAutoMargins(QCP::msNone);
        plot->yAxis->setVisible(false);
        plot->yAxis2->setVisible(false);
        ticker->setDateTimeFormat(QStringLiteral("HH:mm"));
        plot->xAxis->setTicker(ticker);
        plot->xAxis->setVisible(false); // until there are times to show
        plot->xAxis->grid()->setVisible(false);
        for (QCPBars* each : {bars, failures}) {
            each->setWidthType(QCPBars::wtPlotCoords);
            each->setAntialiased(false);
        }
    }

    QCustomPlot* plot; // owned by the parent widget; owns bars and graph
    QCPBars* bars;
    QCPBars* failures;
    QCPGraph* calls;
    QSharedPointer<QCPAxisTickerDateTime> ticker;
    BrushLayout::Range whole;
    double barSeconds = 1;
    double maximumRate = 0;
    double maximumCalls = 0;
};

StripPlot::StripPlot(QWidget* parent) : m_implementation(std::make_unique<Implementation>(parent))
{
    applyTheme();
}

StripPlot::~StripPlot() = default;

QWidget* StripPlot::widget() const
{
    return m_implementation->plot;
}

void StripPlot::setHistogram(const core::session::TimeHistogram& histogram)
{
    Implementation& strip = *m_implementation;
    const auto bins = static_cast<qsizetype>(histogram.messages.size());
    const double start = seconds(histogram.start.time_since_epoch());
    const double width = std::max(seconds(histogram.binWidth), 1e-9);
    QVector<double> middles(bins);
    QVector<double> rates(bins);
    QVector<double> failed(bins);
    QVector<double> concurrent(bins);
    for (qsizetype i = 0; i < bins; ++i) {
        const auto bin = static_cast<std::size_t>(i);
        middles[i] = start + (static_cast<double>(i) + 0.5) * width;
        rates[i] = histogram.messages[bin] / width;
        failed[i] = bin < histogram.failures.size() ? histogram.failures[bin] / width : 0;
        concurrent[i] = bin < histogram.concurrentCalls.size() ? histogram.concurrentCalls[bin] : 0;
    }
    strip.plot->xAxis->setVisible(bins > 0);
    strip.barSeconds = width;
    strip.whole = {start, start + static_cast<double>(bins) * width};
    strip.maximumRate =
        bins == 0 ? 0 : niceCeiling(std::max(*std::max_element(rates.begin(), rates.end()), 1e-9));
    strip.maximumCalls =
        bins == 0 ? 0 : niceCeiling(std::max(*std::max_element(concurrent.begin(), concurrent.end()), 1.0));
    strip.bars->setData(middles, rates, true);
    strip.failures->setData(middles, failed, true);
    strip.calls->setData(middles, concurrent, true);
    // A gap of a third keeps bars apart without making thin ones vanish.
    strip.bars->setWidth(width * 0.7);
    strip.failures->setWidth(width * 0.7);
    strip.ticker->setDateTimeFormat(timeLabelFormat(strip.whole.length()));
    strip.plot->xAxis->setRange(strip.whole.from, std::max(strip.whole.to, strip.whole.from + 1e-6));
    strip.plot->yAxis->setRange(0, std::max(strip.maximumRate, 1e-9));
    strip.plot->yAxis2->setRange(0, std::max(strip.maximumCalls, 1.0));
    strip.plot->replot(QCustomPlot::rpQueuedReplot);
}

void StripPlot::setUtc(bool utc)
{
    m_implementation->ticker->setDateTimeSpec(utc ? Qt::UTC : Qt::LocalTime);
    m_implementation->plot->replot(QCustomPlot::rpQueuedReplot);
}

void StripPlot::applyTheme()
{
    Implementation& strip = *m_implementation;
    const theme::Palette& colors = theme::colors();
    strip.plot->setBackground(QBrush{colors.base});
    strip.bars->setBrush(colors.bar);
    strip.bars->setPen(Qt::NoPen);
    strip.failures->setBrush(colors.serverError);
    strip.failures->setPen(Qt::NoPen);
    strip.calls->setPen(QPen{colors.text, 1.25});
    QCPAxis* axis = strip.plot->xAxis;
    axis->setBasePen(QPen{colors.lineStrong, 1});
    axis->setTickPen(QPen{colors.lineStrong, 1});
    axis->setSubTicks(false);
    axis->setTickLength(0, 2);
    axis->setTickLabelPadding(0);
    axis->setTickLabelFont(theme::fonts().small);
    axis->setTickLabelColor(colors.textTertiary);
    strip.plot->replot(QCustomPlot::rpQueuedReplot);
}

void StripPlot::setSides(int left, int right)
{
    QCustomPlot& plot = *m_implementation->plot;
    plot.axisRect()->setMargins(QMargins{left, 4, right, theme::metrics().scaled(19)});
    plot.replot(QCustomPlot::rpImmediateRefresh); // the brush is drawn at the edges of the plot
}

BrushLayout::Range StripPlot::whole() const
{
    return m_implementation->whole;
}

double StripPlot::left() const
{
    return m_implementation->plot->axisRect()->left();
}

double StripPlot::right() const
{
    return m_implementation->plot->axisRect()->right();
}

double StripPlot::bottom() const
{
    return m_implementation->plot->axisRect()->bottom();
}

double StripPlot::maximumRate() const
{
    return m_implementation->maximumRate;
}

double StripPlot::barSeconds() const
{
    return m_implementation->barSeconds;
}

double StripPlot::maximumCalls() const
{
    return m_implementation->maximumCalls;
}

} // namespace ui::charts
