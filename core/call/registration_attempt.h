// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/strong_id.h"
#include "core/base/timestamp.h"
#include "core/call/contact.h"
#include "core/call/registration_record.h"
#include "core/net/address.h"
#include "core/sip/digest.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace core::call {

/// What a client asks a registrar, rounds of authentication and repairs included: all REGISTER of one Call-ID
/// and address of record until one is granted or refused for good.
struct RegistrationAttempt {
    enum class Phase : std::uint8_t {
        Asked,    ///< the answer is waited for
        Repair,   ///< the client's next request is waited for: credentials, or a longer interval
        Finished, ///< kept for a while, so that copies of its messages on other hops are known
    };

    /// A binding that the request names.
    struct Target {
        std::int64_t binding = 0;
        std::uint32_t expiry = noExpiry;
        /// The binding gets this contact when it is granted; empty: it has it.
        std::string contact;
    };

    /// Fingerprints of a challenge.
    struct Challenge {
        std::uint64_t realm = 0;
        std::uint64_t nonce = 0;
    };

    struct Failure {
        RegistrationFailure kind = RegistrationFailure::Other;
        std::uint16_t status = 0;
        base::Timestamp captured;
    };

    Phase phase = Phase::Asked;
    std::uint32_t cseq = 0;
    std::uint64_t branch = 0;
    std::uint64_t aor = 0; ///< keyed hash
    base::Timestamp begun; ///< capture time of the newest request
    base::Timestamp deadline;
    /// Of the entry in the tracker's queue that speaks for it.
    base::Timestamp queued = base::Timestamp::max();
    base::CallKey call;
    net::Path path;
    std::string aorText;
    std::string userAgent;
    std::optional<Failure> failure; ///< the newest that was counted
    std::vector<Target> targets;
    std::vector<Challenge> challenges;  ///< the newest of each realm
    std::vector<Challenge> credentials; ///< of the newest request
};

/// Contacts that are looked at in one message; a hostile one names thousands.
inline constexpr std::size_t mostContacts = 32;
/// A client may have to ask a human for the password before it answers a challenge.
inline constexpr base::Duration repairTimeout = std::chrono::minutes{3};
/// A refresh that comes this late may have left in time.
inline constexpr base::Duration registrationLateness = std::chrono::seconds{2};

/// Fingerprint for telling equal from different.
[[nodiscard]] std::uint64_t textDigest(std::string_view text);

/// Of the field To, "sip:alice@example.com": without name, port and parameters.
[[nodiscard]] std::string aorOf(const sip::Message& message);

/// Keyed hash of Call-ID and address of record.
[[nodiscard]] std::uint64_t attemptKey(const sip::Message& message, std::string_view aor);

[[nodiscard]] std::vector<RegistrationAttempt::Challenge>
fingerprintsOf(const std::vector<sip::Digest>& digests);

/// What a challenge means after those before it; nothing when it is the first of its realm, or answers
/// credentials that were made long ago.
[[nodiscard]] std::optional<RegistrationFailure> kindOfChallenge(const RegistrationAttempt& attempt,
                                                                 const std::vector<sip::Digest>& challenges);

/// Of a final response that is no challenge.
[[nodiscard]] RegistrationFailure kindOfFailure(unsigned status);

/// The request repairs what was wrong with the one before.
[[nodiscard]] bool isRepair(const RegistrationAttempt& attempt, const sip::Message& request);

} // namespace core::call
