// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/strong_id.h"
#include "core/base/timestamp.h"
#include "core/net/address.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tests::support {

/// One message of a script, as a capture would deliver it.
struct ScriptMessage {
    /// Empty: only time passes, up to `arrived`.
    std::string bytes;
    core::net::Path path;
    core::base::Timestamp captured;
    core::base::Timestamp arrived;
    core::base::SourceId source;

    [[nodiscard]] std::span<const std::byte> span() const { return std::as_bytes(std::span{bytes}); }
};

/// Turns a ladder drawn in text into SIP messages, so that a test reads like the call flow:
///
///     alice -> proxy   INVITE  1   sdp=offer
///     proxy -> alice   100     1
///     proxy -> bob     INVITE  1   +0.002
///     bob   -> proxy   180     1   +1.5
///     later 40
///
/// Each line: sender, receiver, method or status, CSeq number, CSeq method where it is not clear, options.
/// Requests get Via fields hop by hop; responses take Via, CSeq method and parties from the request that went
/// the other way. The first sender under a Call-ID is the caller, the user "bob" is called unless to= says
/// otherwise. In-dialog requests get both tags, swapped when the called side sends them.
///
/// `host NAME ADDRESS:PORT` names an endpoint; other names get 192.0.2.1, .2, ... in order of appearance,
/// port 5060. `later SECONDS` lets arrival time pass to that many seconds after the start. `#` begins a
/// comment.
///
/// Options:
///   at=S        time in seconds after the start (2023-11-14 22:13:20 UTC); +S after the message before;
///               10 ms after it when neither is given
///   arrived=S   arrival when it is not the capture time
///   source=N    capture source, 1 by default
///   resend      the same bytes as the last message with this sender, receiver, start line and CSeq
///   branch=X from-tag=X to-tag=X call-id=X   ("-" leaves the parameter or field out)
///   other-tag=X (of a response: its To tag, although the request has another one)
///   from=USER to=USER uri=URI
///   reason=TEXT expires=N contact=VALUE state=VALUE (Subscription-State)   (_ stands for a blank)
///   sdp=offer|answer|hold, or its lines: sdp=c=IN_IP4_10.0.0.1|m=audio_4000_RTP/AVP_0
///   length=N (Content-Length, when it is not that of the body)
///   body=TYPE:TEXT   header=NAME:VALUE (also header2= and so on)   transport=tcp|...
///   cookie=no (an RFC 2543 branch)   sent-by=HOST:PORT (of the Via)   max-forwards=N
///
/// A line that cannot be read is a mistake in the test: it prints it and aborts.
[[nodiscard]] std::vector<ScriptMessage> readCallScript(std::string_view script);

/// The start that at= counts from.
[[nodiscard]] core::base::Timestamp scriptStart();

/// `seconds` after the start.
[[nodiscard]] core::base::Timestamp scriptTime(double seconds);

} // namespace tests::support
