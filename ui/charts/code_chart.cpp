// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/code_chart.h"

#include "ui/adapt/format.h"
#include "ui/charts/bar_keys.h"
#include "ui/charts/chart_style.h"
#include "ui/theme/glyphs.h"
#include "ui/theme/style.h"
#include "ui/theme/theme.h"

#include <qcustomplot.h>

#include <QAccessible>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

namespace ui::charts {
namespace {

constexpr int mostLines = 10;
constexpr double barHeight = 0.55; // of a line
constexpr unsigned classes = 6;

/// At a 12 px data font.
constexpr int lineHeight = 24;
constexpr int axisHeight = 22;
constexpr int shareWidth = 72;
constexpr int codeWidth = 32;

} // namespace

/// The bars, and over them the words of each line.
class CodeChart::Implementation : public QWidget {
public:
    explicit Implementation(CodeChart* chart);

    void applyTheme();
    void setBars(std::vector<CodeBar> bars);
    void place(const QRect& rect);
    [[nodiscard]] std::optional<int> barAt(const QPointF& point) const;
    [[nodiscard]] QRect placeOf(int bar) const;
    void choose(int bar);

    CodeChart* m_chart;
    QCustomPlot* m_plot;
    std::array<QCPBars*, classes> m_classes{}; ///< 1xx to 6xx
    std::vector<CodeBar> m_bars;
    std::optional<int> m_pointed;
    int m_chosen = 0;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void paintLine(QPainter& painter, int number) const;
    void paintHeads(QPainter& painter) const;

    [[nodiscard]] int plotLeft() const { return m_plot->axisRect()->left(); }

