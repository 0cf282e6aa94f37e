// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tls/secret.h"

#include <cstdint>
#include <optional>
#include <string>

namespace core::tls {

/// How far the decryption of a connection got. The numbers are stored.
enum class Outcome : std::uint8_t {
    Handshake = 0, ///< no encrypted record was met yet
    Waiting = 1,   ///< its secret may still come
    Decrypted = 2,
    NoSecret = 3,
    StartMissing = 4,
    PeerMissing = 5,
    GapInHandshake = 6,
    RsaKeyUseless = 7,  ///< there is an RSA key, but the key exchange is ephemeral
    RsaKeyForeign = 8,  ///< there is an RSA key, but not that of the server
    SessionResumed = 9, ///< there is an RSA key, but the secret is that of an earlier connection
    VersionUnsupported = 10,
    SuiteUnsupported = 11,
    CompressionUnsupported = 12,
    SecretWrong = 13,
    Damaged = 14,
    SecretLate = 15, ///< no record came after it yet
};

/// "decrypted", "no-secret", ...
[[nodiscard]] std::string_view name(Outcome outcome);

/// What can be said about one connection. Where a field is not known it is empty or 0.
struct ConnectionReport {
    Outcome outcome = Outcome::Handshake;
    std::optional<ClientRandom> random;
    std::uint16_t version = 0;
    std::uint16_t cipherSuite = 0;
    std::string serverName;
    /// Of the secrets that decrypted it.
    SecretOrigin origin = SecretOrigin::KeyLog;
    std::uint64_t records = 0;
    /// Encrypted records that stayed so.
    std::uint64_t undecrypted = 0;
    /// Its secret came when its first records had been given up.
    bool beganLate = false;
    /// After decryption had begun, bytes were missing, or a record did not pass its check.
    bool hasGap = false;
    bool hasDamage = false;
    /// The last fatal alert seen in the handshake.
    std::optional<std::uint8_t> alert;

    bool operator==(const ConnectionReport&) const = default;
};

/// One English sentence: why the connection could or could not be decrypted.
[[nodiscard]] std::string describe(const ConnectionReport& report);

} // namespace core::tls
