// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/flow/call_flow.h"
#include "core/flow/printable.h"

#include <cstddef>
#include <string>

namespace core::flow {

struct TextFlowOptions {
    Characters characters = Characters::Utf8;
    /// Columns from one lane to the next, at least 12. Labels and titles that do not fit are cut; an SDP
    /// summary that does not fit moves behind the last lane.
    std::size_t laneWidth = 30;
};

/// The ladder as text, one line per row, each ending in "\n": time (UTC), time since the row before, the
/// arrow with its label, then what is to be said about it (sent again, seen at more points).
///
///     2023-11-14 UTC                 192.0.2.1                     192.0.2.2
///     22:13:20.000000                    │─ INVITE (offer PCMA PCMU) ─>│
///     22:13:21.002000  +1.002000         │<─────── 180 Ringing ────────│
///
/// Text from the wire is made harmless, so a terminal can be trusted with it.
[[nodiscard]] std::string textFlow(const CallFlow& flow, const TextFlowOptions& options = {});

} // namespace core::flow