    [[nodiscard]] int plotRight() const { return m_plot->axisRect()->right(); }
};

CodeChart::Implementation::Implementation(CodeChart* chart)
    : QWidget(chart), m_chart(chart), m_plot(makePlot())
{
    m_plot->setParent(chart);
    m_plot->setAttribute(Qt::WA_OpaquePaintEvent, false); // the chosen line shines through
    m_plot->axisRect()->setAutoMargins(QCP::msNone);
    m_plot->yAxis->setVisible(false);
    m_plot->yAxis->setRangeReversed(true);
    for (QCPBars*& each : m_classes) {
        each = new QCPBars(m_plot->yAxis, m_plot->xAxis);
        each->setAntialiased(false);
        each->setWidthType(QCPBars::wtPlotCoords);
        each->setWidth(barHeight);
        each->setPen(Qt::NoPen);
    }
    setAttribute(Qt::WA_TransparentForMouseEvents);
    applyTheme();
    raise();
}

void CodeChart::Implementation::applyTheme()
{
    const theme::Palette& colors = theme::colors();
    m_plot->setBackground(QBrush{Qt::NoBrush});
    styleAxis(*m_plot->xAxis, true);
    for (unsigned i = 0; i < classes; ++i)
        m_classes[i]->setBrush(theme::withOpacity(colors.status((i + 1) * 100), 0.8));
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void CodeChart::Implementation::setBars(std::vector<CodeBar> bars)
{
    m_bars = std::move(bars);
    if (m_bars.size() > mostLines)
        m_bars.resize(mostLines);
    std::array<QVector<double>, classes> lines;
    std::array<QVector<double>, classes> values;
    double largest = 0;
    for (std::size_t i = 0; i < m_bars.size(); ++i) {
        const std::size_t group = std::clamp(m_bars[i].status / 100, 1U, classes) - 1;
        lines[group] << static_cast<double>(i);
        values[group] << m_bars[i].responses;
        largest = std::max(largest, m_bars[i].responses);
    }
    for (std::size_t i = 0; i < classes; ++i)
        m_classes[i]->setData(lines[i], values[i], true);
    constexpr double roomForNumber = 1.25;
    constexpr int steps = 3;
    scaleFromZero(*m_plot->xAxis, largest, steps);
    m_plot->xAxis->setRange(0, std::max(largest, 1.0) * roomForNumber);
    m_chosen = std::clamp(m_chosen, 0, std::max(static_cast<int>(m_bars.size()) - 1, 0));
    m_pointed.reset();
    m_plot->replot(QCustomPlot::rpQueuedReplot);
    update();
}

void CodeChart::Implementation::place(const QRect& rect)
{
    const theme::Metrics& metrics = theme::metrics();
    m_plot->setGeometry(rect);
    setGeometry(rect);
    const int words = std::min(metrics.scaled(190), rect.width() * 2 / 5);
    m_plot->axisRect()->setMargins(
        {words, 4, metrics.scaled(2 * shareWidth) + 12, metrics.scaled(axisHeight)});
    // As many lines as there is room for, each as high as the others would be.
    const double lines = (rect.height() - 4.0 - metrics.scaled(axisHeight)) / metrics.scaled(lineHeight);
    m_plot->yAxis->setRange(-0.5, lines - 0.5);
    m_plot->replot(QCustomPlot::rpImmediateRefresh); // what lies over it follows its edges
}

std::optional<int> CodeChart::Implementation::barAt(const QPointF& point) const
{
    for (int i = 0; i < static_cast<int>(m_bars.size()); ++i) {
        if (placeOf(i).contains(point.toPoint()))
            return i;
    }
    return std::nullopt;
}

QRect CodeChart::Implementation::placeOf(int bar) const
{
    const double top = m_plot->yAxis->coordToPixel(bar - 0.5);
    const double bottom = m_plot->yAxis->coordToPixel(bar + 0.5);
    return {0, qRound(top), width(), qRound(bottom) - qRound(top)};
}

void CodeChart::Implementation::choose(int bar)
{
    m_chosen = std::clamp(bar, 0, std::max(static_cast<int>(m_bars.size()) - 1, 0));
    update();
    m_chart->update();
    if (m_bars.empty())
        return;
    const CodeBar& chosen = m_bars[static_cast<std::size_t>(m_chosen)];
    m_chart->setAccessibleDescription(QStringLiteral("%1 %2: %3, %4")
                                          .arg(QString::number(chosen.status), chosen.reason,
                                               adapt::count(static_cast<std::uint64_t>(chosen.responses)),
                                               chosen.share));
    QAccessibleEvent event(m_chart, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&event);
}

void CodeChart::Implementation::paintLine(QPainter& painter, int number) const
{
    const theme::Palette& colors = theme::colors();
    const theme::Metrics& metrics = theme::metrics();
    const CodeBar& bar = m_bars[static_cast<std::size_t>(number)];
    const QRect line = placeOf(number);
    const QRectF glyph(10, line.center().y() - 6, 12, 12);
    theme::paintGlyph(painter, glyph, theme::statusGlyph(bar.status));
    QRect room(28, line.top(), metrics.scaled(codeWidth), line.height());
    painter.setFont(theme::fonts().dataStrong);
    painter.setPen(colors.status(bar.status));
    painter.drawText(room, Qt::AlignLeft | Qt::AlignVCenter, QString::number(bar.status));
    room = {room.right() + 1, line.top(), plotLeft() - room.right() - 8, line.height()};
    painter.setFont(theme::fonts().data);
    painter.setPen(colors.textSecondary);
    painter.drawText(room, Qt::AlignLeft | Qt::AlignVCenter,
                     QFontMetrics(theme::fonts().data).elidedText(bar.reason, Qt::ElideRight, room.width()));
    const int end = qRound(m_plot->xAxis->coordToPixel(bar.responses)) + 6;
    painter.setFont(theme::fonts().dataStrong);
    painter.setPen(colors.text);
    painter.drawText(QRect(end, line.top(), plotRight() - end + 8, line.height()),
                     Qt::AlignLeft | Qt::AlignVCenter | Qt::TextDontClip,
                     adapt::count(static_cast<std::uint64_t>(bar.responses)));
    const int share = metrics.scaled(shareWidth);
    room = {width() - 10 - share, line.top(), share, line.height()};
    painter.setFont(theme::fonts().digits);
    painter.setPen(colors.textTertiary);
    painter.drawText(room, Qt::AlignRight | Qt::AlignVCenter, bar.sum);
    painter.setPen(colors.text);
    painter.drawText(room.translated(-share, 0), Qt::AlignRight | Qt::AlignVCenter, bar.share);
}

void CodeChart::Implementation::paintHeads(QPainter& painter) const
{
    const int share = theme::metrics().scaled(shareWidth);
    const int height = theme::metrics().scaled(axisHeight);
    const QRect room(width() - 10 - share, this->height() - height, share, height);
    painter.setFont(theme::fonts().small);
    painter.setPen(theme::colors().textTertiary);
    painter.drawText(room, Qt::AlignRight | Qt::AlignVCenter, CodeChart::tr("up to here"));
    painter.drawText(room.translated(-share, 0), Qt::AlignRight | Qt::AlignVCenter, CodeChart::tr("share"));
}

void CodeChart::Implementation::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    for (int i = 0; i < static_cast<int>(m_bars.size()); ++i)
        paintLine(painter, i);
    paintHeads(painter);
    if (m_chart->hasFocus())
        theme::paintFocusRing(painter, rect());
}

CodeChart::CodeChart(QWidget* parent) : QWidget(parent), m_implementation(new Implementation(this))
{
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Responses by status code"));
    connect(&theme::Theme::instance(), &theme::Theme::changed, this, [this] {
        m_implementation->applyTheme();
        updateGeometry();
    });
}

CodeChart::~CodeChart() = default;

void CodeChart::setBars(std::vector<CodeBar> bars)
{
    m_implementation->setBars(std::move(bars));
}

const std::vector<CodeBar>& CodeChart::bars() const
{
    return m_implementation->m_bars;
}

QRect CodeChart::placeOf(int bar) const
{
    return m_implementation->placeOf(bar);
}

QSize CodeChart::sizeHint() const
{
    return theme::metrics().unit * QSize(30, 18);
}

void CodeChart::resizeEvent(QResizeEvent*)
{
    m_implementation->place(rect());
}

void CodeChart::mouseMoveEvent(QMouseEvent* event)
{
    m_implementation->m_pointed = m_implementation->barAt(event->position());
    setCursor(m_implementation->m_pointed ? Qt::PointingHandCursor : Qt::ArrowCursor);
    update();
}

void CodeChart::mouseReleaseEvent(QMouseEvent* event)
{
    const auto bar = m_implementation->barAt(event->position());
    if (event->button() == Qt::LeftButton && bar)
        emit barActivated(*bar);
}

void CodeChart::leaveEvent(QEvent*)
{
    m_implementation->m_pointed.reset();
    update();
}

void CodeChart::keyPressEvent(QKeyEvent* event)
{
    Implementation& chart = *m_implementation;
    const int last = static_cast<int>(chart.m_bars.size()) - 1;
    if (const auto bar = barForKey(*event, Qt::Vertical, chart.m_chosen, last)) {
        chart.choose(*bar);
    } else if (!opensBar(*event)) {
        QWidget::keyPressEvent(event);
    } else if (last >= 0) {
        emit barActivated(chart.m_chosen);
    }
}

void CodeChart::focusInEvent(QFocusEvent*)
{
    m_implementation->choose(m_implementation->m_chosen);
}

void CodeChart::focusOutEvent(QFocusEvent*)
{
    update();
}

void CodeChart::paintEvent(QPaintEvent*)
{
    // Below the plot, which has no background of its own.
    const theme::Palette& colors = theme::colors();
    QPainter painter(this);
    painter.fillRect(rect(), colors.base);
    const Implementation& chart = *m_implementation;
    if (chart.m_pointed)
        painter.fillRect(chart.placeOf(*chart.m_pointed), colors.hover);
    if (hasFocus() && !chart.m_bars.empty())
        painter.fillRect(chart.placeOf(chart.m_chosen), colors.selection);
}

} // namespace ui::charts
