// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ladder/ladder_view.h"

#include "ui/adapt/format.h"
#include "ui/adapt/text.h"
#include "ui/ladder/ladder_layout.h"
#include "ui/ladder/ladder_painter.h"
#include "ui/theme/theme.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>

#include <algorithm>
#include <array>
#include <utility>
#include <variant>

namespace ui::ladder {
namespace {

using core::base::MessageId;
using core::flow::Arrow;

constexpr std::array zoomSteps{14.0, 18.0, 24.0, 32.0}; // row pitch at a 12 px data font
constexpr std::size_t normalZoom = 1;

} // namespace

class LadderView::Implementation {
public:
    explicit Implementation(LadderView& view) : m_view(view) {}

    void setFlow(std::shared_ptr<const core::flow::CallFlow> flow);
    void relayout();
    void paint();
    void select(std::size_t row, bool tell);
    void setHovered(std::optional<std::size_t> row);
    void moveBy(int rows);
    void moveTo(std::size_t row, int direction);
    void zoomTo(std::size_t step);
    void ensureVisible(std::size_t row);

    [[nodiscard]] std::optional<std::size_t> rowAt(const QPoint& position) const;
    [[nodiscard]] const Arrow* arrowAt(std::size_t row) const;
    [[nodiscard]] QString describe(std::size_t row) const;
    [[nodiscard]] int pageRows() const;

