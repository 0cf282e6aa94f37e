// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/release.h"

#include <openssl/evp.h>
#include <openssl/kdf.h>

#include <cstddef>
#include <memory>

// Owners of OpenSSL's objects. Only source files of this folder include this header.
namespace core::tls {

using base::Release;

using KdfAlgorithm = std::unique_ptr<EVP_KDF, Release<EVP_KDF_free>>;
using KdfContext = std::unique_ptr<EVP_KDF_CTX, Release<EVP_KDF_CTX_free>>;
using MacAlgorithm = std::unique_ptr<EVP_MAC, Release<EVP_MAC_free>>;
using MacContext = std::unique_ptr<EVP_MAC_CTX, Release<EVP_MAC_CTX_free>>;
using KeyContext = std::unique_ptr<EVP_PKEY_CTX, Release<EVP_PKEY_CTX_free>>;
using Algorithm = std::unique_ptr<EVP_CIPHER, Release<EVP_CIPHER_free>>;

inline unsigned char* asUnsigned(std::byte* bytes)
{
    return reinterpret_cast<unsigned char*>(bytes);
}

inline const unsigned char* asUnsigned(const std::byte* bytes)
{
    return reinterpret_cast<const unsigned char*>(bytes);
}

} // namespace core::tls
