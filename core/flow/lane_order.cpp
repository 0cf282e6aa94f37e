// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/flow/lane_order.h"

#include <algorithm>
#include <numeric>

namespace core::flow {
namespace {

/// Nobody reads a ladder with more lanes; the work grows with the square.
constexpr std::size_t mostArranged = 40;

std::size_t totalLength(const std::vector<std::size_t>& order, const std::set<LanePair>& pairs)
{
    std::vector<std::size_t> position(order.size());
    for (std::size_t index = 0; index < order.size(); ++index)
        position[order[index]] = index;
    std::size_t length = 0;
    for (const auto& [a, b] : pairs)
        length += std::max(position[a], position[b]) - std::min(position[a], position[b]);
    return length;
}

} // namespace

std::vector<std::size_t> laneOrder(std::size_t count, std::size_t first, const std::set<LanePair>& pairs)
{
    std::vector<std::size_t> order(count);
    std::iota(order.begin(), order.end(), std::size_t{0});
    if (first < count)
        std::rotate(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(first),
                    order.begin() + static_cast<std::ptrdiff_t>(first) + 1);
    if (count > mostArranged)
        return order;
    std::size_t length = totalLength(order, pairs);
    bool improved = true;
    for (std::size_t pass = 0; improved && pass < count; ++pass) {
        improved = false;
        for (std::size_t index = 1; index + 1 < count; ++index) {
            std::swap(order[index], order[index + 1]);
            const std::size_t swapped = totalLength(order, pairs);
            if (swapped < length) {
                length = swapped;
                improved = true;
            } else {
                std::swap(order[index], order[index + 1]);
            }
        }
    }
    return order;
}

} // namespace core::flow
