// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tls/secret.h"

#include <cstdint>
#include <span>
#include <string_view>

// The functions of TLS that turn secrets into keys, over OpenSSL's primitives. All return an empty vector
// when the library refuses.
namespace core::tls {

using ByteView = std::span<const std::byte>;

enum class Hash : std::uint8_t {
    Md5Sha1, ///< the pair that TLS up to 1.1 uses
    Sha1,
    Sha256,
    Sha384,
};

/// In bytes.
[[nodiscard]] std::size_t size(Hash hash);

[[nodiscard]] Bytes digest(Hash hash, ByteView data);
[[nodiscard]] Bytes hmac(Hash hash, ByteView key, std::span<const ByteView> parts);

/// PRF(secret, label, seed), RFC 5246 section 5; with Hash::Md5Sha1 that of RFC 4346.
[[nodiscard]] Bytes prf(Hash hash, ByteView secret, std::string_view label, ByteView seed,
                        std::size_t length);

/// HKDF-Expand-Label(secret, label, "", length), RFC 8446 section 7.1.
[[nodiscard]] Bytes expandLabel(Hash hash, ByteView secret, std::string_view label, std::size_t length);

} // namespace core::tls
