// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/forward/outbox.h"

#include <cstdint>
#include <deque>
#include <limits>
#include <utility>

namespace core::forward {

/// Packets written to a connection that the other side has not acknowledged, with the place in the byte
/// stream where each ends. When the connection breaks, these are the ones to send again. One thread.
class InFlight {
public:
    /// The end of a packet that was not written whole.
    static constexpr std::uint64_t unfinished = std::numeric_limits<std::uint64_t>::max();

    void add(Packet packet, std::uint64_t end) { m_packets.push_back({std::move(packet), end}); }

    /// Forgets what ends at or before `acknowledged`. Returns how many packets that were.
    std::uint64_t settle(std::uint64_t acknowledged)
    {
        std::uint64_t settled = 0;
        while (!m_packets.empty() && m_packets.front().end <= acknowledged) {
            m_packets.pop_front();
            ++settled;
        }
        return settled;
    }

    /// Takes all out, oldest first.
    [[nodiscard]] std::deque<Packet> takeAll()
    {
        std::deque<Packet> packets;
        for (Entry& entry : m_packets)
            packets.push_back(std::move(entry.packet));
        m_packets.clear();
        return packets;
    }

    [[nodiscard]] bool isEmpty() const { return m_packets.empty(); }

private:
    struct Entry {
        Packet packet;
        std::uint64_t end;
    };

    std::deque<Entry> m_packets;
};

} // namespace core::forward
