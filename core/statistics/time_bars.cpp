// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/time_bars.h"

#include "core/base/timestamp.h"
#include "core/statistics/selection.h"

#include <algorithm>
#include <limits>

namespace core::statistics {

TimeBars TimeBars::over(std::int64_t first, std::int64_t last, std::size_t most)
{
    constexpr std::int64_t widest = std::numeric_limits<std::int64_t>::max() / 4;
    first = std::clamp(first, -widest, widest);
    last = std::clamp(last, first, widest);
    for (std::int64_t unit = 100'000'000;; unit *= 10) {
        for (const std::int64_t step : {1, 2, 5}) {
            const std::int64_t width = unit * step;
            const std::int64_t rest = first % width;
            const std::int64_t start = first - (rest < 0 ? rest + width : rest);
            const auto count = static_cast<std::size_t>((last - start) / width) + 1;
            if (count <= most || unit > widest / 100)
                return {start, width, std::min(count, most)};
        }
    }
}

std::optional<TimeBars> TimeBars::over(const filter::Column& times, const filter::Bitmap& rows,
                                       std::size_t most)
{
    std::int64_t first = std::numeric_limits<std::int64_t>::max();
    std::int64_t last = std::numeric_limits<std::int64_t>::min();
    for (std::size_t row = 0; row < times.integers.size(); ++row) {
        const std::int64_t time = times.integers[row];
        if (!rows.test(row) || time == filter::Column::absent)
            continue;
        first = std::min(first, time);
        last = std::max(last, time);
    }
    if (first > last || most == 0)
        return std::nullopt;
    return over(first, last, most);
}

std::size_t TimeBars::barOf(std::int64_t time) const
{
    return time <= start ? 0 : std::min(count - 1, static_cast<std::size_t>((time - start) / width));
}

std::int64_t TimeBars::startOf(std::size_t bar) const
{
    return start + static_cast<std::int64_t>(bar) * width;
}

std::string TimeBars::nameOf(std::size_t bar) const
{
    return base::formatUtc(base::fromNanoseconds(startOf(bar)));
}

std::string TimeBars::conditionOf(std::size_t bar) const
{
    return "time >= " + secondsText(startOf(bar)) + " and time < " + secondsText(startOf(bar) + width);
}

} // namespace core::statistics
