// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/keyed_hash.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace core::tls {

using Bytes = std::vector<std::byte>;

/// The random of the first ClientHello: what key logs know a connection by.
using ClientRandom = std::array<std::byte, 32>;

struct ClientRandomHash {
    std::size_t operator()(const ClientRandom& random) const
    {
        return base::keyedHash(base::processHashKey(), random);
    }
};

/// The labels of a key log (SSLKEYLOGFILE, RFC 9850) that decryption needs. The numbers are stored.
enum class SecretLabel : std::uint8_t {
    MasterSecret = 0, ///< CLIENT_RANDOM: all of TLS up to 1.2
    ClientEarlyTraffic = 1,
    ClientHandshakeTraffic = 2,
    ServerHandshakeTraffic = 3,
    ClientTraffic = 4, ///< CLIENT_TRAFFIC_SECRET_0; later ones follow from it
    ServerTraffic = 5,
};

/// Where a secret came from. The numbers are stored.
enum class SecretOrigin : std::uint8_t {
    KeyLog = 0,
    Capture = 1, ///< a Decryption Secrets Block of a pcapng file
    RsaKey = 2,  ///< worked out with the server's private key
};

struct Secret {
    SecretLabel label = SecretLabel::MasterSecret;
    SecretOrigin origin = SecretOrigin::KeyLog;
    ClientRandom random{};
    /// 32 to 64 bytes.
    Bytes bytes;

    bool operator==(const Secret&) const = default;
};

/// The other way round; nothing for other names.
[[nodiscard]] std::optional<SecretLabel> secretLabel(std::string_view name);
[[nodiscard]] std::optional<SecretOrigin> secretOrigin(std::string_view name);

/// The label as it stands in a key log.
[[nodiscard]] std::string_view name(SecretLabel label);

/// "key log", "capture", "RSA key".
[[nodiscard]] std::string_view name(SecretOrigin origin);

/// One line of a key log. Nothing for comments, for labels that decryption does not need (exporter secrets
/// and the like), and for damaged lines.
[[nodiscard]] std::optional<Secret> parseKeyLogLine(std::string_view line, SecretOrigin origin);

[[nodiscard]] std::string toHex(std::span<const std::byte> bytes);

} // namespace core::tls
