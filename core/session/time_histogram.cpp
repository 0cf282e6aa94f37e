// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/time_histogram.h"

#include "core/call/call_record.h"
#include "core/filter/filter.h"

#include <algorithm>
#include <array>
#include <limits>

namespace core::session {
namespace {

using filter::Column;

/// Bins [start, start + width), ... up to the last time.
struct Scale {
    std::int64_t start = 0;
    std::int64_t width = 1;
    std::size_t count = 1;

    [[nodiscard]] std::size_t binOf(std::int64_t time) const
    {
        if (time <= start)
            return 0;
        return std::min(count - 1, static_cast<std::size_t>((time - start) / width));
    }
};

std::int64_t floorTo(std::int64_t time, std::int64_t width)
{
    const std::int64_t rest = time % width;
    return time - (rest < 0 ? rest + width : rest);
}

Scale scaleFor(std::int64_t first, std::int64_t last, std::size_t bins)
{
    // Half of all times there are: more than a stranger's clock can reasonably be off, and no overflow.
    constexpr std::int64_t widest = std::numeric_limits<std::int64_t>::max() / 4;
    first = std::clamp(first, -widest, widest);
    last = std::clamp(last, first, widest);
    // A picture of nanoseconds tells nobody anything.
    constexpr std::int64_t narrowest = 100'000'000;
    for (std::int64_t unit = narrowest;; unit *= 10) {
        for (const std::int64_t step : {1, 2, 5}) {
            const std::int64_t width = unit * step;
            const std::int64_t start = floorTo(first, width);
            const auto count = static_cast<std::size_t>((last - start) / width) + 1;
            if (count <= bins || unit > widest / 100)
                return {start, width, std::min(count, bins)};
        }
    }
}

bool isUnfinished(call::CallState state)
{
    return state == call::CallState::Calling || state == call::CallState::Ringing ||
           state == call::CallState::InCall;
}

/// A call counts at the end of each bin between its first and its last message.
void countCalls(const HistogramInput& input, const Scale& scale, std::vector<std::uint32_t>& concurrent)
{
    std::vector<std::int64_t> change(scale.count + 1);
    for (std::size_t call = 0; call < input.callStarts.size(); ++call) {
        const std::int64_t start = input.callStarts[call];
        const std::int64_t duration = input.callDurations[call];
        if (static_cast<call::CallType>(input.callTypes[call]) != call::CallType::Call ||
            start == Column::absent || duration == Column::absent)
            continue;
        ++change[scale.binOf(start)];
        if (!isUnfinished(static_cast<call::CallState>(input.callStates[call]))) {
            // A time that lies before the start: the call ends where it began.
            const std::int64_t span = std::max<std::int64_t>(duration, 0);
            const bool isBeyond = start > std::numeric_limits<std::int64_t>::max() - span;
            --change[isBeyond ? scale.count : scale.binOf(start + span)];
        }
    }
    std::int64_t open = 0;
    for (std::size_t bin = 0; bin < scale.count; ++bin) {
        open += change[bin];
        concurrent[bin] = static_cast<std::uint32_t>(std::max<std::int64_t>(open, 0));
    }
}

} // namespace

TimeHistogram makeHistogram(const HistogramInput& input, base::Timestamp first, base::Timestamp last,
                            std::size_t bins)
{
    TimeHistogram histogram;
    if (bins == 0 || input.messageTimes.empty())
        return histogram;
    const Scale scale = scaleFor(base::toNanoseconds(first), base::toNanoseconds(last), bins);
    histogram.start = base::fromNanoseconds(scale.start);
    histogram.binWidth = base::Duration{scale.width};
    histogram.messages.resize(scale.count);
    histogram.failures.resize(scale.count);
    histogram.concurrentCalls.resize(scale.count);
    for (std::size_t row = 0; row < input.messageTimes.size(); ++row) {
        if (input.messageTimes[row] == Column::absent)
            continue;
        const std::size_t bin = scale.binOf(input.messageTimes[row]);
        ++histogram.messages[bin];
        const std::int64_t status = input.messageStatuses[row];
        if (status >= 400 && status < 700)
            ++histogram.failures[bin];
    }
    countCalls(input, scale, histogram.concurrentCalls);
    return histogram;
}

} // namespace core::session
