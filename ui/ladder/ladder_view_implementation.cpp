// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ladder/ladder_view_implementation.h"

#include "core/flow/text_flow.h"
#include "ui/adapt/text.h"
#include "ui/ladder/arrow_description.h"
#include "ui/ladder/media_label.h"
#include "ui/theme/pane_notice.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QMenu>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>
#include <utility>
#include <variant>

namespace ui::ladder {

using core::flow::Arrow;

namespace {

constexpr int mapFromPages = 3; // a map helps when this many pages do not show all
constexpr double mapWidth = 48;

} // namespace

LadderView::Implementation::Implementation(LadderView& view)
    : m_view(view), m_minimap(new LadderMinimap{*view.verticalScrollBar(), view.viewport()})
{
    m_minimap->hide();
}

void LadderView::Implementation::setFlow(std::shared_ptr<const core::flow::CallFlow> flow)
{
    const bool sameCalls = m_flow && flow && m_flow->calls == flow->calls;
    m_flow = std::move(flow);
    m_notice.clear();
    m_advice.clear();
    m_marks.hovered.reset();
    m_marks.related.clear();
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
    measures.leg = metrics.scaled(20);
    const QFontMetricsF fixed{theme::fonts().fixed};
    measures.time = fixed.horizontalAdvance(QStringLiteral("00:00:00.000")) + metrics.scaled(8);
    measures.delta = fixed.horizontalAdvance(QStringLiteral("+000.0 ms")) + metrics.scaled(10);
    measures.bracket = metrics.scaled(16);
    measures.laneMinimum = metrics.scaled(120);
    measures.laneMaximum = metrics.scaled(320);
    QSize size = m_view.viewport()->size();
    const int bodyHeight = std::max(1, size.height() - static_cast<int>(measures.headHeight));
    m_layout = LadderLayout{*m_flow, measures, static_cast<double>(size.width())};
    const bool hasMap = m_layout.height() > mapFromPages * bodyHeight;
    if (hasMap) {
        size.rwidth() -= metrics.scaled(mapWidth);
        m_layout = LadderLayout{*m_flow, measures, static_cast<double>(size.width())};
    }
    m_width = size.width();

    QScrollBar* vertical = m_view.verticalScrollBar();
    vertical->setRange(0, std::max(0, static_cast<int>(m_layout.height()) - bodyHeight));
    vertical->setPageStep(bodyHeight);
    vertical->setSingleStep(static_cast<int>(measures.rowPitch));
    const int lanesRoom = size.width() - static_cast<int>(m_layout.fixedWidth());
    QScrollBar* horizontal = m_view.horizontalScrollBar();
    horizontal->setRange(0, std::max(0, static_cast<int>(m_layout.lanesWidth()) - lanesRoom));
    horizontal->setPageStep(std::max(1, lanesRoom));
    horizontal->setSingleStep(static_cast<int>(measures.unit) * 2);
    if (hasMap)
        m_minimap->show(*m_flow, m_layout,
                        {size.width(), size.height() - bodyHeight, metrics.scaled(mapWidth), bodyHeight});
    else
        m_minimap->hide();
}

void LadderView::Implementation::paint()
{
    QPainter painter{m_view.viewport()};
    QRectF view{m_view.viewport()->rect()};
    if (m_flow && !m_flow->rows.empty()) {
        m_marks.hasFocus = m_view.hasFocus();
        painter.fillRect(view, theme::colors().header);
        view.setWidth(m_width);
        LadderPainter{*m_flow, m_layout, m_zone}.paint(painter, view, m_view.horizontalScrollBar()->value(),
                                                       m_view.verticalScrollBar()->value(), m_marks);
        return;
    }
    painter.fillRect(view, theme::colors().base);
    theme::paintPaneNotice(painter, view, m_notice, m_advice);
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
    m_marks.related = row ? transactionRows(*m_flow, *row) : std::vector<std::size_t>{};
    m_view.viewport()->update();
}

/// The whole ladder as lines of text, for a mail or a ticket.
void LadderView::Implementation::copyFlow() const
{
    if (m_flow)
        QApplication::clipboard()->setText(adapt::exact(core::flow::textFlow(*m_flow)));
}

void LadderView::Implementation::showMenu(const QPoint& globalPosition)
{
    QMenu menu{&m_view};
    const auto selected = m_marks.selected;
    menu.addAction(LadderView::tr("Open the message"), &m_view,
                   [this] { emit m_view.messageActivated(m_current); })
        ->setEnabled(selected.has_value());
    menu.addAction(LadderView::tr("Copy the arrow as text"), &m_view,
                   [this, selected] { QApplication::clipboard()->setText(describe(*selected)); })
        ->setEnabled(selected.has_value());
    menu.addAction(LadderView::tr("Copy the flow as text"), &m_view, [this] { copyFlow(); })
        ->setEnabled(m_flow != nullptr);
    menu.addSeparator();
    menu.addAction(LadderView::tr("Higher rows"), &m_view, &LadderView::zoomIn);
    menu.addAction(LadderView::tr("Lower rows"), &m_view, &LadderView::zoomOut);
    menu.exec(globalPosition);
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
    if (const Arrow* arrow = arrowAt(row))
        return describeArrow(*m_flow, *arrow, m_zone);
    const auto* stream = m_flow && row < m_flow->rows.size()
                             ? std::get_if<core::flow::MediaArrow>(&m_flow->rows[row])
                             : nullptr;
    return stream == nullptr ? QString{} : describeMedia(*stream, m_zone);
}

int LadderView::Implementation::pageRows() const
{
    const double page = m_view.verticalScrollBar()->pageStep();
    return std::max(1, static_cast<int>(page / m_layout.measures().rowPitch) - 1);
}

} // namespace ui::ladder
