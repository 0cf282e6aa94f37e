// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/timestamp.h"

#include <cmath>
#include <cstdint>

namespace core::media {

/// Interarrival jitter of RFC 3550 section 6.4.1, in ms. The difference is taken between each packet and the
/// one before it that took part. Fixed size; one thread.
class JitterMeter {
public:
    /// `clockRate` is not 0. Returns the jitter now.
    double add(base::Timestamp captured, std::uint32_t timestamp, std::uint32_t clockRate)
    {
        if (clockRate == m_clockRate) {
            const auto ticks = static_cast<std::int32_t>(timestamp - m_timestamp);
            const double sent = ticks * m_msPerTick;
            const double arrived = static_cast<double>((captured - m_captured).count()) / 1e6;
            m_jitter += (std::abs(arrived - sent) - m_jitter) / 16;
        } else {
            m_clockRate = clockRate;
            m_msPerTick = 1000.0 / clockRate;
        }
        m_captured = captured;
        m_timestamp = timestamp;
        return m_jitter;
    }

    /// The sender's clock began anew: the next packet is not compared with those before it.
    void forgetLast() { m_clockRate = 0; }

    [[nodiscard]] double ms() const { return m_jitter; }

private:
    double m_jitter = 0;
    double m_msPerTick = 0;
    base::Timestamp m_captured;
    std::uint32_t m_timestamp = 0;
    std::uint32_t m_clockRate = 0; ///< 0: nothing to compare with
};

} // namespace core::media
