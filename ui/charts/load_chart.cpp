// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/load_chart.h"

#include "ui/adapt/format.h"
#include "ui/charts/bar_box.h"
#include "ui/charts/bar_keys.h"
#include "ui/charts/chart_style.h"
#include "ui/charts/time_labels.h"
#include "ui/theme/style.h"
#include "ui/theme/theme.h"

#include <qcustomplot.h>

#include <QAccessible>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <optional>

namespace ui::charts {
namespace {

core::base::Duration durationOf(double seconds)
{
    return std::chrono::duration_cast<core::base::Duration>(std::chrono::duration<double>{seconds});
}

/// "20 s", "100.0 ms"
QString lengthOf(const LoadBar& bar)
{
    return bar.length < 1 ? adapt::delta(durationOf(bar.length))
                          : adapt::longDuration(durationOf(bar.length));
}

/// Ticks of less than half an hour may stand at half a minute, which must not be told as a whole one.
QString formatOf(double span)
{
    constexpr double halfAnHour = 1'800;
    const QString format = timeLabelFormat(span);
    return format == QStringLiteral("HH:mm") && span < halfAnHour ? QStringLiteral("HH:mm:ss") : format;
}

} // namespace

/// The plot, and over it what follows the pointer and the keys.
class LoadChart::Implementation : public QWidget {
public:
    explicit Implementation(LoadChart* chart);

    void applyTheme();
    void setBars(std::vector<LoadBar> bars);
    void place(const QRect& rect);
    [[nodiscard]] std::optional<int> barAt(const QPointF& point) const;
    [[nodiscard]] QRect placeOf(int bar) const;
    void choose(int bar);
    [[nodiscard]] QString timeOf(const LoadBar& bar) const;
    [[nodiscard]] QStringList linesOf(const LoadBar& bar) const;

