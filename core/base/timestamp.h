// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace core::base {

/// A moment in UTC. Nanoseconds, because pcapng and kernel timestamps have them.
using Timestamp = std::chrono::sys_time<std::chrono::nanoseconds>;
using Duration = std::chrono::nanoseconds;

/// From a packet header; out-of-range parts are carried over, seconds saturate at the range of Timestamp
/// (the year 2262).
[[nodiscard]] Timestamp fromSecondsAndNanoseconds(std::int64_t seconds, std::int64_t nanoseconds);

[[nodiscard]] inline Timestamp fromNanoseconds(std::int64_t nanoseconds)
{
    return Timestamp{Duration{nanoseconds}};
}

[[nodiscard]] inline std::int64_t toNanoseconds(Timestamp time)
{
    return time.time_since_epoch().count();
}

/// Seconds since 1970 with nine decimals, as scripts get it: "1311857686.562096000".
[[nodiscard]] std::string formatEpoch(Timestamp time);

/// Seconds with six decimals, cut off there: "0.412345".
[[nodiscard]] std::string formatSeconds(Duration duration);

/// "2026-11-24 21:35:01.123456Z" with the given number of decimals (0 to 9).
[[nodiscard]] std::string formatUtc(Timestamp time, int decimals = 6);

} // namespace core::base
