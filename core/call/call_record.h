// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/strong_id.h"
#include "core/base/timestamp.h"
#include "core/call/call_measures.h"
#include "core/call/call_stream.h"
#include "core/call/registration_record.h"
#include "core/call/saturating_time.h"
#include "core/net/address.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace core::call {

/// From the first request under the Call-ID. The numbers are stored: never reuse one.
enum class CallType : std::uint8_t {
    Other = 0,
    Call = 1,         ///< INVITE
    Registration = 2, ///< REGISTER
    Subscription = 3, ///< SUBSCRIBE, or NOTIFY without one
    Message = 4,      ///< MESSAGE
    Options = 5,      ///< OPTIONS
    Publication = 6,  ///< PUBLISH
};
inline constexpr std::size_t callTypeCount = 7;

/// The numbers are stored: never reuse one.
enum class CallState : std::uint8_t {
    Unknown = 0,
    // type Call
    Calling = 1,
    Ringing = 2,
    InCall = 3,
    Completed = 4,
    Cancelled = 5,
    Rejected = 6, ///< 4xx, 6xx
    Failed = 7,   ///< 5xx, timeout, no answer
    Diverted = 8, ///< 3xx
    // other types
    Trying = 9, ///< a request without a final answer yet
    Registered = 10,
    Unregistered = 11,
    Expired = 12,
    Active = 13,
    Terminated = 14,
    Answered = 15,
};
inline constexpr std::size_t callStateCount = 16;

/// "call", "registration", ...
[[nodiscard]] std::string_view name(CallType type);
[[nodiscard]] std::optional<CallType> parseCallType(std::string_view name);
/// "in-call", "completed", ...
[[nodiscard]] std::string_view name(CallState state);
[[nodiscard]] std::optional<CallState> parseCallState(std::string_view name);
/// No more is expected of a call in this state; it may leave memory soon.
[[nodiscard]] bool isFinished(CallState state);

/// Who ended an answered or unanswered call. The numbers are stored: never reuse one.
enum class EndedBy : std::uint8_t { Nobody = 0, Caller = 1, Called = 2, Timeout = 3 };
inline constexpr std::size_t endedByCount = 4;
/// "caller", "called", "timeout"; empty for Nobody.
[[nodiscard]] std::string_view name(EndedBy endedBy);
[[nodiscard]] std::optional<EndedBy> parseEndedBy(std::string_view name);

/// One row of the calls list: everything under one Call-ID. Plain data; the session stores it and the
/// tracker can go on from it after the call had left memory.
struct CallRecord {
    base::CallKey key;
    std::string callId;
    CallType type = CallType::Other;
    CallState state = CallState::Unknown;
    EndedBy endedBy = EndedBy::Nobody;
    /// Somebody marked it. Read with a call, never written: a mark hangs on the Call-ID.
    bool isMarked = false;
    /// The session no longer has its first message: a ring let it go. Read with a call, never written.
    bool hasLostStart = false;
    /// Calls that belong together with it, itself too. Neither read nor written with a call: who lists calls
    /// counts them when somebody asks.
    std::optional<std::uint32_t> legs;
    /// Its RTP streams; nothing when the session does not know of streams. Read with a call, never written.
    std::optional<std::vector<CallStream>> streams;
    /// The kinds of what is wrong with it, constants of the program. Neither read nor written with a call:
    /// who lists calls looks for them (flow::kindsFoundIn()) when somebody asks.
    std::vector<std::string_view> findings;
    /// Neither read nor written with a call: who lists calls measures them when somebody asks.
    CallMeasures measures;
    /// The bindings whose newest REGISTER it has. Neither read nor written with a call: who lists calls looks
    /// for them when somebody asks.
    std::vector<RegistrationRecord> registrations;
    /// Method of the first request; of the first CSeq when only responses were seen.
    std::string method;
    std::string fromUser;
    std::string fromHost;
    std::string toUser;
    std::string toHost;
    /// First hop: who sent the first request, and to whom.
    net::Path path;

    base::Timestamp firstTime;
    base::Timestamp lastTime;
    base::MessageId firstMessage;
    /// Head of the chain of messages, see MessageTrack::previousInCall.
    base::MessageId lastMessage;
    std::uint32_t messages = 0;
    std::uint32_t requests = 0;
    std::uint32_t retransmissions = 0;

    /// Final status of the attempt that counts, as the client of the first hop saw it; 0 while there is none.
    /// A 401 or 407 that was retried, and a 3xx that was followed, do not count.
    std::uint16_t finalStatus = 0;
    std::string finalReason;

    // Times that the measures are made of, on the first hop, as its client saw them.
    // The attempt that counts is the last one that the client repaired itself: after a 401 or 407 the times
    // start with the INVITE that carries the credentials, after a 3xx with the one to the new place. Calls
    // joined in progress have no inviteTime.
    std::optional<base::Timestamp> inviteTime;       ///< the INVITE of the attempt that counts
    std::optional<base::Timestamp> firstProvisional; ///< first 18x
    std::optional<base::Timestamp> ringTime;         ///< first 180
    std::optional<base::Timestamp> answerTime;       ///< 200 to INVITE
    std::optional<base::Timestamp> endTime;          ///< BYE

    /// Tags and CSeq that the tracker needs to go on; not shown.
    std::string firstFromTag;
    std::string remoteTag;
    std::uint32_t inviteCSeq = 0;
    /// Expiry of a registration or subscription, when one was granted.
    std::optional<base::Timestamp> expires;

    /// INVITE to first 18x.
    [[nodiscard]] std::optional<base::Duration> postDialDelay() const
    {
        return between(inviteTime, firstProvisional);
    }

    /// First 180 to 200.
    [[nodiscard]] std::optional<base::Duration> ring() const { return between(ringTime, answerTime); }

    /// INVITE to 200.
    [[nodiscard]] std::optional<base::Duration> setup() const { return between(inviteTime, answerTime); }

    /// 200 to BYE.
    [[nodiscard]] std::optional<base::Duration> talk() const { return between(answerTime, endTime); }

    /// First to last message.
    [[nodiscard]] base::Duration duration() const { return elapsed(firstTime, lastTime); }

private:
    static std::optional<base::Duration> between(const std::optional<base::Timestamp>& from,
                                                 const std::optional<base::Timestamp>& to)
    {
        // Clocks of two capture points may disagree: a negative time was not measured.
        if (!from || !to || *to < *from)
            return std::nullopt;
        return elapsed(*from, *to);
    }
};

} // namespace core::call
