// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/dialog/timers.h"

#include <algorithm>

namespace core::dialog {
namespace {

/// Below this, one packet was captured twice; no T1 in use is as short.
constexpr base::Duration longestCopy = std::chrono::milliseconds{20};

/// Networks and busy senders add to a pause, queues take from the next one.
bool isAbout(base::Duration measured, base::Duration expected)
{
    return measured >= expected - expected / 4 && measured <= expected + expected / 4;
}

} // namespace

std::string_view name(Timer timer)
{
    switch (timer) {
    case Timer::A:
        return "timer A";
    case Timer::E:
        return "timer E";
    case Timer::G:
        return "timer G";
    case Timer::Answer:
        return "the 2xx timer";
    case Timer::Provisional:
        return "the 100rel timer";
    case Timer::None:
        break;
    }
    return {};
}

base::Duration expectedPause(Timer timer, std::size_t count)
{
    // 2^6 * T1 is as long as anything is sent again.
    const std::size_t doublings = std::min<std::size_t>(count == 0 ? 0 : count - 1, 6);
    const base::Duration pause = timerT1 * (std::int64_t{1} << doublings);
    const bool hasLimit = timer == Timer::E || timer == Timer::G || timer == Timer::Answer;
    return hasLimit ? std::min(pause, timerT2) : pause;
}

Repeat judgePause(Timer timer, std::size_t count, base::Duration pause, base::Duration pauseBefore)
{
    if (pause < longestCopy)
        return Repeat::Copy;
    if (timer == Timer::None)
        return Repeat::Irregular;
    if (isAbout(pause, expectedPause(timer, count)))
        return Repeat::Timer;
    const bool doubles =
        pauseBefore >= longestCopy && pauseBefore < transactionTimeout && isAbout(pause, 2 * pauseBefore);
    // Where a limit has been reached, pauses stay as they are.
    const bool stays = expectedPause(timer, 100) == timerT2 && isAbout(pause, timerT2);
    return doubles || stays ? Repeat::Timer : Repeat::Irregular;
}

} // namespace core::dialog
