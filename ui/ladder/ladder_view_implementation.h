// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/adapt/format.h"
#include "ui/ladder/ladder_layout.h"
#include "ui/ladder/ladder_minimap.h"
#include "ui/ladder/ladder_painter.h"
#include "ui/ladder/ladder_view.h"

#include <array>

namespace ui::ladder {

inline constexpr std::array zoomSteps{14.0, 18.0, 24.0, 32.0}; // row pitch at a 12 px data font
inline constexpr std::size_t normalZoom = 1;

/// What the widget knows and does; LadderView itself only takes events.
class LadderView::Implementation {
public:
    explicit Implementation(LadderView& view);

    void setFlow(std::shared_ptr<const core::flow::CallFlow> flow);
    void relayout();
    void paint();
    void select(std::size_t row, bool tell);
    void setHovered(std::optional<std::size_t> row);
    void copyFlow() const;
    void showMenu(const QPoint& globalPosition);
    void moveBy(int rows);
    void moveTo(std::size_t row, int direction);
    void zoomTo(std::size_t step);
    void ensureVisible(std::size_t row);

    [[nodiscard]] std::optional<std::size_t> rowAt(const QPoint& position) const;
    [[nodiscard]] const core::flow::Arrow* arrowAt(std::size_t row) const;
    [[nodiscard]] QString describe(std::size_t row) const;
    [[nodiscard]] int pageRows() const;

    LadderView& m_view;
    std::shared_ptr<const core::flow::CallFlow> m_flow;
    LadderLayout m_layout;
    LadderMarks m_marks;
    core::base::MessageId m_current;
    adapt::Zone m_zone = adapt::Zone::Local;
    std::size_t m_zoom = normalZoom;
    int m_width = 0;          // of the viewport without the map
    LadderMinimap* m_minimap; // owned by the viewport as its child
    QString m_notice;
    QString m_advice;
};

} // namespace ui::ladder
