// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tls/cipher_suite.h"

#include <algorithm>
#include <array>
#include <cstdio>

namespace core::tls {
namespace {

struct Named {
    std::uint16_t number;
    std::string_view name;
};

/// From the registry "TLS Cipher Suites" of IANA, by number. The name says how to decrypt: see understand().
constexpr Named suites[] = {
    {0x000A, "TLS_RSA_WITH_3DES_EDE_CBC_SHA"},
    {0x0013, "TLS_DHE_DSS_WITH_3DES_EDE_CBC_SHA"},
    {0x0016, "TLS_DHE_RSA_WITH_3DES_EDE_CBC_SHA"},
    {0x001B, "TLS_DH_anon_WITH_3DES_EDE_CBC_SHA"},
    {0x002F, "TLS_RSA_WITH_AES_128_CBC_SHA"},
    {0x0032, "TLS_DHE_DSS_WITH_AES_128_CBC_SHA"},
    {0x0033, "TLS_DHE_RSA_WITH_AES_128_CBC_SHA"},
    {0x0034, "TLS_DH_anon_WITH_AES_128_CBC_SHA"},
    {0x0035, "TLS_RSA_WITH_AES_256_CBC_SHA"},
    {0x0038, "TLS_DHE_DSS_WITH_AES_256_CBC_SHA"},
    {0x0039, "TLS_DHE_RSA_WITH_AES_256_CBC_SHA"},
    {0x003A, "TLS_DH_anon_WITH_AES_256_CBC_SHA"},
    {0x003C, "TLS_RSA_WITH_AES_128_CBC_SHA256"},
    {0x003D, "TLS_RSA_WITH_AES_256_CBC_SHA256"},
    {0x0040, "TLS_DHE_DSS_WITH_AES_128_CBC_SHA256"},
    {0x0041, "TLS_RSA_WITH_CAMELLIA_128_CBC_SHA"},
    {0x0045, "TLS_DHE_RSA_WITH_CAMELLIA_128_CBC_SHA"},
    {0x0067, "TLS_DHE_RSA_WITH_AES_128_CBC_SHA256"},
    {0x006A, "TLS_DHE_DSS_WITH_AES_256_CBC_SHA256"},
    {0x006B, "TLS_DHE_RSA_WITH_AES_256_CBC_SHA256"},
    {0x006C, "TLS_DH_anon_WITH_AES_128_CBC_SHA256"},
    {0x006D, "TLS_DH_anon_WITH_AES_256_CBC_SHA256"},
    {0x0084, "TLS_RSA_WITH_CAMELLIA_256_CBC_SHA"},
    {0x0088, "TLS_DHE_RSA_WITH_CAMELLIA_256_CBC_SHA"},
    {0x008C, "TLS_PSK_WITH_AES_128_CBC_SHA"},
    {0x008D, "TLS_PSK_WITH_AES_256_CBC_SHA"},
    {0x009C, "TLS_RSA_WITH_AES_128_GCM_SHA256"},
    {0x009D, "TLS_RSA_WITH_AES_256_GCM_SHA384"},
    {0x009E, "TLS_DHE_RSA_WITH_AES_128_GCM_SHA256"},
    {0x009F, "TLS_DHE_RSA_WITH_AES_256_GCM_SHA384"},
    {0x00A2, "TLS_DHE_DSS_WITH_AES_128_GCM_SHA256"},
    {0x00A3, "TLS_DHE_DSS_WITH_AES_256_GCM_SHA384"},
    {0x00A6, "TLS_DH_anon_WITH_AES_128_GCM_SHA256"},
    {0x00A7, "TLS_DH_anon_WITH_AES_256_GCM_SHA384"},
    {0x00A8, "TLS_PSK_WITH_AES_128_GCM_SHA256"},
    {0x00A9, "TLS_PSK_WITH_AES_256_GCM_SHA384"},
    {0x00AE, "TLS_PSK_WITH_AES_128_CBC_SHA256"},
    {0x00AF, "TLS_PSK_WITH_AES_256_CBC_SHA384"},
    {0x00BA, "TLS_RSA_WITH_CAMELLIA_128_CBC_SHA256"},
    {0x00BE, "TLS_DHE_RSA_WITH_CAMELLIA_128_CBC_SHA256"},
    {0x00C0, "TLS_RSA_WITH_CAMELLIA_256_CBC_SHA256"},
    {0x00C4, "TLS_DHE_RSA_WITH_CAMELLIA_256_CBC_SHA256"},
    {0x1301, "TLS_AES_128_GCM_SHA256"},
    {0x1302, "TLS_AES_256_GCM_SHA384"},
    {0x1303, "TLS_CHACHA20_POLY1305_SHA256"},
    {0x1304, "TLS_AES_128_CCM_SHA256"},
    {0x1305, "TLS_AES_128_CCM_8_SHA256"},
    {0xC008, "TLS_ECDHE_ECDSA_WITH_3DES_EDE_CBC_SHA"},
    {0xC009, "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA"},
    {0xC00A, "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA"},
    {0xC012, "TLS_ECDHE_RSA_WITH_3DES_EDE_CBC_SHA"},
    {0xC013, "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA"},
    {0xC014, "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA"},
    {0xC018, "TLS_ECDH_anon_WITH_AES_128_CBC_SHA"},
    {0xC019, "TLS_ECDH_anon_WITH_AES_256_CBC_SHA"},
    {0xC023, "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256"},
    {0xC024, "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384"},
    {0xC027, "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256"},
    {0xC028, "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384"},
    {0xC02B, "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"},
    {0xC02C, "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384"},
    {0xC02F, "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"},
    {0xC030, "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384"},
    {0xC035, "TLS_ECDHE_PSK_WITH_AES_128_CBC_SHA"},
    {0xC036, "TLS_ECDHE_PSK_WITH_AES_256_CBC_SHA"},
    {0xC037, "TLS_ECDHE_PSK_WITH_AES_128_CBC_SHA256"},
    {0xC038, "TLS_ECDHE_PSK_WITH_AES_256_CBC_SHA384"},
    {0xC050, "TLS_RSA_WITH_ARIA_128_GCM_SHA256"},
    {0xC051, "TLS_RSA_WITH_ARIA_256_GCM_SHA384"},
    {0xC052, "TLS_DHE_RSA_WITH_ARIA_128_GCM_SHA256"},
    {0xC053, "TLS_DHE_RSA_WITH_ARIA_256_GCM_SHA384"},
    {0xC05C, "TLS_ECDHE_ECDSA_WITH_ARIA_128_GCM_SHA256"},
    {0xC05D, "TLS_ECDHE_ECDSA_WITH_ARIA_256_GCM_SHA384"},
    {0xC060, "TLS_ECDHE_RSA_WITH_ARIA_128_GCM_SHA256"},
    {0xC061, "TLS_ECDHE_RSA_WITH_ARIA_256_GCM_SHA384"},
    {0xC072, "TLS_ECDHE_ECDSA_WITH_CAMELLIA_128_CBC_SHA256"},
    {0xC073, "TLS_ECDHE_ECDSA_WITH_CAMELLIA_256_CBC_SHA384"},
    {0xC076, "TLS_ECDHE_RSA_WITH_CAMELLIA_128_CBC_SHA256"},
    {0xC077, "TLS_ECDHE_RSA_WITH_CAMELLIA_256_CBC_SHA384"},
    {0xC09C, "TLS_RSA_WITH_AES_128_CCM"},
    {0xC09D, "TLS_RSA_WITH_AES_256_CCM"},
    {0xC09E, "TLS_DHE_RSA_WITH_AES_128_CCM"},
    {0xC09F, "TLS_DHE_RSA_WITH_AES_256_CCM"},
    {0xC0A0, "TLS_RSA_WITH_AES_128_CCM_8"},
    {0xC0A1, "TLS_RSA_WITH_AES_256_CCM_8"},
    {0xC0A2, "TLS_DHE_RSA_WITH_AES_128_CCM_8"},
    {0xC0A3, "TLS_DHE_RSA_WITH_AES_256_CCM_8"},
    {0xC0AC, "TLS_ECDHE_ECDSA_WITH_AES_128_CCM"},
    {0xC0AD, "TLS_ECDHE_ECDSA_WITH_AES_256_CCM"},
    {0xC0AE, "TLS_ECDHE_ECDSA_WITH_AES_128_CCM_8"},
    {0xC0AF, "TLS_ECDHE_ECDSA_WITH_AES_256_CCM_8"},
    {0xCCA8, "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256"},
    {0xCCA9, "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256"},
    {0xCCAA, "TLS_DHE_RSA_WITH_CHACHA20_POLY1305_SHA256"},
    {0xCCAC, "TLS_ECDHE_PSK_WITH_CHACHA20_POLY1305_SHA256"},
    {0xD001, "TLS_ECDHE_PSK_WITH_AES_128_GCM_SHA256"},
    {0xD002, "TLS_ECDHE_PSK_WITH_AES_256_GCM_SHA384"},
};

struct Algorithm {
    /// As it stands in the names of suites.
    std::string_view pattern;
    const char* cipher;
    CipherMode mode;
    std::size_t keySize;
    std::size_t tagSize;
    std::size_t blockSize;
};

// A pattern stands before those that it begins with.
constexpr Algorithm algorithms[] = {
    {"AES_128_GCM", "AES-128-GCM", CipherMode::Gcm, 16, 16, 0},
    {"AES_256_GCM", "AES-256-GCM", CipherMode::Gcm, 32, 16, 0},
    {"ARIA_128_GCM", "ARIA-128-GCM", CipherMode::Gcm, 16, 16, 0},
    {"ARIA_256_GCM", "ARIA-256-GCM", CipherMode::Gcm, 32, 16, 0},
    {"CHACHA20_POLY1305", "ChaCha20-Poly1305", CipherMode::ChaCha20Poly1305, 32, 16, 0},
    {"AES_128_CCM_8", "AES-128-CCM", CipherMode::Ccm, 16, 8, 0},
    {"AES_256_CCM_8", "AES-256-CCM", CipherMode::Ccm, 32, 8, 0},
    {"AES_128_CCM", "AES-128-CCM", CipherMode::Ccm, 16, 16, 0},
    {"AES_256_CCM", "AES-256-CCM", CipherMode::Ccm, 32, 16, 0},
    {"AES_128_CBC", "AES-128-CBC", CipherMode::Cbc, 16, 0, 16},
    {"AES_256_CBC", "AES-256-CBC", CipherMode::Cbc, 32, 0, 16},
    {"CAMELLIA_128_CBC", "CAMELLIA-128-CBC", CipherMode::Cbc, 16, 0, 16},
    {"CAMELLIA_256_CBC", "CAMELLIA-256-CBC", CipherMode::Cbc, 32, 0, 16},
    {"3DES_EDE_CBC", "DES-EDE3-CBC", CipherMode::Cbc, 24, 0, 8},
};

const Named* find(std::uint16_t number)
{
    const auto* place =
        std::lower_bound(std::begin(suites), std::end(suites), number,
                         [](const Named& suite, std::uint16_t n) { return suite.number < n; });
    return place != std::end(suites) && place->number == number ? place : nullptr;
}

CipherSuite understand(const Named& named)
{
    const std::string_view name = named.name;
    const auto* algorithm =
        std::find_if(std::begin(algorithms), std::end(algorithms),
                     [&](const Algorithm& a) { return name.find(a.pattern) != std::string_view::npos; });
    CipherSuite suite;
    suite.number = named.number;
    suite.name = name;
    suite.cipher = algorithm->cipher;
    suite.mode = algorithm->mode;
    suite.keySize = algorithm->keySize;
    suite.tagSize = algorithm->tagSize;
    suite.blockSize = algorithm->blockSize;
    if (name.ends_with("_SHA384")) {
        suite.mac = Hash::Sha384;
        suite.prf = Hash::Sha384;
    } else if (name.ends_with("_SHA")) {
        suite.mac = Hash::Sha1;
    }
    suite.isRsaKeyExchange = name.starts_with("TLS_RSA_WITH_");
    return suite;
}

std::string hexadecimal(std::string_view before, std::uint16_t number)
{
    std::array<char, 8> text{};
    std::snprintf(text.data(), text.size(), "0x%04x", static_cast<unsigned>(number));
    return std::string{before} + text.data();
}

} // namespace

std::string versionName(std::uint16_t version)
{
    constexpr std::uint16_t ssl30 = 0x0300;
    switch (version) {
    case ssl30:
        return "SSL 3.0";
    case static_cast<std::uint16_t>(Version::Tls10):
        return "TLS 1.0";
    case static_cast<std::uint16_t>(Version::Tls11):
        return "TLS 1.1";
    case static_cast<std::uint16_t>(Version::Tls12):
        return "TLS 1.2";
    case static_cast<std::uint16_t>(Version::Tls13):
        return "TLS 1.3";
    default:
        return hexadecimal("version ", version);
    }
}

std::optional<CipherSuite> findCipherSuite(std::uint16_t number)
{
    const Named* named = find(number);
    return named == nullptr ? std::nullopt : std::optional{understand(*named)};
}

std::string cipherSuiteName(std::uint16_t number)
{
    const Named* named = find(number);
    return named == nullptr ? hexadecimal("cipher suite ", number) : std::string{named->name};
}

} // namespace core::tls
