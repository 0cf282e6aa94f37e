// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ladder/ladder_view.h"

#include "ui/ladder/ladder_view_implementation.h"
#include "ui/theme/theme.h"

#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QScrollBar>
#include <QToolTip>

#include <algorithm>
#include <utility>

namespace ui::ladder {

using core::base::MessageId;

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
    m_implementation->m_minimap->hide();
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
    if (view.m_flow)
        setAccessibleDescription(row ? view.describe(*row) : QString());
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

void LadderView::contextMenuEvent(QContextMenuEvent* event)
{
    if (event->reason() == QContextMenuEvent::Mouse) {
        if (const auto row = m_implementation->rowAt(event->pos()))
            m_implementation->select(*row, true);
    }
    m_implementation->showMenu(event->globalPos());
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
    if (event->matches(QKeySequence::Copy))
        return view.copyFlow();
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
