// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/leg/link_hint.h"

#include <chrono>
#include <cstddef>
#include <string>
#include <vector>

namespace core::leg {

struct LegOptions {
    /// In any case, besides the headers that standards define.
    std::vector<std::string> callIdHeaders = usualCallIdHeaders();
    /// Calls are looked at that go on within this long before and after a leg.
    std::chrono::seconds around{60};
    /// Of those at most so many, the nearest in time.
    std::size_t mostCalls = 20'000;
};

} // namespace core::leg
