// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/adapt/format.h"
#include "ui/ladder/ladder_layout.h"

#include <QRectF>

#include <optional>
#include <vector>

class QColor;
class QPainter;

namespace ui::ladder {

/// What of the ladder is marked when it is painted.
struct LadderMarks {
    std::optional<std::size_t> selected;
    std::optional<std::size_t> hovered;
    /// Rows of the selected message's transaction.
    std::vector<std::size_t> transaction;
    /// Rows of the hovered message's transaction.
    std::vector<std::size_t> related;
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
    /// The letter of the call and the time at the left of one row.
    void paintStart(QPainter& painter, std::size_t callIndex, core::base::Timestamp time, const QRectF& row,
                    bool isRelated) const;
    /// The columns at the left of a message.
    void paintFixedColumns(QPainter& painter, const core::flow::Arrow& arrow, double top, double height,
                           bool isRelated) const;
    void paintRows(QPainter& painter, const QRectF& body, double scrollY, const LadderMarks& marks) const;
    void paintArrows(QPainter& painter, const QRectF& body, double scrollX, double scrollY,
                     const LadderMarks& marks) const;
    void paintDelta(QPainter& painter, const core::flow::Arrow& arrow, const QRectF& cell) const;
    void paintGap(QPainter& painter, double top, double height) const;
    void paintBracket(QPainter& painter, double scrollY, double bodyTop, const LadderMarks& marks) const;
    void paintLanes(QPainter& painter, const QRectF& lanes, double scrollX) const;
    void paintHeads(QPainter& painter, const QRectF& view, double scrollX) const;
    void paintHead(QPainter& painter, std::size_t lane, const QRectF& visible, double scrollX) const;

    /// What the row is filled with.
    [[nodiscard]] const QColor& fillOf(std::size_t row, const LadderMarks& marks) const;
    [[nodiscard]] double divider() const;
    [[nodiscard]] QRectF timeCell(double top, double height) const;
    [[nodiscard]] QRectF deltaCell(double top, double height) const;

    const core::flow::CallFlow& m_flow;
    const LadderLayout& m_layout;
    adapt::Zone m_zone;
};

} // namespace ui::ladder