    LadderView& m_view;
    std::shared_ptr<const core::flow::CallFlow> m_flow;
    LadderLayout m_layout;
    LadderMarks m_marks;
    MessageId m_current;
    adapt::Zone m_zone = adapt::Zone::Local;
    std::size_t m_zoom = normalZoom;
    QString m_notice;
    QString m_advice;
};

void LadderView::Implementation::setFlow(std::shared_ptr<const core::flow::CallFlow> flow)
{
    const bool sameCalls = m_flow && flow && m_flow->calls == flow->calls;
    m_flow = std::move(flow);
    m_notice.clear();
    m_advice.clear();
    m_marks.hovered.reset();
    relayout();
    const auto row = m_flow ? m_flow->rowOf(m_current) : std::nullopt;
    m_marks.selected = row;
    m_marks.transaction = row ? transactionRows(*m_flow, *row) : std::vector<std::size_t>{};
    if (!sameCalls) {
        m_view.verticalScrollBar()->setValue(0);
        m_view.horizontalScrollBar()->setValue(0);
        if (row)
            ensureVisible(*row);
    }
    m_view.viewport()->update();
}

void LadderView::Implementation::relayout()
{
    if (!m_flow)
        return;
    const theme::Metrics& metrics = theme::metrics();
    LadderMeasures measures;
    measures.unit = metrics.unit;
    measures.rowPitch = metrics.scaled(zoomSteps[m_zoom]);
    measures.gapPitch = metrics.scaled(13);
    measures.headHeight = metrics.scaled(38);
    measures.gutter = metrics.scaled(24);
    const QFontMetricsF fixed{theme::fonts().fixed};
    measures.time = fixed.horizontalAdvance(QStringLiteral("00:00:00.000")) + metrics.scaled(8);
    measures.delta = fixed.horizontalAdvance(QStringLiteral("+000.0 ms")) + metrics.scaled(10);
    measures.bracket = metrics.scaled(16);
    measures.laneMinimum = metrics.scaled(120);
    measures.laneMaximum = metrics.scaled(320);
    const QSize size = m_view.viewport()->size();
    m_layout = LadderLayout{*m_flow, measures, static_cast<double>(size.width())};

    const int bodyHeight = std::max(1, size.height() - static_cast<int>(measures.headHeight));
    QScrollBar* vertical = m_view.verticalScrollBar();
    vertical->setRange(0, std::max(0, static_cast<int>(m_layout.height()) - bodyHeight));
    vertical->setPageStep(bodyHeight);
    vertical->setSingleStep(static_cast<int>(measures.rowPitch));
    const int lanesRoom = size.width() - static_cast<int>(m_layout.fixedWidth());
    QScrollBar* horizontal = m_view.horizontalScrollBar();
    horizontal->setRange(0, std::max(0, static_cast<int>(m_layout.lanesWidth()) - lanesRoom));
    horizontal->setPageStep(std::max(1, lanesRoom));
    horizontal->setSingleStep(static_cast<int>(measures.unit) * 2);
}

void LadderView::Implementation::paint()
{
    QPainter painter{m_view.viewport()};
    const QRectF view{m_view.viewport()->rect()};
    if (m_flow && !m_flow->rows.empty()) {
        m_marks.hasFocus = m_view.hasFocus();
        LadderPainter{*m_flow, m_layout, m_zone}.paint(painter, view, m_view.horizontalScrollBar()->value(),
                                                       m_view.verticalScrollBar()->value(), m_marks);
        return;
    }
    painter.fillRect(view, theme::colors().base);
    const double line = theme::metrics().unit + 6;
    painter.setFont(theme::fonts().data);
    painter.setPen(theme::colors().textSecondary);
    painter.drawText(view.adjusted(12, -line, -12, -line), Qt::AlignCenter, m_notice);
    painter.setPen(theme::colors().textTertiary);
    painter.drawText(view.adjusted(12, line, -12, line), Qt::AlignCenter, m_advice);
}

void LadderView::Implementation::select(std::size_t row, bool tell)
{
    const Arrow* arrow = arrowAt(row);
    if (arrow == nullptr)
        return;
    m_marks.selected = row;
    m_marks.transaction = transactionRows(*m_flow, row);
    m_current = arrow->message;
    ensureVisible(row);
    m_view.setAccessibleDescription(describe(row));
    m_view.viewport()->update();
    if (tell)
        emit m_view.messageSelected(m_current);
}

void LadderView::Implementation::setHovered(std::optional<std::size_t> row)
{
    if (m_marks.hovered == row)
        return;
    m_marks.hovered = row;
    m_view.viewport()->update();
}

void LadderView::Implementation::moveBy(int rows)
{
    if (!m_flow || m_flow->rows.empty())
        return;
    const auto last = static_cast<int>(m_flow->rows.size()) - 1;
    const int from = m_marks.selected ? static_cast<int>(*m_marks.selected) : (rows > 0 ? -1 : last + 1);
    moveTo(static_cast<std::size_t>(std::clamp(from + rows, 0, last)), rows);
}

/// Selects `row`, or the next arrow in `direction` when it is a gap.
void LadderView::Implementation::moveTo(std::size_t row, int direction)
{
    while (arrowAt(row) == nullptr) {
        if ((direction < 0 && row == 0) || (direction >= 0 && row + 1 >= m_flow->rows.size()))
            return;
        row = direction < 0 ? row - 1 : row + 1;
    }
    select(row, true);
}

void LadderView::Implementation::zoomTo(std::size_t step)
{
    if (step == m_zoom)
        return;
    m_zoom = step;
    relayout();
    if (m_marks.selected)
        ensureVisible(*m_marks.selected);
    m_view.viewport()->update();
}

void LadderView::Implementation::ensureVisible(std::size_t row)
{
    QScrollBar* bar = m_view.verticalScrollBar();
    const int top = static_cast<int>(m_layout.rowTop(row));
    const int bottom = top + static_cast<int>(m_layout.rowHeight(row));
    if (top < bar->value())
        bar->setValue(top);
    else if (bottom > bar->value() + bar->pageStep())
        bar->setValue(bottom - bar->pageStep());
}

std::optional<std::size_t> LadderView::Implementation::rowAt(const QPoint& position) const
{
    if (!m_flow)
        return std::nullopt;
    const double y = position.y() - m_layout.measures().headHeight;
    return y < 0 ? std::nullopt : m_layout.rowAt(y + m_view.verticalScrollBar()->value());
}

const Arrow* LadderView::Implementation::arrowAt(std::size_t row) const
{
    return m_flow && row < m_flow->rows.size() ? std::get_if<Arrow>(&m_flow->rows[row]) : nullptr;
}

QString LadderView::Implementation::describe(std::size_t row) const
{
    const Arrow* arrow = arrowAt(row);
    if (arrow == nullptr)
        return {};
    const auto end = [&](std::size_t lane, std::uint16_t port) {
        const core::flow::Lane& host = m_flow->lanes[lane];
        const QString title = adapt::text(host.title);
        return host.port != 0 ? title : QStringLiteral("%1:%2").arg(title).arg(port);
    };
    QString text = LadderView::tr("%1 from %2 to %3, CSeq %4, at %5")
                       .arg(adapt::text(arrow->label), end(arrow->fromLane, arrow->fromPort),
                            end(arrow->toLane, arrow->toPort), adapt::text(arrow->cseq),
                            adapt::timeOfDay(arrow->time, m_zone));
    if (!arrow->sdp.empty())
        text += LadderView::tr("; SDP %1").arg(adapt::text(arrow->sdp));
    if (arrow->retransmissions > 0)
        text += LadderView::tr("; sent again %n times", nullptr, static_cast<int>(arrow->retransmissions));
    if (arrow->duplicates > 0)
        text +=
            LadderView::tr("; seen at %n more capture points", nullptr, static_cast<int>(arrow->duplicates));
    if (arrow->isInvalid)
        text += LadderView::tr("; the message breaks RFC 3261");
    return text;
}

int LadderView::Implementation::pageRows() const
{
    const double page = m_view.verticalScrollBar()->pageStep();
    return std::max(1, static_cast<int>(page / m_layout.measures().rowPitch) - 1);
}

LadderView::LadderView(QWidget* parent)
    : QAbstractScrollArea(parent), m_implementation(std::make_unique<Implementation>(*this))
{
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Call flow"));
    viewport()->setMouseTracking(true);
    connect(&theme::Theme::instance(), &theme::Theme::changed, this, [this] {
        m_implementation->relayout();
        viewport()->update();
    });
    showNotice(tr("No call is selected."), tr("Select a call to see its flow."));
}

LadderView::~LadderView() = default;

void LadderView::setFlow(std::shared_ptr<const core::flow::CallFlow> flow)
{
    m_implementation->setFlow(std::move(flow));
}

void LadderView::showNotice(const QString& sentence, const QString& advice)
{
    m_implementation->setFlow(nullptr);
    m_implementation->m_notice = sentence;
    m_implementation->m_advice = advice;
    verticalScrollBar()->setRange(0, 0);
    horizontalScrollBar()->setRange(0, 0);
    setAccessibleDescription(sentence + QLatin1Char(' ') + advice);
    viewport()->update();
}

void LadderView::clear()
{
    showNotice(tr("No call is selected."), tr("Select a call to see its flow."));
}

MessageId LadderView::currentMessage() const
{
    return m_implementation->m_current;
}

void LadderView::setCurrentMessage(MessageId message)
{
    Implementation& view = *m_implementation;
    view.m_current = message;
    const auto row = view.m_flow ? view.m_flow->rowOf(message) : std::nullopt;
    view.m_marks.selected = row;
    view.m_marks.transaction = row ? transactionRows(*view.m_flow, *row) : std::vector<std::size_t>{};
    if (row)
        view.ensureVisible(*row);
    viewport()->update();
}

void LadderView::setUtc(bool utc)
{
    m_implementation->m_zone = utc ? adapt::Zone::Utc : adapt::Zone::Local;
    viewport()->update();
}

void LadderView::zoomIn()
{
    m_implementation->zoomTo(std::min(m_implementation->m_zoom + 1, zoomSteps.size() - 1));
}

void LadderView::zoomOut()
{
    m_implementation->zoomTo(m_implementation->m_zoom == 0 ? 0 : m_implementation->m_zoom - 1);
}

void LadderView::resetZoom()
{
    m_implementation->zoomTo(normalZoom);
}

void LadderView::paintEvent(QPaintEvent*)
{
    m_implementation->paint();
}

void LadderView::resizeEvent(QResizeEvent* event)
{
    QAbstractScrollArea::resizeEvent(event);
    m_implementation->relayout();
}

void LadderView::mousePressEvent(QMouseEvent* event)
{
    const auto row = m_implementation->rowAt(event->position().toPoint());
    if (event->button() == Qt::LeftButton && row)
        m_implementation->select(*row, true);
}

void LadderView::mouseDoubleClickEvent(QMouseEvent* event)
{
    const auto row = m_implementation->rowAt(event->position().toPoint());
    if (row && m_implementation->arrowAt(*row) != nullptr)
        emit messageActivated(m_implementation->arrowAt(*row)->message);
}

void LadderView::mouseMoveEvent(QMouseEvent* event)
{
    m_implementation->setHovered(m_implementation->rowAt(event->position().toPoint()));
}

void LadderView::leaveEvent(QEvent*)
{
    m_implementation->setHovered(std::nullopt);
}

void LadderView::wheelEvent(QWheelEvent* event)
{
    if (!event->modifiers().testFlag(Qt::ControlModifier)) {
        QAbstractScrollArea::wheelEvent(event);
        return;
    }
    if (event->angleDelta().y() > 0)
        zoomIn();
    else
        zoomOut();
    event->accept();
}

void LadderView::keyPressEvent(QKeyEvent* event)
{
    Implementation& view = *m_implementation;
    const auto last = view.m_flow ? static_cast<int>(view.m_flow->rows.size()) : 0;
    switch (event->key()) {
    case Qt::Key_Down:
    case Qt::Key_J:
        return view.moveBy(1);
    case Qt::Key_Up:
    case Qt::Key_K:
        return view.moveBy(-1);
    case Qt::Key_PageDown:
        return view.moveBy(view.pageRows());
    case Qt::Key_PageUp:
        return view.moveBy(-view.pageRows());
    case Qt::Key_Home:
        return view.moveBy(-last);
    case Qt::Key_End:
        return view.moveBy(last);
    case Qt::Key_Left:
        return horizontalScrollBar()->triggerAction(QAbstractSlider::SliderSingleStepSub);
    case Qt::Key_Right:
        return horizontalScrollBar()->triggerAction(QAbstractSlider::SliderSingleStepAdd);
    case Qt::Key_Plus:
        return zoomIn();
    case Qt::Key_Minus:
        return zoomOut();
    case Qt::Key_0:
        return resetZoom();
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (view.m_marks.selected)
            emit messageActivated(view.m_current);
        return;
    default:
        QAbstractScrollArea::keyPressEvent(event);
    }
}

void LadderView::focusInEvent(QFocusEvent* event)
{
    QAbstractScrollArea::focusInEvent(event);
    viewport()->update();
}

void LadderView::focusOutEvent(QFocusEvent* event)
{
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

void LadderView::changeEvent(QEvent* event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::PaletteChange)
        m_implementation->relayout();
}

bool LadderView::viewportEvent(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const auto row = m_implementation->rowAt(help->pos());
        QToolTip::showText(help->globalPos(), row ? m_implementation->describe(*row) : QString{}, viewport());
        return true;
    }
    return QAbstractScrollArea::viewportEvent(event);
}

} // namespace ui::ladder