    LoadChart* m_chart;
    QCustomPlot* m_plot;
    QCPAxisRect* m_upper;
    QCPAxisRect* m_lower;
    QCPGraph* m_concurrent;
    QCPBars* m_calls;
    QSharedPointer<QCPAxisTickerDateTime> m_ticker{new QCPAxisTickerDateTime};
    std::vector<LoadBar> m_bars;
    std::optional<int> m_pointed;
    int m_chosen = 0;
    adapt::Zone m_zone = adapt::Zone::Local;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void paintTitles(QPainter& painter) const;
};

LoadChart::Implementation::Implementation(LoadChart* chart)
    : QWidget(chart), m_chart(chart), m_plot(makePlot()), m_upper(new QCPAxisRect(m_plot)),
      m_lower(new QCPAxisRect(m_plot))
{
    m_plot->setParent(chart);
    m_plot->plotLayout()->clear();
    m_plot->plotLayout()->addElement(0, 0, m_upper);
    m_plot->plotLayout()->addElement(1, 0, m_lower);
    m_plot->plotLayout()->setRowSpacing(0);
    for (QCPAxisRect* rect : {m_upper, m_lower}) {
        rect->setAutoMargins(QCP::msNone);
        rect->setMinimumSize(20, 20);
        for (QCPAxis* axis : rect->axes()) {
            axis->setLayer(QStringLiteral("axes"));
            axis->grid()->setLayer(QStringLiteral("grid"));
        }
        rect->axis(QCPAxis::atBottom)->setTicker(m_ticker);
    }
    m_upper->axis(QCPAxis::atBottom)->setTickLabels(false);
    m_concurrent = m_plot->addGraph(m_upper->axis(QCPAxis::atBottom), m_upper->axis(QCPAxis::atLeft));
    m_calls = new QCPBars(m_lower->axis(QCPAxis::atBottom), m_lower->axis(QCPAxis::atLeft));
    m_calls->setAntialiased(false);
    m_calls->setWidthType(QCPBars::wtPlotCoords);
    setAttribute(Qt::WA_TransparentForMouseEvents);
    applyTheme();
    raise();
}

void LoadChart::Implementation::applyTheme()
{
    const theme::Palette& colors = theme::colors();
    m_plot->setBackground(QBrush{colors.base});
    const theme::Metrics& metrics = theme::metrics();
    for (QCPAxisRect* rect : {m_upper, m_lower}) {
        styleAxis(*rect->axis(QCPAxis::atBottom), true);
        styleAxis(*rect->axis(QCPAxis::atLeft), true);
        rect->setMargins({metrics.scaled(48), metrics.scaled(24), metrics.scaled(14),
                          rect == m_lower ? metrics.scaled(20) : 4});
    }
    m_concurrent->setPen(QPen{colors.accent, 1.5});
    m_concurrent->setBrush(theme::withOpacity(colors.accent, 0.12));
    m_calls->setPen(Qt::NoPen);
    m_calls->setBrush(colors.bar);
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void LoadChart::Implementation::setBars(std::vector<LoadBar> bars)
{
    m_bars = std::move(bars);
    QVector<double> edges;
    QVector<double> concurrent;
    QVector<double> middles;
    QVector<double> calls;
    for (const LoadBar& bar : m_bars) {
        edges << bar.start << bar.start + bar.length;
        concurrent << bar.concurrent << bar.concurrent;
        middles << bar.start + bar.length / 2;
        calls << bar.calls;
    }
    m_concurrent->setData(edges, concurrent, true);
    m_calls->setData(middles, calls, true);
    const double from = m_bars.empty() ? 0 : m_bars.front().start;
    const double to = m_bars.empty() ? 1 : m_bars.back().start + m_bars.back().length;
    m_ticker->setDateTimeFormat(formatOf(to - from));
    for (QCPAxisRect* rect : {m_upper, m_lower})
        rect->axis(QCPAxis::atBottom)->setRange(from, to);
    const auto largest = [](const QVector<double>& values) {
        return values.isEmpty() ? 0 : *std::max_element(values.begin(), values.end());
    };
    constexpr int steps = 3;
    scaleFromZero(*m_upper->axis(QCPAxis::atLeft), largest(concurrent), steps);
    scaleFromZero(*m_lower->axis(QCPAxis::atLeft), largest(calls), steps);
    m_calls->setWidth(m_bars.empty() ? 1 : m_bars.front().length * 0.9);
    m_chosen = std::clamp(m_chosen, 0, std::max(static_cast<int>(m_bars.size()) - 1, 0));
    m_pointed.reset();
    m_plot->replot(QCustomPlot::rpQueuedReplot);
    update();
}

void LoadChart::Implementation::place(const QRect& rect)
{
    m_plot->setGeometry(rect);
    setGeometry(rect);
    m_plot->replot(QCustomPlot::rpImmediateRefresh); // what lies over it follows its edges
}

std::optional<int> LoadChart::Implementation::barAt(const QPointF& point) const
{
    const double time = m_lower->axis(QCPAxis::atBottom)->pixelToCoord(point.x());
    for (std::size_t i = 0; i < m_bars.size(); ++i) {
        if (time >= m_bars[i].start && time < m_bars[i].start + m_bars[i].length)
            return static_cast<int>(i);
    }
    return std::nullopt;
}

QRect LoadChart::Implementation::placeOf(int bar) const
{
    const QCPAxis* axis = m_lower->axis(QCPAxis::atBottom);
    const LoadBar& there = m_bars[static_cast<std::size_t>(bar)];
    const int left = static_cast<int>(std::floor(axis->coordToPixel(there.start)));
    const int right = static_cast<int>(std::ceil(axis->coordToPixel(there.start + there.length)));
    return {left, m_upper->top(), std::max(right - left, 1), m_lower->bottom() - m_upper->top()};
}

void LoadChart::Implementation::choose(int bar)
{
    m_chosen = std::clamp(bar, 0, std::max(static_cast<int>(m_bars.size()) - 1, 0));
    update();
    if (m_bars.empty())
        return;
    const LoadBar& chosen = m_bars[static_cast<std::size_t>(m_chosen)];
    m_chart->setAccessibleDescription(timeOf(chosen) + QStringLiteral(": ") +
                                      linesOf(chosen).join(QStringLiteral(", ")));
    QAccessibleEvent event(m_chart, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&event);
}

QString LoadChart::Implementation::timeOf(const LoadBar& bar) const
{
    return adapt::dateAndTime(core::base::Timestamp{durationOf(bar.start)}, m_zone) + QStringLiteral(" · ") +
           lengthOf(bar);
}

QStringList LoadChart::Implementation::linesOf(const LoadBar& bar) const
{
    const auto count = [](double value) { return adapt::count(static_cast<std::uint64_t>(value)); };
    return {LoadChart::tr("concurrent calls: %1").arg(count(bar.concurrent)),
            LoadChart::tr("calls: %1").arg(count(bar.calls)),
            LoadChart::tr("calls per second: %1").arg(adapt::rate(bar.calls / bar.length))};
}

void LoadChart::Implementation::paintTitles(QPainter& painter) const
{
    const int height = theme::metrics().scaled(22);
    painter.setFont(theme::fonts().smallStrong);
    painter.setPen(theme::colors().textSecondary);
    const auto title = [&](const QCPAxisRect* rect, const QString& text) {
        painter.drawText(QRect(rect->left(), rect->top() - height, rect->width(), height),
                         Qt::AlignLeft | Qt::AlignVCenter, text);
    };
    title(m_upper, LoadChart::tr("Concurrent calls"));
    title(m_lower, m_bars.empty() ? LoadChart::tr("Calls")
                                  : LoadChart::tr("Calls in each %1").arg(lengthOf(m_bars.front())));
}

void LoadChart::Implementation::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    paintTitles(painter);
    const bool isByKey = !m_pointed && m_chart->hasFocus() && !m_bars.empty();
    if (m_pointed || isByKey) {
        const int bar = m_pointed.value_or(m_chosen);
        const QRect there = placeOf(bar);
        const int x = there.center().x();
        painter.setPen(QPen(theme::colors().textSecondary, 1, Qt::DotLine));
        painter.drawLine(x, there.top(), x, there.bottom());
        const LoadBar& told = m_bars[static_cast<std::size_t>(bar)];
        paintBarBox(painter, QRect(m_upper->topLeft(), m_lower->bottomRight()), x, timeOf(told),
                    linesOf(told));
    }
    if (m_chart->hasFocus())
        theme::paintFocusRing(painter, rect());
}

LoadChart::LoadChart(QWidget* parent) : QWidget(parent), m_implementation(new Implementation(this))
{
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Calls over time"));
    connect(&theme::Theme::instance(), &theme::Theme::changed, this, [this] {
        m_implementation->applyTheme();
        updateGeometry();
    });
}

LoadChart::~LoadChart() = default;

void LoadChart::setBars(std::vector<LoadBar> bars)
{
    m_implementation->setBars(std::move(bars));
}

void LoadChart::setUtc(bool isUtc)
{
    m_implementation->m_zone = isUtc ? adapt::Zone::Utc : adapt::Zone::Local;
    m_implementation->m_ticker->setDateTimeSpec(isUtc ? Qt::UTC : Qt::LocalTime);
    m_implementation->m_plot->replot(QCustomPlot::rpQueuedReplot);
    m_implementation->update();
}

QRect LoadChart::placeOf(int bar) const
{
    return m_implementation->placeOf(bar);
}

QSize LoadChart::sizeHint() const
{
    return theme::metrics().unit * QSize(30, 18);
}

void LoadChart::resizeEvent(QResizeEvent*)
{
    m_implementation->place(rect());
}

void LoadChart::mouseMoveEvent(QMouseEvent* event)
{
    m_implementation->m_pointed = m_implementation->barAt(event->position());
    setCursor(m_implementation->m_pointed ? Qt::PointingHandCursor : Qt::ArrowCursor);
    m_implementation->update();
}

void LoadChart::mouseReleaseEvent(QMouseEvent* event)
{
    const auto bar = m_implementation->barAt(event->position());
    if (event->button() == Qt::LeftButton && bar && rect().contains(event->position().toPoint()))
        emit barActivated(*bar);
}

void LoadChart::leaveEvent(QEvent*)
{
    m_implementation->m_pointed.reset();
    m_implementation->update();
}

void LoadChart::keyPressEvent(QKeyEvent* event)
{
    Implementation& chart = *m_implementation;
    chart.m_pointed.reset();
    const int last = static_cast<int>(chart.m_bars.size()) - 1;
    if (const auto bar = barForKey(*event, Qt::Horizontal, chart.m_chosen, last)) {
        chart.choose(*bar);
    } else if (!opensBar(*event)) {
        QWidget::keyPressEvent(event);
    } else if (last >= 0) {
        emit barActivated(chart.m_chosen);
    }
}

void LoadChart::focusInEvent(QFocusEvent*)
{
    m_implementation->choose(m_implementation->m_chosen);
}

void LoadChart::focusOutEvent(QFocusEvent*)
{
    m_implementation->update();
}

} // namespace ui::charts
