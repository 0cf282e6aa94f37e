// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ladder/ladder_minimap.h"

#include "ui/ladder/ladder_layout.h"
#include "ui/theme/theme.h"

#include <QCoreApplication>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <QWheelEvent>

#include <algorithm>
#include <variant>

namespace ui::ladder {
namespace {

using core::flow::Arrow;

constexpr double edge = 5; // left and right of the lanes

/// Failures before requests before other responses.
int gravity(const Arrow& arrow)
{
    return arrow.status >= 400 ? arrow.status : arrow.kind == core::sip::Kind::Request ? 2 : 1;
}

const Arrow* gravestIn(const core::flow::CallFlow& flow, LadderLayout::RowRange rows)
{
    const Arrow* gravest = nullptr;
    for (std::size_t row = rows.first; row < rows.end; ++row) {
        const auto* arrow = std::get_if<Arrow>(&flow.rows[row]);
        if (arrow != nullptr && (gravest == nullptr || gravity(*arrow) > gravity(*gravest)))
            gravest = arrow;
    }
    return gravest;
}

QPixmap drawMap(const core::flow::CallFlow& flow, const LadderLayout& layout, const QSize& size, double ratio)
{
    QPixmap picture{size * ratio};
    picture.setDevicePixelRatio(ratio);
    picture.fill(theme::colors().base);
    QPainter painter{&picture};
    const double share = (size.width() - 2 * edge) / std::max(1.0, layout.lanesWidth());
    const double step = layout.height() / std::max(1, size.height());
    for (int y = 0; y < size.height(); ++y) {
        const Arrow* arrow = gravestIn(flow, layout.rowsIn(y * step, (y + 1) * step));
        if (arrow == nullptr)
            continue;
        const LadderLayout::ArrowLine line = layout.arrowLine(*arrow);
        painter.fillRect(
            QRectF{edge + line.left() * share, static_cast<double>(y),
                   std::max(2.0, (line.right() - line.left()) * share), 1},
            theme::withOpacity(theme::colors().status(arrow->status), arrow->status >= 400 ? 1.0 : 0.45));
    }
    painter.fillRect(QRect{0, 0, 1, size.height()}, theme::colors().line);
    return picture;
}

} // namespace

LadderMinimap::LadderMinimap(QScrollBar& bar, QWidget* parent) : QWidget(parent), m_bar(bar)
{
    setToolTip(tr("The whole flow; drag to scroll"));
    setAccessibleName(tr("Map of the flow"));
    connect(&bar, &QScrollBar::valueChanged, this, qOverload<>(&QWidget::update));
}

void LadderMinimap::show(const core::flow::CallFlow& flow, const LadderLayout& layout, const QRect& geometry)
{
    setGeometry(geometry);
    m_picture = drawMap(flow, layout, geometry.size(), devicePixelRatioF());
    setVisible(true);
    update();
}

void LadderMinimap::paintEvent(QPaintEvent*)
{
    QPainter painter{this};
    painter.drawPixmap(0, 0, m_picture);
    const double whole = m_bar.maximum() + m_bar.pageStep();
    const double top = m_bar.value() / whole * height();
    const double shown = std::max(6.0, m_bar.pageStep() / whole * height());
    const QRectF frame{1.5, std::min(top, height() - shown) + 0.5, width() - 2.0, shown - 1};
    painter.setPen(QPen{theme::colors().accent, 1});
    painter.setBrush(theme::withOpacity(theme::colors().accent, 0.12));
    painter.drawRect(frame);
}

void LadderMinimap::scrollTo(double y)
{
    const double whole = m_bar.maximum() + m_bar.pageStep();
    m_bar.setValue(static_cast<int>(y / std::max(1, height()) * whole - m_bar.pageStep() / 2.0));
}

void LadderMinimap::mousePressEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton)
        scrollTo(event->position().y());
}

void LadderMinimap::mouseMoveEvent(QMouseEvent* event)
{
    if (event->buttons().testFlag(Qt::LeftButton))
        scrollTo(event->position().y());
}

void LadderMinimap::wheelEvent(QWheelEvent* event)
{
    QCoreApplication::sendEvent(&m_bar, event);
}

} // namespace ui::ladder
