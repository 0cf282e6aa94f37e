// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/strong_id.h"
#include "core/base/timestamp.h"
#include "core/net/address.h"

#include <cstdint>
#include <string>
#include <vector>

namespace core::session {

/// A TLS connection, and why it could or could not be decrypted. Derived from the frames.
struct TlsConnectionRow {
    /// In order of their first bytes, from 1.
    std::int64_t id = 0;
    base::FrameNumber firstFrame;
    base::Timestamp firstTime;
    base::Timestamp lastTime;
    /// From client to server, as far as that is known.
    net::Path path;
    /// "TLS 1.3"; empty when it is not known, as are the next three.
    std::string version;
    std::string cipherSuite;
    std::string serverName;
    /// In hexadecimal digits, as key logs have it.
    std::string clientRandom;
    /// "decrypted", "no-secret", ...
    std::string outcome;
    std::uint64_t records = 0;
    /// Encrypted records that stayed so.
    std::uint64_t undecrypted = 0;
    std::uint64_t messages = 0;
    /// Why, in English.
    std::string sentence;
};

/// A secret of a connection in this session. Primary: no frame has it.
struct TlsSecretRow {
    /// It was known before this frame was decoded; 0 for always.
    base::FrameNumber knownBefore;
    /// As in a key log: "CLIENT_RANDOM".
    std::string label;
    /// Where it came from: "key log", "capture", "RSA key".
    std::string origin;
    std::vector<std::byte> clientRandom;
    std::vector<std::byte> secret;
};

} // namespace core::session
