// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/call/call_tracker.h"
#include "core/call/tracked_call.h"

namespace core::call {

/// One message on its way into its call.
struct Arrival {
    const sip::Message& message;
    const MessageContext& context;
    /// Arrival clock, which never runs backwards.
    base::Timestamp now;
    /// Of the request, or of the CSeq of the response.
    Method method = Method::Other;
};

/// 64*T1: how long a client waits for a response (RFC 3261 section 17.1.1.2, Timer B; 17.1.2.2, Timer F) and,
/// after CANCEL, for the final response (section 9.1).
inline constexpr base::Duration responseTimeout = std::chrono::seconds{32};

/// How long a call may ring without news (RFC 3261 section 16.6 step 11, Timer C).
inline constexpr base::Duration ringingTimeout = std::chrono::minutes{3};

// The attempt that counts is the transaction on the first hop that state, times and final status are taken
// from: the first request under the Call-ID, or the one by which its client repaired it.

/// The endpoint is the client of the first hop. Its port may change unless both ends share an address.
[[nodiscard]] bool isClient(const TrackedCall& call, const net::Endpoint& endpoint);

/// The request comes from the client of the first hop, be it on a new connection.
[[nodiscard]] bool isFromClient(const TrackedCall& call, const net::Path& path);

/// The response is what the client of the attempt got: it travels back to the client and carries the branch
/// of the attempt. Copies of the same transaction on later hops are not.
[[nodiscard]] bool isOfAttempt(const TrackedCall& call, const Arrival& arrival);

/// The request repairs a failed attempt: answers a challenge (RFC 3261 section 22), follows a redirection
/// (section 8.1.3.4), or sends the same client's request again with a higher CSeq to the same place after a
/// 4xx or 5xx (section 8.1.3.5, RFC 4028 section 7.3).
[[nodiscard]] bool repairsAttempt(const TrackedCall& call, const Arrival& arrival);

/// The request becomes the attempt that counts.
void beginAttempt(TrackedCall& call, const Arrival& arrival);

/// The final response of the attempt, with the state that it leads to. Nothing is waited for any more.
void finishAttempt(TrackedCall& call, const sip::Message& response, CallState state);

/// rejected (4xx, 6xx), failed (5xx and 408), diverted (3xx).
[[nodiscard]] CallState stateOfFailure(unsigned status);

[[nodiscard]] constexpr bool isChallenge(unsigned status)
{
    return status == 401 || status == 407;
}

[[nodiscard]] constexpr bool isRedirection(unsigned status)
{
    return status >= 300 && status < 400;
}

} // namespace core::call
