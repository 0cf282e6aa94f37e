// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/pcapng_clock.h"

#include <algorithm>

namespace core::capture {
namespace {

constexpr std::uint64_t nanosecondsPerSecond = 1'000'000'000;
/// 10^19 is the largest power of ten in 64 bits.
constexpr unsigned largestDecimalExponent = 19;
/// A fraction of this many bits times 10^9 still fits into 64 bits.
constexpr unsigned exactFractionBits = 34;

struct Parts {
    std::uint64_t seconds;
    std::uint64_t nanoseconds;
};

std::uint64_t powerOfTen(unsigned exponent)
{
    std::uint64_t power = 1;
    for (unsigned i = 0; i < exponent; ++i)
        power *= 10;
    return power;
}

Parts splitDecimal(std::uint64_t stamp, unsigned exponent)
{
    if (exponent > largestDecimalExponent) {
        const unsigned belowNanosecond = exponent - 9;
        return {0, belowNanosecond > largestDecimalExponent ? 0 : stamp / powerOfTen(belowNanosecond)};
    }
    const std::uint64_t perSecond = powerOfTen(exponent);
    const std::uint64_t fraction = stamp % perSecond;
    return {stamp / perSecond,
            exponent <= 9 ? fraction * powerOfTen(9 - exponent) : fraction / powerOfTen(exponent - 9)};
}

Parts splitBinary(std::uint64_t stamp, unsigned exponent)
{
    const std::uint64_t seconds = exponent < 64 ? stamp >> exponent : 0;
    std::uint64_t fraction = exponent < 64 ? stamp & ((std::uint64_t{1} << exponent) - 1) : stamp;
    if (exponent > exactFractionBits) {
        const unsigned dropped = exponent - exactFractionBits;
        fraction = dropped < 64 ? fraction >> dropped : 0;
        exponent = exactFractionBits;
    }
    return {seconds, (fraction * nanosecondsPerSecond) >> exponent};
}

} // namespace

base::Timestamp PcapngClock::toTime(std::uint64_t stamp) const
{
    const unsigned exponent = resolution & 0x7fU;
    Parts parts{};
    if (resolution == 6)
        parts = {stamp / 1'000'000, stamp % 1'000'000 * 1000};
    else if ((resolution & 0x80U) != 0)
        parts = splitBinary(stamp, exponent);
    else
        parts = splitDecimal(stamp, exponent);

    // Far more than the years that Timestamp holds, and safe to add.
    constexpr std::int64_t bound = std::int64_t{1} << 40U;
    const auto seconds = static_cast<std::int64_t>(std::min<std::uint64_t>(parts.seconds, bound));
    return base::fromSecondsAndNanoseconds(seconds + std::clamp(offsetSeconds, -bound, bound),
                                           static_cast<std::int64_t>(parts.nanoseconds));
}

} // namespace core::capture
