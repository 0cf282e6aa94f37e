// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/column_chart.h"

#include "ui/charts/bar_box.h"
#include "ui/charts/bar_keys.h"
#include "ui/charts/chart_style.h"
#include "ui/theme/style.h"
#include "ui/theme/theme.h"

#include <qcustomplot.h>

#include <QAccessible>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <optional>

namespace ui::charts {

/// The plot, and over it what follows the pointer and the keys.
class ColumnChart::Implementation : public QWidget {
public:
    explicit Implementation(ColumnChart* chart);

    void applyTheme();
    void setColumns(std::vector<Column> columns, const QString& lastEdge, std::vector<ColumnMark> marks);
    void place(const QRect& rect);
    [[nodiscard]] std::optional<int> columnAt(const QPointF& point) const;
    [[nodiscard]] QRect placeOf(int column) const;
    void choose(int column);

    ColumnChart* m_chart;
    QCustomPlot* m_plot;
    QCPBars* m_good;
    QCPBars* m_bad;
    std::vector<Column> m_columns;
    std::vector<ColumnMark> m_marks;
    QString m_lastEdge;
    QString m_title;
    std::optional<int> m_pointed;
    int m_chosen = 0;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void labelEdges();
    void paintMarks(QPainter& painter) const;

    [[nodiscard]] int last() const { return std::max(static_cast<int>(m_columns.size()) - 1, 0); }
};

ColumnChart::Implementation::Implementation(ColumnChart* chart)
    : QWidget(chart), m_chart(chart), m_plot(makePlot())
{
    m_plot->setParent(chart);
    m_plot->axisRect()->setAutoMargins(QCP::msNone);
    m_bad = new QCPBars(m_plot->xAxis, m_plot->yAxis);
    m_good = new QCPBars(m_plot->xAxis, m_plot->yAxis);
    m_good->moveAbove(m_bad);
    for (QCPBars* bars : {m_bad, m_good}) {
        bars->setAntialiased(false);
        bars->setWidthType(QCPBars::wtPlotCoords);
        constexpr double widthOfColumn = 0.9;
        bars->setWidth(widthOfColumn);
    }
    setAttribute(Qt::WA_TransparentForMouseEvents);
    applyTheme();
    raise();
}

void ColumnChart::Implementation::applyTheme()
{
    const theme::Palette& colors = theme::colors();
    const theme::Metrics& metrics = theme::metrics();
    m_plot->setBackground(QBrush{colors.base});
    styleAxis(*m_plot->xAxis, false);
    styleAxis(*m_plot->yAxis, true);
    m_plot->axisRect()->setMargins(
        {metrics.scaled(48), metrics.scaled(24), metrics.scaled(20), metrics.scaled(20)});
    m_good->setPen(Qt::NoPen);
    m_good->setBrush(colors.bar);
    // Told from the others by what it is filled with, too.
    m_bad->setPen(QPen{colors.error, 1});
    m_bad->setBrush(QBrush{colors.error, Qt::Dense4Pattern});
    labelEdges();
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void ColumnChart::Implementation::setColumns(std::vector<Column> columns, const QString& lastEdge,
                                             std::vector<ColumnMark> marks)
{
    m_columns = std::move(columns);
    m_lastEdge = lastEdge;
    m_marks = std::move(marks);
    QVector<double> middles;
    QVector<double> good;
    QVector<double> bad;
    double largest = 0;
    for (const Column& column : m_columns) {
        middles << static_cast<double>(middles.size()) + 0.5;
        good << column.value - column.bad;
        bad << column.bad;
        largest = std::max(largest, column.value);
    }
    m_good->setData(middles, good, true);
    m_bad->setData(middles, bad, true);
    constexpr int steps = 4;
    scaleFromZero(*m_plot->yAxis, largest, steps);
    m_plot->xAxis->setRange(0, std::max(static_cast<double>(m_columns.size()), 1.0));
    labelEdges();
    m_chosen = std::clamp(m_chosen, 0, last());
    m_pointed.reset();
    m_plot->replot(QCustomPlot::rpQueuedReplot);
    update();
}

/// As many edges as there is room for.
void ColumnChart::Implementation::labelEdges()
{
    const QSharedPointer<QCPAxisTickerText> ticker(new QCPAxisTickerText);
    ticker->setSubTickCount(0);
    const QFontMetrics small(theme::fonts().small);
    int widest = small.horizontalAdvance(m_lastEdge);
    for (const Column& column : m_columns)
        widest = std::max(widest, small.horizontalAdvance(column.edge));
    const double columns = std::max(static_cast<double>(m_columns.size()), 1.0);
    const double widthOfColumn = std::max(m_plot->axisRect()->width(), 1) / columns;
    constexpr int gap = 14;
    const auto step = static_cast<std::size_t>(std::max(std::ceil((widest + gap) / widthOfColumn), 1.0));
    for (std::size_t i = 0; i < m_columns.size(); i += step)
        ticker->addTick(static_cast<double>(i), m_columns[i].edge);
    if (m_columns.size() % step == 0 && !m_columns.empty())
        ticker->addTick(columns, m_lastEdge);
    m_plot->xAxis->setTicker(ticker);
}

void ColumnChart::Implementation::place(const QRect& rect)
{
    m_plot->setGeometry(rect);
    setGeometry(rect);
    m_plot->replot(QCustomPlot::rpImmediateRefresh); // what lies over it follows its edges
    labelEdges();
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

std::optional<int> ColumnChart::Implementation::columnAt(const QPointF& point) const
{
    const double place = m_plot->xAxis->pixelToCoord(point.x());
    if (m_columns.empty() || place < 0 || place >= static_cast<double>(m_columns.size()))
        return std::nullopt;
    return static_cast<int>(place);
}

QRect ColumnChart::Implementation::placeOf(int column) const
{
    const int left = static_cast<int>(std::floor(m_plot->xAxis->coordToPixel(column)));
    const int right = static_cast<int>(std::ceil(m_plot->xAxis->coordToPixel(column + 1)));
    const QCPAxisRect* room = m_plot->axisRect();
    return {left, room->top(), std::max(right - left, 1), room->height()};
}

void ColumnChart::Implementation::choose(int column)
{
    m_chosen = std::clamp(column, 0, last());
    update();
    if (m_columns.empty())
        return;
    const Column& chosen = m_columns[static_cast<std::size_t>(m_chosen)];
    m_chart->setAccessibleDescription(chosen.name + QStringLiteral(": ") +
                                      chosen.lines.join(QStringLiteral(", ")));
    QAccessibleEvent event(m_chart, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&event);
}

void ColumnChart::Implementation::paintMarks(QPainter& painter) const
{
    const theme::Palette& colors = theme::colors();
    const QFontMetrics small(theme::fonts().small);
    const QCPAxisRect* room = m_plot->axisRect();
    painter.setFont(theme::fonts().small);
    int line = 0;
    for (const ColumnMark& mark : m_marks) {
        const int x = qRound(m_plot->xAxis->coordToPixel(mark.place));
        painter.setPen(QPen(colors.accent, 1, Qt::DashLine));
        painter.drawLine(x, room->top(), x, room->bottom());
        // Each on a line of its own: percentiles may lie close to each other.
        const int width = small.horizontalAdvance(mark.name) + 6;
        QRect place(x + 3, room->top() + 2 + line * (small.height() + 2), width, small.height());
        if (place.right() > room->right())
            place.moveRight(x - 3);
        painter.fillRect(place, theme::withOpacity(colors.base, 0.85));
        painter.setPen(colors.text);
        painter.drawText(place, Qt::AlignCenter, mark.name);
        ++line;
    }
}

void ColumnChart::Implementation::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const QCPAxisRect* room = m_plot->axisRect();
    painter.setFont(theme::fonts().smallStrong);
    painter.setPen(theme::colors().textSecondary);
    painter.drawText(
        QRect(room->left(), 0, room->width(), room->top()), Qt::AlignLeft | Qt::AlignVCenter,
        QFontMetrics(theme::fonts().smallStrong).elidedText(m_title, Qt::ElideRight, room->width()));
    paintMarks(painter);
    const bool isByKey = !m_pointed && m_chart->hasFocus() && !m_columns.empty();
    if (m_pointed || isByKey) {
        const int number = m_pointed.value_or(m_chosen);
        const Column& column = m_columns[static_cast<std::size_t>(number)];
        const QRect there = placeOf(number);
        painter.setPen(QPen(theme::colors().textSecondary, 1, Qt::DotLine));
        painter.drawLine(there.center().x(), there.top(), there.center().x(), there.bottom());
        paintBarBox(painter, room->rect(), there.center().x(), column.name, column.lines);
    }
    if (m_chart->hasFocus())
        theme::paintFocusRing(painter, rect());
}

ColumnChart::ColumnChart(QWidget* parent) : QWidget(parent), m_implementation(new Implementation(this))
{
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&theme::Theme::instance(), &theme::Theme::changed, this, [this] {
        m_implementation->applyTheme();
        updateGeometry();
    });
}

ColumnChart::~ColumnChart() = default;

void ColumnChart::setColumns(std::vector<Column> columns, const QString& lastEdge,
                             std::vector<ColumnMark> marks)
{
    m_implementation->setColumns(std::move(columns), lastEdge, std::move(marks));
}

void ColumnChart::setTitle(const QString& title)
{
    m_implementation->m_title = title;
    m_implementation->update();
}

const std::vector<Column>& ColumnChart::columns() const
{
    return m_implementation->m_columns;
}

QRect ColumnChart::placeOf(int column) const
{
    return m_implementation->placeOf(column);
}

QSize ColumnChart::sizeHint() const
{
    return theme::metrics().unit * QSize(30, 13);
}

void ColumnChart::resizeEvent(QResizeEvent*)
{
    m_implementation->place(rect());
}

void ColumnChart::mouseMoveEvent(QMouseEvent* event)
{
    m_implementation->m_pointed = m_implementation->columnAt(event->position());
    setCursor(m_implementation->m_pointed ? Qt::PointingHandCursor : Qt::ArrowCursor);
    m_implementation->update();
}

void ColumnChart::mouseReleaseEvent(QMouseEvent* event)
{
    const auto column = m_implementation->columnAt(event->position());
    if (event->button() == Qt::LeftButton && column && rect().contains(event->position().toPoint()))
        emit columnActivated(*column);
}

void ColumnChart::leaveEvent(QEvent*)
{
    m_implementation->m_pointed.reset();
    m_implementation->update();
}

void ColumnChart::keyPressEvent(QKeyEvent* event)
{
    Implementation& chart = *m_implementation;
    chart.m_pointed.reset();
    const int last = static_cast<int>(chart.m_columns.size()) - 1;
    if (const auto column = barForKey(*event, Qt::Horizontal, chart.m_chosen, last)) {
        chart.choose(*column);
    } else if (!opensBar(*event)) {
        QWidget::keyPressEvent(event);
    } else if (last >= 0) {
        emit columnActivated(chart.m_chosen);
    }
}

void ColumnChart::focusInEvent(QFocusEvent*)
{
    m_implementation->choose(m_implementation->m_chosen);
}

void ColumnChart::focusOutEvent(QFocusEvent*)
{
    m_implementation->update();
}

} // namespace ui::charts
