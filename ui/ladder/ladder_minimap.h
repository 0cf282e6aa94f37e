// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/flow/call_flow.h"

#include <QPixmap>
#include <QWidget>

class QScrollBar;

namespace ui::ladder {

class LadderLayout;

/// A long ladder as a whole, small: each line of pixels shows the gravest message among the rows that it
/// stands for. A frame marks what the view shows; the mouse moves it. Keeps a picture, not the flow.
class LadderMinimap : public QWidget {
    Q_OBJECT

public:
    /// Moves and follows `bar`, which outlives it.
    LadderMinimap(QScrollBar& bar, QWidget* parent);

    /// Draws the flow for `geometry` within the parent and shows itself there.
    void show(const core::flow::CallFlow& flow, const LadderLayout& layout, const QRect& geometry);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;

private:
    void scrollTo(double y);

    QScrollBar& m_bar;
    QPixmap m_picture;
};

} // namespace ui::ladder
