// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/timestamp.h"

namespace core::call {

/// `time` plus `delay` (not negative), at most the end of time: strangers choose both.
[[nodiscard]] constexpr base::Timestamp later(base::Timestamp time, base::Duration delay)
{
    return time > base::Timestamp::max() - delay ? base::Timestamp::max() : time + delay;
}

/// From `from` to a time that is not before it, at most the longest Duration.
[[nodiscard]] constexpr base::Duration elapsed(base::Timestamp from, base::Timestamp to)
{
    const bool fits = from >= base::Timestamp{} || to <= base::Timestamp::max() + from.time_since_epoch();
    return fits ? to - from : base::Duration::max();
}

} // namespace core::call
