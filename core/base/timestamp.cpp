// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/timestamp.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <limits>

namespace core::base {
namespace {

constexpr std::int64_t nanosecondsPerSecond = 1'000'000'000;

struct Parts {
    bool negative;
    std::uint64_t seconds;
    std::uint64_t nanoseconds;
};

Parts split(std::int64_t nanoseconds)
{
    const bool negative = nanoseconds < 0;
    const std::uint64_t magnitude =
        negative ? ~static_cast<std::uint64_t>(nanoseconds) + 1 : static_cast<std::uint64_t>(nanoseconds);
    return {negative, magnitude / nanosecondsPerSecond, magnitude % nanosecondsPerSecond};
}

std::string formatDecimal(std::int64_t nanoseconds, int decimals)
{
    const Parts parts = split(nanoseconds);
    std::uint64_t fraction = parts.nanoseconds;
    for (int i = decimals; i < 9; ++i)
        fraction /= 10;
    const bool isZero = parts.seconds == 0 && fraction == 0;
    std::array<char, 40> text{};
    const int length = std::snprintf(
        text.data(), text.size(), "%s%llu.%0*llu", parts.negative && !isZero ? "-" : "",
        static_cast<unsigned long long>(parts.seconds), decimals, static_cast<unsigned long long>(fraction));
    return {text.data(), static_cast<std::size_t>(length)};
}

} // namespace

Timestamp fromSecondsAndNanoseconds(std::int64_t seconds, std::int64_t nanoseconds)
{
    constexpr std::int64_t limit = std::numeric_limits<std::int64_t>::max() / nanosecondsPerSecond - 1;
    // Clamped before the carry, which may itself be as large as the limit, and again after it.
    const std::int64_t carry = nanoseconds / nanosecondsPerSecond;
    seconds = std::clamp(std::clamp(seconds, -3 * limit, 3 * limit) + carry, -limit, limit);
    return fromNanoseconds(seconds * nanosecondsPerSecond + nanoseconds % nanosecondsPerSecond);
}

std::string formatEpoch(Timestamp time)
{
    return formatDecimal(toNanoseconds(time), 9);
}

std::string formatSeconds(Duration duration)
{
    return formatDecimal(duration.count(), 6);
}

std::string formatUtc(Timestamp time, int decimals)
{
    // In whole seconds: the midnight before the first Timestamp is none.
    const auto second = std::chrono::floor<std::chrono::seconds>(time);
    const auto day = std::chrono::floor<std::chrono::days>(second);
    const std::chrono::year_month_day date{day};
    const std::chrono::hh_mm_ss clock{second - day};
    std::array<char, 64> text{};
    int length =
        std::snprintf(text.data(), text.size(), "%04d-%02u-%02u %02d:%02d:%02d",
                      static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                      static_cast<unsigned>(date.day()), static_cast<int>(clock.hours().count()),
                      static_cast<int>(clock.minutes().count()), static_cast<int>(clock.seconds().count()));
    std::string result{text.data(), static_cast<std::size_t>(length)};
    if (decimals > 0) {
        std::int64_t fraction = toNanoseconds(time) % nanosecondsPerSecond;
        if (fraction < 0)
            fraction += nanosecondsPerSecond;
        length = std::snprintf(text.data(), text.size(), ".%09lld", static_cast<long long>(fraction));
        result.append(text.data(), static_cast<std::size_t>(std::min(decimals + 1, length)));
    }
    return result + 'Z';
}

} // namespace core::base
