// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/leg/link_hint.h"
#include "core/sip/message.h"

#include <cstdint>
#include <string>
#include <vector>

namespace core::leg {

/// What a neighbour passes on from one call to the next. It links calls only where one message comes from
/// where another one went to, or else where nobody but the two has it; see RelayCollector.
enum class RelayRule : std::uint8_t {
    Users,         ///< From user and To user of an INVITE that begins a call
    Diversion,     ///< From user and called user, the second call named him in Diversion or History-Info
    Origin,        ///< user name and session id of an SDP origin
    OriginAndHost, ///< the same with its address
    MediaAddress,  ///< address and port of an m-line
    RtpSource,     ///< SSRC of a stream
};

/// The kind of the links that a rule makes.
[[nodiscard]] LinkKind kindOf(RelayRule rule);

/// Which of the two calls says it.
enum class RelaySide : std::uint8_t { Either, First, Second };

struct RelayHint {
    RelayRule rule = RelayRule::Users;
    RelaySide side = RelaySide::Either;
    /// Of users: the calling one, a line end, the called one.
    std::string value;
    /// For evidence: "alice 2890844526"; of RelaySide::Second the name of the header.
    std::string words;
};

/// Adds what the message says, at most 32 hints. Pure.
void findRelayHints(const sip::Message& message, std::vector<RelayHint>& hints);

} // namespace core::leg
