// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/ladder/arrow_label.h"
#include "ui/ladder/ladder_layout.h"

#include <QColor>
#include <QFontMetricsF>
#include <QPen>
#include <QRectF>

class QPainter;

namespace ui::ladder {

/// Paints the arrows of a ladder in the coordinates of its lanes: line, head, label and badges. Made for one
/// pass over the rows, so that fonts are measured once and not per arrow.
class ArrowPainter {
public:
    ArrowPainter(QPainter& painter, const LadderLayout& layout);

    /// `fill` is what the row is filled with: lanes that the arrow passes do not shine through its label.
    void paint(const core::flow::Arrow& arrow, double top, double height, const QColor& fill) const;

private:
    /// One arrow: where its line is and where its texts stand.
    struct Row {
        const core::flow::Arrow& arrow;
        LadderLayout::ArrowLine line;
        ArrowLabel label;
        QRectF textBand; ///< from the left end of the line
        double lineY;
        double textY;
    };

    [[nodiscard]] double widthOf(const QString& text, LabelFont font) const;
    void paintLine(const Row& row, const QPen& pen, double inset, double y) const;
    void paintResent(const Row& row, const QPen& pen) const;
    void paintHead(const QPointF& tip, bool pointsRight, const core::flow::Arrow& arrow, const QColor& color,
                   double scale = 1) const;
    void paintHook(const Row& row, const QPen& pen) const;
    void paintText(const Row& row, double left, LabelFont font, const QColor& color,
                   const QString& text) const;
    void paintViews(const Row& row) const;
    void paintPill(const Row& row) const;
    void paintBadge(const Row& row) const;
    [[nodiscard]] QRectF badgeBox(const Row& row, double left, double width) const;

    QPainter& m_painter;
    const LadderLayout& m_layout;
    QFontMetricsF m_strong;
    QFontMetricsF m_small;
    QFontMetricsF m_smallStrong;
};

} // namespace ui::ladder
