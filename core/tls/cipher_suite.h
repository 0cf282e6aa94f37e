// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tls/primitives.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace core::tls {

enum class Version : std::uint16_t { Tls10 = 0x0301, Tls11 = 0x0302, Tls12 = 0x0303, Tls13 = 0x0304 };

/// "TLS 1.2"; for other numbers "version 0x0300".
[[nodiscard]] std::string versionName(std::uint16_t version);

enum class CipherMode : std::uint8_t { Gcm, Ccm, ChaCha20Poly1305, Cbc };

/// What decryption needs to know of a cipher suite.
struct CipherSuite {
    std::uint16_t number = 0;
    std::string_view name;
    CipherMode mode = CipherMode::Gcm;
    /// As OpenSSL calls it.
    const char* cipher = "";
    std::size_t keySize = 0;
    std::size_t tagSize = 0;   ///< AEAD only
    std::size_t blockSize = 0; ///< CBC only
    Hash mac = Hash::Sha256;   ///< CBC only
    /// Of the PRF in TLS 1.2 and of HKDF in TLS 1.3.
    Hash prf = Hash::Sha256;
    /// The premaster secret travels encrypted with the server's RSA key.
    bool isRsaKeyExchange = false;
};

/// Nothing for suites that we cannot decrypt.
[[nodiscard]] std::optional<CipherSuite> findCipherSuite(std::uint16_t number);

/// The name of a suite, "cipher suite 0x1234" for those that we do not know.
[[nodiscard]] std::string cipherSuiteName(std::uint16_t number);

} // namespace core::tls
