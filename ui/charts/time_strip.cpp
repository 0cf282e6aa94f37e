// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/time_strip.h"

#include "ui/adapt/format.h"
#include "ui/charts/brush_layout.h"
#include "ui/charts/strip_plot.h"
#include "ui/charts/time_labels.h"
#include "ui/theme/style.h"
#include "ui/theme/theme.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QWheelEvent>

#include <chrono>
#include <cmath>

namespace ui::charts {
namespace {

constexpr int labelGap = 6;      // between a label and the plot, in pixels
constexpr double clickReach = 3; // a press that moves less is no drag

core::base::Timestamp timestamp(double seconds)
{
    return core::base::Timestamp{
        std::chrono::duration_cast<core::base::Duration>(std::chrono::duration<double>{seconds})};
}

double secondsOf(core::base::Timestamp time)
{
    return std::chrono::duration<double>{time.time_since_epoch()}.count();
}

} // namespace

/// What lies over the plot: labels of the scales, and the brush.
class TimeStrip::Implementation : public QWidget {
public:
    explicit Implementation(TimeStrip* strip) : QWidget(strip), m_strip(strip), m_plot(strip)
    {
        m_plot.widget()->lower();
        setAttribute(Qt::WA_TransparentForMouseEvents);
        raise();
    }

    [[nodiscard]] BrushLayout layout() const { return {m_plot.whole(), m_plot.left(), m_plot.right()}; }

    [[nodiscard]] QString rateLabel() const;
    [[nodiscard]] QString callsLabel() const;
    /// Gives the labels the room that they need.
    void arrange();
    void choose(const std::optional<BrushLayout::Range>& range, bool tell);
    [[nodiscard]] std::optional<TimeRange> timeRange() const;

