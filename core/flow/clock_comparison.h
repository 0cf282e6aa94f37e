// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/timestamp.h"
#include "core/net/address.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <utility>
#include <vector>

namespace core::flow {

/// What the clock of one point shows when that of another shows zero, in nanoseconds.
struct ClockDifference {
    std::int64_t offset = 0;
    std::optional<std::int64_t> uncertainty;
    bool isTwoWay = false;
    bool isFromExchanges = false;
};

/// Collects what two points saw, and estimates how far apart their clocks are. One thread.
class ClockComparison {
public:
    /// One packet, so much later (or, below zero, earlier) on the clock of the second point.
    void addSamePacket(const net::IpAddress& from, const net::IpAddress& to, std::int64_t later);
    /// A request that the first point saw before it came to the second, and the response that came back by
    /// way of the second to the first: so much later on the clock of the one that saw it later.
    void addExchange(std::int64_t requestLater, std::int64_t responseLater);

    [[nodiscard]] std::size_t samePackets() const { return m_samePackets; }

    /// The median; nothing without packets that both saw.
    [[nodiscard]] std::optional<std::int64_t> delay() const;
    [[nodiscard]] std::optional<ClockDifference> difference() const;

private:
    /// Samples of one direction; more tell nothing new.
    static constexpr std::size_t mostSamples = 10'000;

    struct Directions {
        std::vector<std::int64_t> there; ///< from the lower address to the higher
        std::vector<std::int64_t> back;
    };

    std::map<std::pair<net::IpAddress, net::IpAddress>, Directions> m_hosts;
    std::size_t m_samePackets = 0;
    /// The exchange that took the least time outside of what both saw: request and response.
    std::optional<std::pair<std::int64_t, std::int64_t>> m_exchange;
};

} // namespace core::flow
