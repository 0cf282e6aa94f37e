// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/limit_option.h"

#include "core/base/ascii.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <string>
#include <string_view>
#include <utility>

namespace app {
namespace {

using core::base::Error;
using core::base::ErrorCode;
using core::engine::SessionLimits;

enum class Measure : std::uint8_t { Time, Bytes, Messages, Calls };

struct Unit {
    std::string_view name;
    Measure measure;
    std::uint64_t factor; ///< times: nanoseconds
};

constexpr std::uint64_t second = 1'000'000'000;

constexpr std::array units{
    Unit{"s", Measure::Time, second},
    Unit{"min", Measure::Time, 60 * second},
    Unit{"m", Measure::Time, 60 * second},
    Unit{"h", Measure::Time, 3'600 * second},
    Unit{"d", Measure::Time, 86'400 * second},
    Unit{"kB", Measure::Bytes, 1'000},
    Unit{"MB", Measure::Bytes, 1'000'000},
    Unit{"GB", Measure::Bytes, 1'000'000'000},
    Unit{"TB", Measure::Bytes, 1'000'000'000'000},
    Unit{"KiB", Measure::Bytes, std::uint64_t{1} << 10U},
    Unit{"MiB", Measure::Bytes, std::uint64_t{1} << 20U},
    Unit{"GiB", Measure::Bytes, std::uint64_t{1} << 30U},
    Unit{"TiB", Measure::Bytes, std::uint64_t{1} << 40U},
    Unit{"message", Measure::Messages, 1},
    Unit{"messages", Measure::Messages, 1},
    Unit{"call", Measure::Calls, 1},
    Unit{"calls", Measure::Calls, 1},
};

void set(SessionLimits& limits, Measure measure, std::uint64_t amount)
{
    switch (measure) {
    case Measure::Time:
        limits.span = std::chrono::nanoseconds{static_cast<std::int64_t>(amount)};
        break;
    case Measure::Bytes:
        limits.bytes = amount;
        break;
    case Measure::Messages:
        limits.messages = amount;
        break;
    case Measure::Calls:
        limits.calls = amount;
        break;
    }
}

/// False when the text is no number, other than 0, with a unit.
bool parse(std::string_view text, SessionLimits& limits)
{
    std::uint64_t number = 0;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (failure != std::errc{} || number == 0)
        return false;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
    const auto* unit = std::find_if(units.begin(), units.end(), [text](const Unit& candidate) {
        // "8M" may mean megabytes.
        return core::base::equalsIgnoringCase(candidate.name, text) && text != "M";
    });
    constexpr std::uint64_t most = std::numeric_limits<std::int64_t>::max();
    if (unit == units.end() || number > most / unit->factor)
        return false;
    set(limits, unit->measure, number * unit->factor);
    return true;
}

/// `expected`: what the option takes instead of `text`.
Error invalid(std::string option, const std::string& text, std::string expected)
{
    return {ErrorCode::OptionInvalid, option.append(" ").append(text), std::move(expected)};
}

} // namespace

core::base::Result<SessionLimits> parseLimits(const std::string& option,
                                              const std::vector<std::string>& texts)
{
    SessionLimits limits;
    for (const std::string& text : texts) {
        if (!parse(text, limits))
            return invalid(option, text, "a number with s, min, h, d, MB, GB, MiB, GiB, messages or calls");
    }
    return limits;
}

core::base::Result<core::session::RingLimits> parseRing(const std::string& option,
                                                        const std::vector<std::string>& texts)
{
    // Room for some blocks of frames, of which the oldest can go.
    constexpr std::uint64_t leastBytes = std::uint64_t{4} << 20U;
    core::session::RingLimits ring;
    for (const std::string& text : texts) {
        SessionLimits limits;
        if (!parse(text, limits) || limits.messages != 0 || limits.calls != 0)
            return invalid(option, text, "a number with s, m, h, d, MB, GB, MiB or GiB");
        if (limits.bytes != 0 && limits.bytes < leastBytes)
            return invalid(option, text, "at least 4MiB");
        if (limits.bytes != 0)
            ring.bytes = limits.bytes;
        else
            ring.span = limits.span;
    }
    return ring;
}

} // namespace app
