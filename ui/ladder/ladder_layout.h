// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/flow/call_flow.h"

#include <cstddef>
#include <optional>
#include <vector>

namespace ui::ladder {

/// Lengths that the layout is made of, in logical pixels.
struct LadderMeasures {
    double unit = 16;     ///< height of the data font
    double rowPitch = 18; ///< one arrow
    double gapPitch = 13; ///< a row that stands for quiet time
    double headHeight = 38;
    double gutter = 24; ///< severity
    double leg = 20;    ///< the letter of the call
    double time = 92;
    double delta = 72;
    double bracket = 16; ///< between the divider and the lanes, for the bracket of a transaction
    double laneMinimum = 120;
    double laneMaximum = 320;
    double margin = 24; ///< before the first and after the last lane

    /// High rows have the label above the line, others on it.
    [[nodiscard]] bool labelAbove() const { return rowPitch >= 1.45 * unit; }
};

/// Where the parts of a ladder are: a pure function of a flow, the measures and the width of the view. No
/// painter, no fonts, no widget. Content coordinates: x from the left edge of the lanes' scrolled area, y
/// from the top of the first row.
class LadderLayout {
public:
    LadderLayout() = default;
    LadderLayout(const core::flow::CallFlow& flow, const LadderMeasures& measures, double viewWidth);

    [[nodiscard]] const LadderMeasures& measures() const { return m_measures; }

    /// Width of the columns that do not scroll sideways: gutter, leg, time, delta, bracket.
    [[nodiscard]] double fixedWidth() const;

    /// Width of the lanes, margins included; wider than the rest of the view when it has to scroll.
    [[nodiscard]] double lanesWidth() const { return m_lanesWidth; }

    [[nodiscard]] double height() const { return m_tops.empty() ? 0 : m_tops.back(); }

    [[nodiscard]] std::size_t rows() const { return m_tops.empty() ? 0 : m_tops.size() - 1; }

    [[nodiscard]] double rowTop(std::size_t row) const { return m_tops[row]; }

    [[nodiscard]] double rowHeight(std::size_t row) const { return m_tops[row + 1] - m_tops[row]; }

    /// Row at a height; nothing above the first and below the last.
    [[nodiscard]] std::optional<std::size_t> rowAt(double y) const;

    /// First and one past the last row that a band of the content shows.
    struct RowRange {
        std::size_t first = 0;
        std::size_t end = 0;
    };

    [[nodiscard]] RowRange rowsIn(double top, double bottom) const;

    [[nodiscard]] std::size_t lanes() const { return m_lanes; }

    [[nodiscard]] double laneDistance() const { return m_laneDistance; }

    [[nodiscard]] double laneX(std::size_t lane) const;

    /// Where the arrow of a message starts and ends. Equal lanes make a hook to the right; to the left at the
    /// last of several lanes.
    struct ArrowLine {
        double from = 0;
        double to = 0;
        bool isHook = false;

        [[nodiscard]] double left() const { return from < to ? from : to; }

        [[nodiscard]] double right() const { return from < to ? to : from; }

        [[nodiscard]] bool pointsRight() const { return to > from; }
    };

    [[nodiscard]] ArrowLine arrowLine(const core::flow::Arrow& arrow) const
    {
        return lineBetween(arrow.fromLane, arrow.toLane);
    }

    [[nodiscard]] ArrowLine lineBetween(std::size_t fromLane, std::size_t toLane) const;

private:
    LadderMeasures m_measures;
    /// Top of each row, and the height of the whole as the last.
    std::vector<double> m_tops;
    std::size_t m_lanes = 0;
    double m_laneDistance = 0;
    double m_lanesWidth = 0;
};

/// Rows of the transaction that the message in `row` belongs to: same call, CSeq and hop. Sorted; only `row`
/// itself when it has no other.
[[nodiscard]] std::vector<std::size_t> transactionRows(const core::flow::CallFlow& flow, std::size_t row);

} // namespace ui::ladder
