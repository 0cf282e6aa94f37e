// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sip/message.h"

// Internal to core/sip: whether header values are as their grammar has them. One function per rule of
// RFC 3261 section 25.1; values come without surrounding white space.
namespace core::sip {

/// callid = word [ "@" word ]
[[nodiscard]] bool isCallId(std::string_view value);

/// CSeq = 1*DIGIT LWS Method. False when malformed; `cseq` then holds what could be read.
[[nodiscard]] bool readCSeq(std::string_view value, CSeq& cseq);

/// Max-Forwards: 0 to 255.
[[nodiscard]] bool isMaxForwards(std::string_view value);

/// delta-seconds that fit into 32 bits.
[[nodiscard]] bool isDeltaSeconds(std::string_view value);

/// Retry-After = delta-seconds [ comment ] *( SEMI retry-param )
[[nodiscard]] bool isRetryAfter(std::string_view value);

/// rfc1123-date, always in GMT.
[[nodiscard]] bool isDate(std::string_view value);

/// Credentials and challenges: a scheme and, for Digest, name=value pairs.
[[nodiscard]] bool isAuthorization(std::string_view value);

/// warning-value *( COMMA warning-value )
[[nodiscard]] bool isWarning(std::string_view value);

/// m-type SLASH m-subtype *( SEMI m-parameter )
[[nodiscard]] bool isContentType(std::string_view value);

/// One or more addresses, each a name-addr or addr-spec, or "*".
[[nodiscard]] bool isContactList(std::string_view value);

/// Route, Record-Route: name-addr only.
[[nodiscard]] bool isRouteList(std::string_view value);

/// `text` is UTF-8 (RFC 3629).
[[nodiscard]] bool isUtf8(std::string_view text);

} // namespace core::sip
