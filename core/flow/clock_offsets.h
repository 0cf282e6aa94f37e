// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/strong_id.h"
#include "core/base/timestamp.h"
#include "core/session/session_table.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace core::flow {

/// How the clocks of two capture points were compared.
enum class ClockBasis : std::uint8_t {
    None,         ///< nothing that both saw
    SamePackets,  ///< packets that both saw, in both directions: transit times cancel out
    OneDirection, ///< packets that both saw, all in one direction: the transit time is part of the offset
    Exchanges,    ///< requests that one saw before the other, and responses that it saw after it
};
/// "same-packets", ...; empty for None.
[[nodiscard]] std::string_view name(ClockBasis basis);

/// A place with a clock of its own: a source, or an agent behind one.
struct CapturePoint {
    std::string source; ///< its name
    std::uint32_t agentId = 0;
    std::string agentName;
    std::uint64_t messages = 0;
    /// Packets that this point and another one both saw.
    std::uint64_t shared = 0;
    /// From the sighting at the other point to the one here, by the clocks as they are: the median.
    std::optional<base::Duration> delay;
    /// This clock minus that of the first point.
    std::optional<base::Duration> offset;
    /// The offset is right to within this much; nothing when that is not known.
    std::optional<base::Duration> uncertainty;
    ClockBasis basis = ClockBasis::None;
};

/// The capture points of a session, the one with the most messages first: the others are compared with it, by
/// way of further points where they share nothing with it. Reads columns, no message bytes. On the thread of
/// the table. Cancelled, and what the session reports.
[[nodiscard]] base::Result<std::vector<CapturePoint>> estimateClocks(session::SessionTable& table,
                                                                     std::stop_token stop = {});

} // namespace core::flow
