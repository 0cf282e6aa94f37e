// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tls/primitives.h"

#include "core/base/ascii.h"
#include "core/tls/openssl.h"

#include <openssl/core_names.h>
#include <openssl/hmac.h>
#include <openssl/params.h>

#include <array>

namespace core::tls {
namespace {

const char* libraryName(Hash hash)
{
    switch (hash) {
    case Hash::Md5Sha1:
        return "MD5-SHA1";
    case Hash::Sha1:
        return "SHA1";
    case Hash::Sha256:
        return "SHA256";
    case Hash::Sha384:
        return "SHA384";
    }
    return "SHA256";
}

OSSL_PARAM textParameter(const char* key, const char* value)
{
    // The library reads the text only; its interface is older than const.
    return OSSL_PARAM_construct_utf8_string(key, const_cast<char*>(value), 0);
}

OSSL_PARAM octetParameter(const char* key, ByteView value)
{
    return OSSL_PARAM_construct_octet_string(key, const_cast<std::byte*>(value.data()), value.size());
}

/// One derivation with EVP_KDF; fetching costs more than deriving, so `kdf` is fetched once.
Bytes derive(EVP_KDF* kdf, std::span<const OSSL_PARAM> parameters, std::size_t length)
{
    const KdfContext context{EVP_KDF_CTX_new(kdf)};
    Bytes output(length);
    if (!context || length == 0 ||
        EVP_KDF_derive(context.get(), asUnsigned(output.data()), output.size(), parameters.data()) != 1)
        return {};
    return output;
}

} // namespace

std::size_t size(Hash hash)
{
    switch (hash) {
    case Hash::Md5Sha1:
        return 36;
    case Hash::Sha1:
        return 20;
    case Hash::Sha256:
        return 32;
    case Hash::Sha384:
        return 48;
    }
    return 0;
}

Bytes digest(Hash hash, ByteView data)
{
    Bytes output(EVP_MAX_MD_SIZE);
    std::size_t length = 0;
    if (EVP_Q_digest(nullptr, libraryName(hash), nullptr, data.data(), data.size(), asUnsigned(output.data()),
                     &length) != 1)
        return {};
    output.resize(length);
    return output;
}

Bytes hmac(Hash hash, ByteView key, std::span<const ByteView> parts)
{
    static const MacAlgorithm algorithm{EVP_MAC_fetch(nullptr, "HMAC", nullptr)};
    const MacContext context{EVP_MAC_CTX_new(algorithm.get())};
    const std::array parameters{textParameter(OSSL_MAC_PARAM_DIGEST, libraryName(hash)),
                                OSSL_PARAM_construct_end()};
    if (!context || EVP_MAC_init(context.get(), asUnsigned(key.data()), key.size(), parameters.data()) != 1)
        return {};
    for (const ByteView part : parts) {
        if (EVP_MAC_update(context.get(), asUnsigned(part.data()), part.size()) != 1)
            return {};
    }
    Bytes output(EVP_MAX_MD_SIZE);
    std::size_t length = 0;
    if (EVP_MAC_final(context.get(), asUnsigned(output.data()), &length, output.size()) != 1)
        return {};
    output.resize(length);
    return output;
}

Bytes prf(Hash hash, ByteView secret, std::string_view label, ByteView seed, std::size_t length)
{
    static const KdfAlgorithm kdf{EVP_KDF_fetch(nullptr, "TLS1-PRF", nullptr)};
    Bytes labelAndSeed{base::asBytes(label).begin(), base::asBytes(label).end()};
    labelAndSeed.insert(labelAndSeed.end(), seed.begin(), seed.end());
    return derive(kdf.get(),
                  std::array{textParameter(OSSL_KDF_PARAM_DIGEST, libraryName(hash)),
                             octetParameter(OSSL_KDF_PARAM_SECRET, secret),
                             octetParameter(OSSL_KDF_PARAM_SEED, labelAndSeed), OSSL_PARAM_construct_end()},
                  length);
}

Bytes expandLabel(Hash hash, ByteView secret, std::string_view label, std::size_t length)
{
    static const KdfAlgorithm kdf{EVP_KDF_fetch(nullptr, "HKDF", nullptr)};
    constexpr std::string_view prefix = "tls13 ";
    // struct { uint16 length; opaque label<7..255>; opaque context<0..255>; } HkdfLabel
    Bytes info{static_cast<std::byte>(length >> 8U), static_cast<std::byte>(length & 0xFFU),
               static_cast<std::byte>(prefix.size() + label.size())};
    for (const std::string_view part : {prefix, label})
        info.insert(info.end(), base::asBytes(part).begin(), base::asBytes(part).end());
    info.push_back(std::byte{0});
    int mode = EVP_KDF_HKDF_MODE_EXPAND_ONLY;
    return derive(kdf.get(),
                  std::array{OSSL_PARAM_construct_int(OSSL_KDF_PARAM_MODE, &mode),
                             textParameter(OSSL_KDF_PARAM_DIGEST, libraryName(hash)),
                             octetParameter(OSSL_KDF_PARAM_KEY, secret),
                             octetParameter(OSSL_KDF_PARAM_INFO, info), OSSL_PARAM_construct_end()},
                  length);
}

} // namespace core::tls
