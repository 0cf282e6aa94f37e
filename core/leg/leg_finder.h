// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/leg/leg_link.h"
#include "core/leg/leg_options.h"
#include "core/session/session_table.h"

#include <stop_token>
#include <vector>

namespace core::leg {

/// A scenario: a call, and the calls that belong together with it.
struct Legs {
    /// The call that was asked for first, then by time.
    std::vector<base::CallKey> calls;
    /// Between any two of them.
    std::vector<LegLink> links = {};
    /// What links one of them with any call, and was rejected.
    std::vector<LegLink> rejected = {};
    /// False: more calls or hints were there than are looked at, so that legs may be missing.
    bool isComplete = true;
};

/// What is to be said of legs that are not complete. English.
inline constexpr const char* incompleteLegs =
    "More calls go on at that time than are looked at for legs: some may be missing.";

/// Looks through the messages of the calls around the call, and follows links from leg to leg: those that
/// messages tell and that were not rejected, and those that were made by hand, however far away. On the
/// thread of the table. CallUnknown, Cancelled, and what the session reports.
[[nodiscard]] base::Result<Legs> findLegs(session::SessionTable& table, base::CallKey call,
                                          const LegOptions& options = {}, std::stop_token stop = {});

/// Every link of a session, the rejected ones too.
struct AllLinks {
    std::vector<LegLink> links = {};
    /// False: more hints were there than are kept, so that links may be missing.
    bool isComplete = true;
};

/// Looks through all messages. On the thread of the table. Cancelled, and what the session reports.
[[nodiscard]] base::Result<AllLinks> findAllLinks(session::SessionTable& table,
                                                  const LegOptions& options = {}, std::stop_token stop = {});

} // namespace core::leg
