// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/flow/media_arrow.h"
#include "ui/ladder/ladder_layout.h"

#include <QFontMetricsF>

class QColor;
class QPainter;

namespace ui::ladder {

/// Paints the RTP streams of a ladder in the coordinates of its lanes: a double line, so that they differ
/// from messages in grey too, and what was measured on it. Made for one pass over the rows.
class MediaPainter {
public:
    MediaPainter(QPainter& painter, const LadderLayout& layout);

    /// `fill` is what the row is filled with.
    void paint(const core::flow::MediaArrow& arrow, double top, double height, const QColor& fill) const;

private:
    void paintLine(const LadderLayout::ArrowLine& line, double y) const;

    QPainter& m_painter;
    const LadderLayout& m_layout;
    QFontMetricsF m_strong;
    QFontMetricsF m_small;
};

} // namespace ui::ladder
