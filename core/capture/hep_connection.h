// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/hep_gate.h"
#include "core/capture/hep_stream_source.h"
#include "core/capture/live_batcher.h"
#include "core/hep/hep_stream_framer.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>

namespace core::capture {

/// One agent's connection without the socket: bytes in, frames out, and when its time is up. One thread.
class HepConnection {
public:
    using Clock = std::chrono::steady_clock;

    HepConnection(const net::Endpoint& sender, net::Transport transport, const HepStreamLimits& limits,
                  LiveBatcher& batcher, HepGate& gate)
        : m_sender(sender), m_transport(transport), m_limits(limits), m_batcher(batcher), m_gate(gate)
    {
    }

    /// False: it has brought too much that is no HEP.
    [[nodiscard]] bool take(std::span<const std::byte> bytes);
    /// It is closed: hands out what was incomplete.
    void finish();

    /// Nothing came for too long.
    [[nodiscard]] bool isTooSlow(Clock::time_point now) const;

    [[nodiscard]] const net::IpAddress& sender() const { return m_sender.address; }

    [[nodiscard]] bool isWithinPacket() const { return m_framer.pendingBytes() != 0; }

    [[nodiscard]] bool hasPackets() const { return m_framer.packets() != 0; }

private:
    void deliverPieces();
    void deliver(const hep::HepStreamFramer::Piece& piece);

    net::Endpoint m_sender;
    net::Transport m_transport;
    const HepStreamLimits& m_limits;
    LiveBatcher& m_batcher;
    HepGate& m_gate;
    hep::HepStreamFramer m_framer;
    std::size_t m_garbage = 0; ///< since the last packet
    Clock::time_point m_connected = Clock::now();
    Clock::time_point m_lastBytes = m_connected;
    Clock::time_point m_packetBegan = m_connected; ///< of the packet in hand
};

} // namespace core::capture
