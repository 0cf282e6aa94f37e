// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tls/rsa_key.h"

#include "core/tls/openssl.h"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>

namespace core::tls {
namespace {

constexpr std::size_t premasterSize = 48;

struct CloseFile {
    void operator()(std::FILE* file) const { std::fclose(file); }
};

/// The library would ask on the terminal otherwise.
int noPassphrase(char*, int, int, void*)
{
    return 0;
}

/// RFC 8017 section 7.2.2: 00 02 (at least eight bytes that are not 0) 00 message. Empty when it is not so.
ByteView withoutPadding(ByteView block)
{
    constexpr std::size_t shortestPadding = 8;
    if (block.size() < 2 || block[0] != std::byte{0} || block[1] != std::byte{2})
        return {};
    const auto end = std::find(block.begin() + 2, block.end(), std::byte{0});
    const auto padding = static_cast<std::size_t>(end - block.begin()) - 2;
    return end == block.end() || padding < shortestPadding ? ByteView{} : block.subspan(padding + 3);
}

} // namespace

base::Result<RsaKey> RsaKey::load(const std::filesystem::path& path)
{
    const std::unique_ptr<std::FILE, CloseFile> file{std::fopen(path.c_str(), "re")};
    if (!file)
        return base::errnoError(errno, path.string());
    std::shared_ptr<evp_pkey_st> key{PEM_read_PrivateKey(file.get(), nullptr, noPassphrase, nullptr),
                                     Release<EVP_PKEY_free>{}};
    ERR_clear_error();
    if (!key || EVP_PKEY_is_a(key.get(), "RSA") != 1)
        return base::Error{base::ErrorCode::KeyInvalid, path.string(), {}};
    return RsaKey{std::move(key)};
}

Bytes RsaKey::decryptPremaster(ByteView encrypted, std::uint16_t clientVersion) const
{
    // Raw, because the library answers a wrong key with random bytes instead of an error.
    const KeyContext context{EVP_PKEY_CTX_new(m_key.get(), nullptr)};
    Bytes block(static_cast<std::size_t>(EVP_PKEY_get_size(m_key.get())));
    std::size_t length = block.size();
    const bool isDone = context && EVP_PKEY_decrypt_init(context.get()) == 1 &&
                        EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_NO_PADDING) == 1 &&
                        EVP_PKEY_decrypt(context.get(), asUnsigned(block.data()), &length,
                                         asUnsigned(encrypted.data()), encrypted.size()) == 1;
    ERR_clear_error();
    if (!isDone)
        return {};
    const ByteView premaster = withoutPadding(ByteView{block}.first(length));
    if (premaster.size() != premasterSize)
        return {};
    const auto version = static_cast<std::uint16_t>(std::to_integer<unsigned>(premaster[0]) << 8U |
                                                    std::to_integer<unsigned>(premaster[1]));
    return version == clientVersion ? Bytes{premaster.begin(), premaster.end()} : Bytes{};
}

} // namespace core::tls
