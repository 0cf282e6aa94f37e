// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/strong_id.h"
#include "core/base/timestamp.h"
#include "core/net/address.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace core::call {

/// The numbers are stored: never reuse one.
enum class RegistrationState : std::uint8_t {
    Trying = 0,       ///< asked for, without an answer that counts yet
    Registered = 1,   ///< granted and not yet expired
    Unregistered = 2, ///< removed by the client
    Expired = 3,      ///< its time ran out without a refresh
    Failed = 4,       ///< never granted, and refused or not answered
};
inline constexpr std::size_t registrationStateCount = 5;
/// "trying", "registered", "unregistered", "expired", "failed"
[[nodiscard]] std::string_view name(RegistrationState state);

/// Why a REGISTER did not do what it should. The numbers are stored: never reuse one.
enum class RegistrationFailure : std::uint8_t {
    WrongUser = 0,        ///< 404, 604: the registrar does not know the address of record
    Forbidden = 1,        ///< 403
    WrongCredentials = 2, ///< challenged again after credentials made from the last challenge
    WrongRealm = 3,       ///< challenged again after credentials for other realms only
    StaleNonce = 4,       ///< challenged again with stale=true
    IntervalTooBrief = 5, ///< 423
    ChallengeUnanswered =
        6,        ///< a challenge without credentials after it for three minutes, or until asked anew
    NoAnswer = 7, ///< no final response
    Other = 8,    ///< another final response, see lastFailureStatus
};
inline constexpr std::size_t registrationFailureCount = 9;
/// "wrong-user", "forbidden", ...
[[nodiscard]] std::string_view name(RegistrationFailure failure);

/// A binding of an address of record to a contact (RFC 3261 section 10), as REGISTER and its answers tell it.
/// The same binding is what has the same instance and flow (RFC 5626), else the same contact; a client that
/// registers another contact under the same Call-ID instead has changed the contact of its binding. Derived.
struct RegistrationRecord {
    /// In the order in which bindings were first seen, from 1.
    std::int64_t id = 0;
    /// The call of the newest REGISTER about it.
    base::CallKey call;
    std::string aor;                    ///< "sip:alice@example.com"
    std::string contact;                ///< a URI, or "*"; empty when a request without a contact failed
    std::string instance;               ///< +sip.instance
    std::optional<std::uint32_t> regId; ///< reg-id: the flow
    std::string gruu;                   ///< pub-gruu (RFC 5627) as the registrar gave it
    std::string userAgent;
    /// From the client to the registrar, on the first hop that was seen.
    net::Path path;
    RegistrationState state = RegistrationState::Trying;
    bool isFlapping = false; ///< three changes within five minutes, at some time

    base::Timestamp firstTime;
    base::Timestamp lastTime;                 ///< of the newest message about it
    std::optional<base::Timestamp> refreshed; ///< the newest time that it was granted
    std::optional<base::Timestamp> expires; ///< or expired; absent when it was removed, or no time was named
    std::optional<base::Duration> interval; ///< as granted the last time

    /// A challenge and its answer, or a 423 and its repair, belong to one attempt.
    std::uint32_t attempts = 0;
    std::uint32_t failedAttempts = 0;
    std::uint32_t refreshes = 0; ///< granted again while it was in force
    std::uint32_t removals = 0;
    std::uint32_t expirations = 0;
    std::uint32_t contactChanges = 0;
    std::array<std::uint32_t, registrationFailureCount> failures{}; ///< by kind; an attempt may have several
    std::optional<RegistrationFailure> lastFailure;
    std::uint16_t lastFailureStatus = 0; ///< 0: no answer
    base::Timestamp lastFailureTime;

    [[nodiscard]] std::uint32_t& count(RegistrationFailure kind)
    {
        return failures[static_cast<std::size_t>(kind)];
    }

    /// "wrong-credentials:3,stale-nonce:1"
    [[nodiscard]] std::string failuresText() const;
    /// The other way around; what it does not know is left out.
    void readFailures(std::string_view text);
};

} // namespace core::call
