// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sip/message.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace core::leg {

/// Why two calls belong together.
enum class LinkKind : std::uint8_t {
    SessionId,     ///< one UUID in the Session-ID of both (RFC 7989; its older form, RFC 7329)
    Replaces,      ///< one replaces a dialog of the other (RFC 3891), itself or in a Refer-To
    Join,          ///< RFC 3911
    TargetDialog,  ///< RFC 4538
    CallIdHeader,  ///< a header such as X-Call-ID names the other, or has one value in both
    ChargingId,    ///< one icid-value in P-Charging-Vector (RFC 7315)
    CorrelationId, ///< what a capture agent said about the messages of both
    CallIdAffix,   ///< one Call-ID is the other with something before or behind it
    ByHand,        ///< somebody said so
    Diversion,     ///< one was for a user whom the other calls (RFC 5806, RFC 7044)
    SameUsers,     ///< one INVITE comes from where another for the same users just went to
    SdpOrigin,     ///< one origin in the SDP of both (RFC 8866 section 5.2)
    MediaAddress,  ///< one address and port for media in the SDP of both
    RtpSource,     ///< one SSRC in streams of both (RFC 3550)
};

/// "session-id", "call-id-affix", ...
[[nodiscard]] std::string_view name(LinkKind kind);
/// Of all kinds, in their order.
[[nodiscard]] std::span<const std::string_view> linkKindNames();

/// How sure such a link is, in percent.
[[nodiscard]] int scoreOf(LinkKind kind);

/// What one message says about other calls.
struct LinkHint {
    LinkKind kind = LinkKind::SessionId;
    /// `value` is the Call-ID of the other call; else a value that the messages of both have, or its Call-ID.
    bool namesCall = false;
    std::string value;
    /// Where it stood: "X-Call-ID".
    std::string header;
};

/// Headers in which B2BUAs tell the Call-ID of the other side.
[[nodiscard]] const std::vector<std::string>& usualCallIdHeaders();

/// Adds what the message says, at most 16 hints of at most 256 bytes each. Pure.
void findLinkHints(const sip::Message& message, const std::vector<std::string>& callIdHeaders,
                   std::vector<LinkHint>& hints);

} // namespace core::leg