    TimeStrip* m_strip;
    StripPlot m_plot;
    std::optional<BrushLayout::Range> m_range;
    adapt::Zone m_zone = adapt::Zone::Local;
    bool m_hasData = false;
    // while the mouse is down
    BrushLayout::Grip m_grip = BrushLayout::Grip::None;
    BrushLayout::Range m_rangeAtPress;
    std::optional<double> m_pressX;
    bool m_isDragging = false;

protected:
    void paintEvent(QPaintEvent*) override;

private:
    void paintBrush(QPainter& painter);
};

QString TimeStrip::Implementation::rateLabel() const
{
    return rateText(m_plot.maximumRate(), m_plot.barSeconds());
}

QString TimeStrip::Implementation::callsLabel() const
{
    return TimeStrip::tr("%n calls", nullptr, static_cast<int>(m_plot.maximumCalls()));
}

void TimeStrip::Implementation::arrange()
{
    const QFontMetrics metrics{theme::fonts().small};
    const int least = theme::metrics().scaled(58);
    m_plot.setSides(std::max(least, metrics.horizontalAdvance(rateLabel()) + 2 * labelGap),
                    std::max(least, metrics.horizontalAdvance(callsLabel()) + 2 * labelGap));
    update();
}

void TimeStrip::Implementation::choose(const std::optional<BrushLayout::Range>& range, bool tell)
{
    const bool changed = m_range != range;
    m_range = range;
    update();
    if (tell && changed)
        emit m_strip->rangeChanged(timeRange());
}

std::optional<TimeRange> TimeStrip::Implementation::timeRange() const
{
    if (!m_range)
        return std::nullopt;
    return TimeRange{timestamp(m_range->from), timestamp(m_range->to)};
}

void TimeStrip::Implementation::paintEvent(QPaintEvent*)
{
    QPainter painter{this};
    painter.setFont(theme::fonts().small);
    painter.setPen(theme::colors().textTertiary);
    if (!m_hasData) {
        painter.drawText(rect(), Qt::AlignCenter, TimeStrip::tr("No messages yet"));
    } else {
        const int side = static_cast<int>(m_plot.left()) - labelGap;
        const QRect leftLabel{0, 2, side, height() - 4};
        painter.drawText(leftLabel, Qt::AlignRight | Qt::AlignTop, rateLabel());
        painter.drawText(QRect{0, 0, side, static_cast<int>(m_plot.bottom()) + 4},
                         Qt::AlignRight | Qt::AlignBottom, QStringLiteral("0"));
        const int right = static_cast<int>(m_plot.right()) + labelGap;
        painter.drawText(QRect{right, 2, width() - right, height() - 4}, Qt::AlignLeft | Qt::AlignTop,
                         callsLabel());
        paintBrush(painter);
    }
    painter.fillRect(0, height() - 1, width(), 1, theme::colors().line);
    if (m_strip->hasFocus())
        theme::paintFocusRing(painter, rect());
}

void TimeStrip::Implementation::paintBrush(QPainter& painter)
{
    if (!m_range)
        return;
    const theme::Palette& colors = theme::colors();
    const BrushLayout place = layout();
    const double left = place.xOf(m_range->from);
    const double right = place.xOf(m_range->to);
    const double bottom = m_plot.bottom();
    const QColor faded = theme::withOpacity(colors.base, 0.4);
    painter.fillRect(QRectF{m_plot.left(), 0, left - m_plot.left(), bottom}, faded);
    painter.fillRect(QRectF{right, 0, m_plot.right() - right, bottom}, faded);
    painter.fillRect(QRectF{left, 0, right - left, bottom}, theme::withOpacity(colors.accent, 0.15));
    painter.setRenderHint(QPainter::Antialiasing);
    for (const double edge : {left, right}) {
        painter.setPen(QPen{colors.accent, 1.5});
        painter.drawLine(QPointF{edge, 0}, QPointF{edge, bottom});
        painter.setBrush(colors.base);
        painter.drawRoundedRect(QRectF{edge - 3, bottom / 2 - 7, 6, 14}, 2, 2);
    }
    const QString text = QStringLiteral("%1 – %2 · %3")
                             .arg(adapt::timeOfDay(timestamp(m_range->from), m_zone).left(8),
                                  adapt::timeOfDay(timestamp(m_range->to), m_zone).left(8),
                                  adapt::longDuration(timestamp(m_range->to) - timestamp(m_range->from)));
    painter.setFont(theme::fonts().smallStrong);
    const double width = QFontMetricsF{theme::fonts().smallStrong}.horizontalAdvance(text) + 8;
    const double middle = std::clamp((left + right) / 2, m_plot.left() + width / 2,
                                     std::max(m_plot.left() + width / 2, m_plot.right() - width / 2));
    const QRectF label{middle - width / 2, bottom + 1, width, height() - bottom - 2};
    painter.fillRect(label, colors.base);
    painter.setPen(colors.accent);
    painter.drawText(label, Qt::AlignCenter, text);
}

TimeStrip::TimeStrip(QWidget* parent) : QWidget(parent), m_implementation(new Implementation{this})
{
    setFocusPolicy(Qt::StrongFocus); // so that Esc takes back what was just dragged
    setMouseTracking(true);
    setAccessibleName(tr("Message rate over time"));
    setToolTip(tr("Drag or turn the wheel to choose a time range; double click or Esc shows all"));
    setFixedHeight(theme::metrics().strip);
    connect(&theme::Theme::instance(), &theme::Theme::changed, this, [this] {
        setFixedHeight(theme::metrics().strip);
        m_implementation->m_plot.applyTheme();
        m_implementation->arrange();
    });
}

TimeStrip::~TimeStrip() = default;

void TimeStrip::setHistogram(const core::session::TimeHistogram& histogram)
{
    m_implementation->m_hasData = !histogram.messages.empty();
    m_implementation->m_plot.setHistogram(histogram);
    m_implementation->arrange();
}

void TimeStrip::setUtc(bool utc)
{
    m_implementation->m_zone = utc ? adapt::Zone::Utc : adapt::Zone::Local;
    m_implementation->m_plot.setUtc(utc);
    m_implementation->update();
}

void TimeStrip::clear()
{
    setHistogram({});
    setRange(std::nullopt);
}

std::optional<TimeRange> TimeStrip::range() const
{
    return m_implementation->timeRange();
}

void TimeStrip::setRange(std::optional<TimeRange> range)
{
    std::optional<BrushLayout::Range> chosen;
    if (range)
        chosen = BrushLayout::Range{secondsOf(range->first), secondsOf(range->second)};
    m_implementation->choose(chosen, false);
}

void TimeStrip::resizeEvent(QResizeEvent*)
{
    m_implementation->m_plot.widget()->setGeometry(rect());
    m_implementation->setGeometry(rect());
}

void TimeStrip::mousePressEvent(QMouseEvent* event)
{
    Implementation& strip = *m_implementation;
    if (event->button() != Qt::LeftButton || !strip.m_hasData)
        return;
    const double x = event->position().x();
    strip.m_pressX = x;
    strip.m_isDragging = false;
    strip.m_rangeAtPress = strip.m_range.value_or(BrushLayout::Range{});
    strip.m_grip = strip.m_range ? strip.layout().gripAt(*strip.m_range, x) : BrushLayout::Grip::None;
}

void TimeStrip::mouseMoveEvent(QMouseEvent* event)
{
    Implementation& strip = *m_implementation;
    const double x = event->position().x();
    if (!strip.m_pressX) {
        const auto grip = strip.m_range ? strip.layout().gripAt(*strip.m_range, x) : BrushLayout::Grip::None;
        setCursor(grip == BrushLayout::Grip::None     ? Qt::ArrowCursor
                  : grip == BrushLayout::Grip::Inside ? Qt::SizeAllCursor
                                                      : Qt::SizeHorCursor);
        return;
    }
    if (!strip.m_isDragging && std::abs(x - *strip.m_pressX) < clickReach)
        return;
    strip.m_isDragging = true;
    strip.choose(strip.layout().dragged(strip.m_rangeAtPress, strip.m_grip, *strip.m_pressX, x), false);
}

void TimeStrip::mouseReleaseEvent(QMouseEvent*)
{
    Implementation& strip = *m_implementation;
    if (strip.m_pressX && strip.m_isDragging)
        emit rangeChanged(range());
    strip.m_pressX.reset();
    strip.m_isDragging = false;
}

void TimeStrip::mouseDoubleClickEvent(QMouseEvent*)
{
    m_implementation->m_pressX.reset();
    m_implementation->choose(std::nullopt, true);
}

void TimeStrip::wheelEvent(QWheelEvent* event)
{
    Implementation& strip = *m_implementation;
    const double turns = event->angleDelta().y() / 120.0; // Qt counts eighths of a degree, a notch is 15
    event->accept();
    if (!strip.m_hasData || turns == 0)
        return;
    const BrushLayout::Range whole = strip.m_plot.whole();
    constexpr double perNotch = 0.8;
    constexpr double shortest = 0.001; // seconds
    const BrushLayout::Range zoomed = strip.layout().zoomed(strip.m_range.value_or(whole),
                                                            std::pow(perNotch, turns), event->position().x());
    if (zoomed.length() >= whole.length())
        strip.choose(std::nullopt, true);
    else if (zoomed.length() > shortest)
        strip.choose(zoomed, true);
}

void TimeStrip::keyPressEvent(QKeyEvent* event)
{
    Implementation& strip = *m_implementation;
    const BrushLayout::Range whole = strip.m_plot.whole();
    const double step = whole.length() / 100;
    const int direction = event->key() == Qt::Key_Right ? 1 : event->key() == Qt::Key_Left ? -1 : 0;
    if (event->key() == Qt::Key_Escape && strip.m_range) {
        strip.choose(std::nullopt, true);
    } else if (direction != 0 && strip.m_hasData) {
        // Shift moves the right edge, with Ctrl the left one; alone the keys move the range.
        const BrushLayout::Range range = strip.m_range.value_or(whole);
        const bool movesEdge = event->modifiers().testFlag(Qt::ShiftModifier) || !strip.m_range;
        const bool movesLeft = movesEdge && event->modifiers().testFlag(Qt::ControlModifier);
        const BrushLayout place = strip.layout();
        const double edge = movesLeft ? range.from : range.to;
        const auto grip = movesLeft   ? BrushLayout::Grip::Left
                          : movesEdge ? BrushLayout::Grip::Right
                                      : BrushLayout::Grip::Inside;
        strip.choose(place.dragged(range, grip, place.xOf(edge), place.xOf(edge + direction * step)), true);
    } else {
        QWidget::keyPressEvent(event);
    }
}

void TimeStrip::focusInEvent(QFocusEvent*)
{
    m_implementation->update();
}

void TimeStrip::focusOutEvent(QFocusEvent*)
{
    m_implementation->update();
}

} // namespace ui::charts
