// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/flow/clock_comparison.h"

#include <algorithm>
#include <cstdlib>

namespace core::flow {
namespace {

/// Pairs of hosts whose packets are told apart by direction.
constexpr std::size_t mostHostPairs = 1'000;

std::int64_t median(std::vector<std::int64_t> samples)
{
    const auto middle = samples.begin() + static_cast<std::ptrdiff_t>(samples.size() / 2);
    std::ranges::nth_element(samples, middle);
    return *middle;
}

} // namespace

void ClockComparison::addSamePacket(const net::IpAddress& from, const net::IpAddress& to, std::int64_t later)
{
    ++m_samePackets;
    const std::pair hosts{std::min(from, to), std::max(from, to)};
    if (m_hosts.size() >= mostHostPairs && !m_hosts.contains(hosts))
        return;
    Directions& directions = m_hosts[hosts];
    std::vector<std::int64_t>& samples = from <= to ? directions.there : directions.back;
    if (samples.size() < mostSamples)
        samples.push_back(later);
}

void ClockComparison::addExchange(std::int64_t requestLater, std::int64_t responseLater)
{
    const auto total = [](const std::pair<std::int64_t, std::int64_t>& one) {
        return one.first + one.second;
    };
    const std::pair one{requestLater, responseLater};
    // Both clocks ran on between: a sum below zero is no exchange.
    if (total(one) >= 0 && (!m_exchange || total(one) < total(*m_exchange)))
        m_exchange = one;
}

std::optional<std::int64_t> ClockComparison::delay() const
{
    std::vector<std::int64_t> all;
    for (const auto& [hosts, directions] : m_hosts) {
        all.insert(all.end(), directions.there.begin(), directions.there.end());
        all.insert(all.end(), directions.back.begin(), directions.back.end());
    }
    return all.empty() ? std::nullopt : std::optional{median(std::move(all))};
}

std::optional<ClockDifference> ClockComparison::difference() const
{
    std::vector<std::int64_t> offsets;
    std::vector<std::int64_t> transits;
    for (const auto& [hosts, directions] : m_hosts) {
        if (directions.there.empty() || directions.back.empty())
            continue;
        const std::int64_t there = median(directions.there);
        const std::int64_t back = median(directions.back);
        offsets.push_back(there + (back - there) / 2);
        transits.push_back(std::abs(there - back) / 2);
    }
    if (!offsets.empty())
        return ClockDifference{median(offsets), median(transits), true, false};
    if (m_exchange) {
        const auto [request, response] = *m_exchange;
        return ClockDifference{(request - response) / 2, (request + response) / 2, true, true};
    }
    if (const auto later = delay())
        return ClockDifference{*later, std::nullopt, false, false};
    return std::nullopt;
}

} // namespace core::flow
