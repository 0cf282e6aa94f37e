// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/timestamp.h"

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string_view>

namespace core::forward {

/// How fast recorded messages are sent.
struct Rate {
    enum class Kind { Maximum, RealTime, PerSecond };

    Kind kind = Kind::Maximum;
    double perSecond = 0;

    bool operator==(const Rate&) const = default;
};

/// "max", "realtime", or messages a second. Error: OptionInvalid.
[[nodiscard]] base::Result<Rate> parseRate(std::string_view text);

/// Makes recorded messages wait for their turn. One thread.
class Pacer {
public:
    explicit Pacer(Rate rate) : m_rate(rate) {}

    /// Waits until a message that was captured then is due. In real time the first one is due at once, and
    /// one that is older than its predecessors too. False after `stop`.
    bool wait(base::Timestamp captured, const std::stop_token& stop);

private:
    using Clock = std::chrono::steady_clock;

    [[nodiscard]] Clock::time_point due(base::Timestamp captured);

    Rate m_rate;
    std::optional<base::Timestamp> m_firstCaptured;
    Clock::time_point m_start;
    Clock::time_point m_next;
    std::mutex m_mutex; // protects nothing; the condition wants one
    std::condition_variable_any m_condition;
};

} // namespace core::forward
