// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/strong_id.h"
#include "core/leg/evidence.h"
#include "core/leg/link_hint.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace core::leg {

enum class LinkState : std::uint8_t {
    Found,    ///< by what the messages say
    Accepted, ///< somebody confirmed it
    Rejected, ///< somebody said that it is none
    Made,     ///< somebody made it
};
/// "found", "accepted", ...
[[nodiscard]] std::string_view name(LinkState state);
/// Of all states, in their order.
[[nodiscard]] std::span<const std::string_view> linkStateNames();

/// Two calls that belong together, and why.
struct LegLink {
    base::CallKey first;
    base::CallKey second;
    LinkKind kind = LinkKind::SessionId;
    /// Percent.
    int score = 0;
    Evidence evidence;
    /// The messages that say so; none for CallIdAffix and ByHand.
    std::vector<base::MessageId> messages;
    LinkState state = LinkState::Found;
    /// What was remarked with the decision.
    std::string note = {};
};

} // namespace core::leg
