// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/adapt/format.h"
#include "ui/ladder/ladder_layout.h"

#include <QRectF>

#include <optional>
#include <vector>

class QPainter;

namespace ui::ladder {

/// What of the ladder is marked when it is painted.
struct LadderMarks {
    std::optional<std::size_t> selected;
    std::optional<std::size_t> hovered;
    /// Rows of the selected message's transaction.
    std::vector<std::size_t> transaction;
    bool hasFocus = false;
};

/// Turns a layout into pixels: for the screen, an image or a page. Holds no state of its own; paints only
/// rows that show.
class LadderPainter {
public:
    LadderPainter(const core::flow::CallFlow& flow, const LadderLayout& layout, adapt::Zone zone);

    /// Paints the view: heads on top, fixed columns at the left, lanes scrolled by (`scrollX`, `scrollY`).
    void paint(QPainter& painter, const QRectF& view, double scrollX, double scrollY,
               const LadderMarks& marks) const;

private:
    void paintRows(QPainter& painter, const QRectF& area, double scrollY, const LadderMarks& marks) const;
    void paintFixedColumns(QPainter& painter, const core::flow::Arrow& arrow, double top,
                           double height) const;
    void paintDelta(QPainter& painter, const core::flow::Arrow& arrow, const QRectF& cell) const;
    void paintGap(QPainter& painter, const core::flow::QuietGap& gap, double top, double height,
                  const QRectF& lanes, double scrollX) const;
    void paintArrow(QPainter& painter, const core::flow::Arrow& arrow, double top, double height) const;
    void paintBracket(QPainter& painter, double scrollY, double bodyTop, const LadderMarks& marks) const;
    void paintLanes(QPainter& painter, const QRectF& lanes, double scrollX) const;
    void paintHeads(QPainter& painter, const QRectF& view, double scrollX) const;
    void paintHead(QPainter& painter, std::size_t lane, const QRectF& visible, double scrollX) const;

    const core::flow::CallFlow& m_flow;
    const LadderLayout& m_layout;
    adapt::Zone m_zone;
};

} // namespace ui::ladder
