// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <chrono>
#include <random>

namespace core::forward {

/// How long to wait before the next attempt to connect: a quarter of a second at first, twice as long each
/// time up to half a minute, each with a fifth more or less, so that many agents do not come back at once.
class BackOff {
public:
    using Duration = std::chrono::milliseconds;

    static constexpr Duration first{250};
    static constexpr Duration longest{30'000};
    /// A connection that lasted so long counts as good: after it the waiting begins anew.
    static constexpr Duration lasting{5'000};

    [[nodiscard]] Duration next()
    {
        const Duration wait = m_next;
        m_next = std::min(2 * m_next, longest);
        std::uniform_int_distribution<Duration::rep> spread{-wait.count() / 5, wait.count() / 5};
        return wait + Duration{spread(m_random)};
    }

    /// A connection has ended after so long.
    void connectionLasted(std::chrono::steady_clock::duration span)
    {
        if (span >= lasting)
            m_next = first;
    }

private:
    Duration m_next = first;
    std::minstd_rand m_random{std::random_device{}()};
};

} // namespace core::forward
