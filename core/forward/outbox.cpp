// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/forward/outbox.h"

#include <utility>

namespace core::forward {
namespace {

std::size_t place(NotSent reason)
{
    return static_cast<std::size_t>(reason);
}

} // namespace

Outbox::Outbox(std::size_t maximumBytes, std::optional<std::chrono::milliseconds> patience, Listener listener)
    : m_queue(maximumBytes), m_listener(std::move(listener)), m_patience(patience)
{
}

std::size_t Outbox::costOf(const Packet& packet)
{
    return packet.capacity() + sizeof(Packet);
}

bool Outbox::hasWaiting() const
{
    return m_counters.sent + m_counters.notSentTotal() < m_counters.taken;
}

void Outbox::countTaken()
{
    // Before this one there was nothing to make progress with.
    if (!hasWaiting())
        m_lastProgress = Clock::now();
    ++m_counters.taken;
}

void Outbox::offer(Packet packet)
{
    const std::size_t cost = costOf(packet);
    const bool hasRoom = m_queue.tryPush(packet, cost);
    const std::lock_guard lock{m_mutex};
    countTaken();
    if (!hasRoom)
        ++m_counters.notSent[place(m_isGivenUp ? NotSent::Unreachable : NotSent::QueueFull)];
}

bool Outbox::put(Packet packet, const std::stop_token& stop)
{
    const std::size_t cost = costOf(packet);
    const bool isIn = m_queue.push(std::move(packet), cost, stop);
    const std::lock_guard lock{m_mutex};
    // A message that the user did not want to wait for was never taken.
    if (isIn || m_isGivenUp)
        countTaken();
    if (!isIn && m_isGivenUp)
        ++m_counters.notSent[place(NotSent::Unreachable)];
    return isIn;
}

void Outbox::refuse(NotSent reason)
{
    const std::lock_guard lock{m_mutex};
    countTaken();
    ++m_counters.notSent[place(reason)];
}

void Outbox::close(std::chrono::milliseconds patience)
{
    m_queue.close();
    const std::lock_guard lock{m_mutex};
    m_isClosed = true;
    m_patience = patience;
    m_lastProgress = Clock::now();
}

ForwardCounters Outbox::counters() const
{
    const std::lock_guard lock{m_mutex};
    return m_counters;
}

std::optional<Packet> Outbox::takeUntil(Clock::time_point deadline)
{
    return m_queue.popUntil(deadline);
}

void Outbox::countSent(std::uint64_t packets)
{
    if (packets == 0)
        return;
    const std::lock_guard lock{m_mutex};
    m_counters.sent += packets;
    m_lastProgress = Clock::now();
}

void Outbox::countNotSent(NotSent reason, std::uint64_t packets)
{
    const std::lock_guard lock{m_mutex};
    m_counters.notSent[place(reason)] += packets;
    m_lastProgress = Clock::now();
}

void Outbox::countRefused()
{
    const std::lock_guard lock{m_mutex};
    if (m_counters.sent == 0)
        return;
    --m_counters.sent;
    ++m_counters.notSent[place(NotSent::Refused)];
}

bool Outbox::isPatienceOver() const
{
    const std::lock_guard lock{m_mutex};
    return m_patience && hasWaiting() && Clock::now() - m_lastProgress > *m_patience;
}

bool Outbox::isClosed() const
{
    const std::lock_guard lock{m_mutex};
    return m_isClosed;
}

void Outbox::giveUp(NotSent reason)
{
    {
        const std::lock_guard lock{m_mutex};
        m_isGivenUp = true;
        m_isClosed = true;
    }
    m_queue.close();
    std::uint64_t packets = 0;
    while (m_queue.pop())
        ++packets;
    countNotSent(reason, packets);
}

void Outbox::tell(const ConnectionChange& change) const
{
    if (m_listener)
        m_listener(change);
}

} // namespace core::forward
