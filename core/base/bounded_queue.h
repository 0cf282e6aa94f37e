// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <optional>
#include <stop_token>
#include <utility>

namespace core::base {

/// Hand-over between two threads, bounded by an amount that the caller states with each item (bytes in
/// all our uses). Any thread. One item larger than the bound is let in when the queue is empty, so
/// nothing waits for ever.
template <typename T>
class BoundedQueue {
public:
    explicit BoundedQueue(std::size_t maximumAmount) : m_maximum(maximumAmount) {}

    /// Waits for room. False when the queue was closed or `stop` was requested; the item is then gone.
    bool push(T item, std::size_t amount, const std::stop_token& stop = {})
    {
        std::unique_lock lock{m_mutex};
        m_hasRoom.wait(lock, stop, [&] { return m_closed || hasRoomFor(amount); });
        if (m_closed || (stop.stop_requested() && !hasRoomFor(amount)))
            return false;
        append(std::move(item), amount);
        return true;
    }

    /// Never waits. False when there is no room or the queue is closed; `item` is then untouched, and
    /// the caller counts it as dropped.
    bool tryPush(T& item, std::size_t amount)
    {
        const std::lock_guard lock{m_mutex};
        if (m_closed || !hasRoomFor(amount))
            return false;
        append(std::move(item), amount);
        return true;
    }

    /// Waits for an item; nothing when the queue is closed and empty.
    std::optional<T> pop()
    {
        std::unique_lock lock{m_mutex};
        m_hasItem.wait(lock, [&] { return m_closed || !m_items.empty(); });
        return takeFirst();
    }

    /// Waits for an item until `deadline`.
    template <typename Clock, typename Span>
    std::optional<T> popUntil(const std::chrono::time_point<Clock, Span>& deadline)
    {
        std::unique_lock lock{m_mutex};
        m_hasItem.wait_until(lock, deadline, [&] { return m_closed || !m_items.empty(); });
        return takeFirst();
    }

    /// No more items; those inside can still be taken.
    void close()
    {
        const std::lock_guard lock{m_mutex};
        m_closed = true;
        m_hasItem.notify_all();
        m_hasRoom.notify_all();
    }

    /// True when closed and empty: nothing will ever come out again.
    [[nodiscard]] bool isFinished() const
    {
        const std::lock_guard lock{m_mutex};
        return m_closed && m_items.empty();
    }

    [[nodiscard]] std::size_t amount() const
    {
        const std::lock_guard lock{m_mutex};
        return m_amount;
    }

private:
    struct Item {
        T value;
        std::size_t amount;
    };

    bool hasRoomFor(std::size_t amount) const { return m_items.empty() || m_amount + amount <= m_maximum; }

    void append(T&& item, std::size_t amount)
    {
        m_items.push_back({std::move(item), amount});
        m_amount += amount;
        m_hasItem.notify_one();
    }

    std::optional<T> takeFirst()
    {
        if (m_items.empty())
            return std::nullopt;
        std::optional<T> value{std::move(m_items.front().value)};
        m_amount -= m_items.front().amount;
        m_items.pop_front();
        m_hasRoom.notify_one();
        return value;
    }

    mutable std::mutex m_mutex; // protects everything below
    std::condition_variable_any m_hasRoom;
    std::condition_variable m_hasItem;
    std::deque<Item> m_items;
    std::size_t m_amount = 0;
    std::size_t m_maximum;
    bool m_closed = false;
};

} // namespace core::base
