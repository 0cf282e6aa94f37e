// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ladder/ladder_layout.h"

#include <algorithm>
#include <utility>
#include <variant>

namespace ui::ladder {
namespace {

constexpr double hookShare = 0.8; // of the distance between lanes

/// A transaction is over long before this many rows have passed; keeps selecting fast in huge flows.
constexpr std::size_t transactionReach = 2'000;

} // namespace

LadderLayout::LadderLayout(const core::flow::CallFlow& flow, const LadderMeasures& measures, double viewWidth)
    : m_measures(measures), m_lanes(flow.lanes.size())
{
    m_tops.reserve(flow.rows.size() + 1);
    double top = 0;
    for (const core::flow::FlowRow& row : flow.rows) {
        m_tops.push_back(top);
        top += std::holds_alternative<core::flow::QuietGap>(row) ? measures.gapPitch : measures.rowPitch;
    }
    m_tops.push_back(top);

    const double available = viewWidth - fixedWidth() - 2 * measures.margin;
    const auto distances = static_cast<double>(std::max<std::size_t>(m_lanes, 2) - 1);
    // Two lanes may stand further apart than many: their labels are all there is to see.
    const double maximum = measures.laneMaximum * (m_lanes <= 2 ? 1.5 : 1.0);
    m_laneDistance = std::clamp(available / distances, measures.laneMinimum, maximum);
    m_lanesWidth = 2 * measures.margin + distances * m_laneDistance;
}

double LadderLayout::fixedWidth() const
{
    return m_measures.gutter + m_measures.leg + m_measures.time + m_measures.delta + m_measures.bracket;
}

std::optional<std::size_t> LadderLayout::rowAt(double y) const
{
    if (y < 0 || y >= height())
        return std::nullopt;
    const auto after = std::upper_bound(m_tops.begin(), m_tops.end(), y);
    return static_cast<std::size_t>(after - m_tops.begin()) - 1;
}

LadderLayout::RowRange LadderLayout::rowsIn(double top, double bottom) const
{
    if (rows() == 0 || bottom <= 0 || top >= height())
        return {};
    const std::size_t first = rowAt(std::max(top, 0.0)).value_or(0);
    const auto last = std::lower_bound(m_tops.begin(), m_tops.end() - 1, bottom);
    return {first, static_cast<std::size_t>(last - m_tops.begin())};
}

double LadderLayout::laneX(std::size_t lane) const
{
    return m_measures.margin + static_cast<double>(lane) * m_laneDistance;
}

LadderLayout::ArrowLine LadderLayout::lineBetween(std::size_t fromLane, std::size_t toLane) const
{
    const double from = laneX(fromLane);
    if (fromLane == toLane) {
        const bool isLast = m_lanes > 1 && fromLane + 1 == m_lanes;
        return {from, from + m_laneDistance * (isLast ? -hookShare : hookShare), true};
    }
    return {from, laneX(toLane), false};
}

std::vector<std::size_t> transactionRows(const core::flow::CallFlow& flow, std::size_t row)
{
    const auto* chosen = row < flow.rows.size() ? std::get_if<core::flow::Arrow>(&flow.rows[row]) : nullptr;
    if (chosen == nullptr)
        return {};
    const auto hop = [](const core::flow::Arrow& arrow) { return std::minmax(arrow.fromLane, arrow.toLane); };
    const std::size_t first = row > transactionReach ? row - transactionReach : 0;
    const std::size_t end = std::min(flow.rows.size(), row + transactionReach);
    std::vector<std::size_t> rows;
    for (std::size_t i = first; i < end; ++i) {
        const auto* arrow = std::get_if<core::flow::Arrow>(&flow.rows[i]);
        if (arrow != nullptr && arrow->call == chosen->call && arrow->cseq == chosen->cseq &&
            arrow->dialog == chosen->dialog && hop(*arrow) == hop(*chosen))
            rows.push_back(i);
    }
    return rows;
}

} // namespace ui::ladder
