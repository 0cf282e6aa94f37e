// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bounded_queue.h"
#include "core/base/error.h"
#include "core/forward/forward_counters.h"
#include "core/forward/packet.h"

#include <chrono>
#include <cstddef>
#include <functional>
#include <mutex>
#include <optional>
#include <stop_token>

namespace core::forward {

/// What changed between a forwarder and its collector; `error` says why a connection was lost or not made.
struct ConnectionChange {
    bool isConnected = false;
    std::optional<base::Error> error;
};

/// Packets that wait for one collector, and the account of all messages meant for it. Bounded in bytes. Any
/// thread.
class Outbox {
public:
    using Clock = std::chrono::steady_clock;
    using Listener = std::function<void(const ConnectionChange&)>;

    /// `patience`: after so long without any progress on waiting packets the collector is given up;
    /// nothing: never.
    Outbox(std::size_t maximumBytes, std::optional<std::chrono::milliseconds> patience, Listener listener);

    /// Never waits; a packet without room counts as not sent.
    void offer(Packet packet);
    /// Waits for room. False: the collector was given up, or `stop` was requested.
    bool put(Packet packet, const std::stop_token& stop);
    /// A message that cannot be sent whatever happens.
    void refuse(NotSent reason);
    /// No more packets; what waits still goes out, with this much patience from now on.
    void close(std::chrono::milliseconds patience);

    [[nodiscard]] ForwardCounters counters() const;

    // For the courier.

    [[nodiscard]] std::optional<Packet> takeUntil(Clock::time_point deadline);
    void countSent(std::uint64_t packets);
    void countNotSent(NotSent reason, std::uint64_t packets);
    /// A packet that had been counted as sent did not arrive.
    void countRefused();
    /// Packets wait, and nothing has moved for too long.
    [[nodiscard]] bool isPatienceOver() const;
    /// Counts everything that waits as `reason`, and takes nothing more.
    void giveUp(NotSent reason);

    [[nodiscard]] bool isClosed() const;

    /// Closed and empty.
    [[nodiscard]] bool isFinished() const { return m_queue.isFinished(); }

    void tell(const ConnectionChange& change) const;

private:
    [[nodiscard]] static std::size_t costOf(const Packet& packet);
    // With m_mutex held.
    [[nodiscard]] bool hasWaiting() const;
    void countTaken();

    base::BoundedQueue<Packet> m_queue;
    Listener m_listener;
    mutable std::mutex m_mutex; // protects everything below
    ForwardCounters m_counters;
    std::optional<std::chrono::milliseconds> m_patience;
    Clock::time_point m_lastProgress = Clock::now();
    bool m_isClosed = false;
    bool m_isGivenUp = false;
};

} // namespace core::forward
