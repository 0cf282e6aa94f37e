// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/session_table.h"
#include "tests/support/call_script.h"

#include <cmath>

namespace tests::ui {

/// `bins` bins of five seconds from the script's start with a busy quarter in which answers fail.
inline core::session::TimeHistogram sampleHistogram(int bins = 340)
{
    core::session::TimeHistogram histogram;
    histogram.start = tests::support::scriptStart();
    histogram.binWidth = std::chrono::seconds{5};
    for (int i = 0; i < bins; ++i) {
        const double wave = 40 + 20 * std::sin(i * 0.05) + (i * 7919 % 23);
        const bool isBusy = i > bins * 3 / 4;
        histogram.messages.push_back(static_cast<std::uint32_t>(isBusy ? wave * 1.1 : wave));
        histogram.failures.push_back(static_cast<std::uint32_t>(isBusy ? wave / 8 : i % 9 == 0 ? 3 : 0));
        histogram.concurrentCalls.push_back(static_cast<std::uint32_t>(60 + 20 * std::sin(i * 0.02)));
    }
    return histogram;
}

} // namespace tests::ui
