// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/forward/pacer.h"

#include "core/base/ascii.h"

#include <algorithm>

namespace core::forward {

base::Result<Rate> parseRate(std::string_view text)
{
    if (text == "max")
        return Rate{};
    if (text == "realtime")
        return Rate{Rate::Kind::RealTime, 0};
    double perSecond = 0;
    const char* end = text.data() + text.size();
    const auto [stop, problem] = std::from_chars(text.data(), end, perSecond, std::chars_format::fixed);
    constexpr double slowest = 0.001;
    constexpr double fastest = 1e9;
    const bool isInRange = perSecond >= slowest && perSecond <= fastest; // no for what is not a number
    if (problem != std::errc{} || stop != end || !isInRange)
        return base::Error{base::ErrorCode::OptionInvalid, "--rate " + std::string{text},
                           "neither max, realtime, nor messages a second"};
    return Rate{Rate::Kind::PerSecond, perSecond};
}

bool Pacer::wait(base::Timestamp captured, const std::stop_token& stop)
{
    if (m_rate.kind == Rate::Kind::Maximum)
        return !stop.stop_requested();
    const Clock::time_point turn = due(captured);
    if (turn > Clock::now()) {
        std::unique_lock lock{m_mutex};
        m_condition.wait_until(lock, stop, turn, [] { return false; });
    }
    return !stop.stop_requested();
}

Pacer::Clock::time_point Pacer::due(base::Timestamp captured)
{
    const Clock::time_point now = Clock::now();
    if (m_rate.kind == Rate::Kind::RealTime) {
        if (!m_firstCaptured) {
            m_firstCaptured = captured;
            m_start = now;
        }
        if (captured <= *m_firstCaptured)
            return m_start;
        // What a damaged capture says may be centuries apart, more than a Duration holds.
        constexpr std::uint64_t longest = std::chrono::nanoseconds{std::chrono::hours{24 * 365}}.count();
        const std::uint64_t elapsed = static_cast<std::uint64_t>(base::toNanoseconds(captured)) -
                                      static_cast<std::uint64_t>(base::toNanoseconds(*m_firstCaptured));
        return m_start + std::chrono::nanoseconds{static_cast<std::int64_t>(std::min(elapsed, longest))};
    }
    // What sleeping took too long is made up for; what waiting for the collector took is not.
    constexpr std::chrono::milliseconds atMost{10};
    const Clock::time_point turn = std::max(m_next, now - atMost);
    m_next = turn +
             std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>{1 / m_rate.perSecond});
    return turn;
}

} // namespace core::forward
