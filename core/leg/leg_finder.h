// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/leg/link_collector.h"
#include "core/session/session_table.h"

#include <chrono>
#include <stop_token>
#include <string>
#include <vector>

namespace core::leg {

struct LegOptions {
    /// In any case, besides the headers that standards define.
    std::vector<std::string> callIdHeaders = usualCallIdHeaders();
    /// Calls are looked at that go on within this long before and after the call.
    std::chrono::seconds around{60};
    /// Of those at most so many, the nearest in time.
    std::size_t mostCalls = 20'000;
};

/// A scenario: a call, and the calls that belong together with it.
struct Legs {
    /// The call that was asked for first, then by time.
    std::vector<base::CallKey> calls;
    /// Between any two of them.
    std::vector<LegLink> links;
    /// False: more calls or hints were there than are looked at, so that legs may be missing.
    bool isComplete = true;
};

/// What is to be said of legs that are not complete. English.
inline constexpr const char* incompleteLegs =
    "More calls go on at that time than are looked at for legs: some may be missing.";

/// Looks through the messages of the calls around the call, and follows links from leg to leg. On the thread
/// of the table. CallUnknown, Cancelled, and what the session reports.
[[nodiscard]] base::Result<Legs> findLegs(session::SessionTable& table, base::CallKey call,
                                          const LegOptions& options = {}, std::stop_token stop = {});

} // namespace core::leg
