// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/tls/primitives.h"

#include <filesystem>
#include <memory>

struct evp_pkey_st;

namespace core::tls {

/// A server's private RSA key. Copies share it.
class RsaKey {
public:
    /// Reads an unencrypted PEM file. Errors of the file, and KeyInvalid.
    [[nodiscard]] static base::Result<RsaKey> load(const std::filesystem::path& path);

    /// The premaster secret of a ClientKeyExchange (RFC 5246 section 7.4.7.1); empty when this is not the
    /// key that it was encrypted for.
    [[nodiscard]] Bytes decryptPremaster(ByteView encrypted, std::uint16_t clientVersion) const;

private:
    explicit RsaKey(std::shared_ptr<evp_pkey_st> key) : m_key(std::move(key)) {}

    std::shared_ptr<evp_pkey_st> m_key;
};

} // namespace core::tls
