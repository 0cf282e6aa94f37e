// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string_view>

namespace core::sip {

/// Headers that our code asks for by name. All others are Other and found by their text.
enum class HeaderName : std::uint8_t {
    Other,
    Accept,
    Allow,
    Authorization,
    CallId,
    Contact,
    ContentDisposition,
    ContentEncoding,
    ContentLength,
    ContentType,
    CSeq,
    Date,
    Diversion,
    Event,
    Expires,
    From,
    HistoryInfo,
    Identity,
    MaxForwards,
    MinExpires,
    PAssertedIdentity,
    PChargingVector,
    ProxyAuthenticate,
    ProxyAuthorization,
    RAck,
    Reason,
    RecordRoute,
    ReferredBy,
    ReferTo,
    Replaces,
    Require,
    RetryAfter,
    Route,
    RSeq,
    Server,
    SessionExpires,
    SessionId,
    Subject,
    SubscriptionState,
    Supported,
    Timestamp,
    To,
    Unsupported,
    UserAgent,
    Via,
    Warning,
    WwwAuthenticate,
    XCallId,
    XCid,
};

/// Recognises long names in any case and compact forms (RFC 3261 section 7.3.3 and the IANA registry).
[[nodiscard]] HeaderName headerName(std::string_view name);

/// The long form as RFCs write it: "Call-ID". Empty for Other.
[[nodiscard]] std::string_view canonicalName(HeaderName name);

/// True when both name the same header: same text in any case, or compact and long form of one.
[[nodiscard]] bool sameHeader(std::string_view a, std::string_view b);

} // namespace core::sip
