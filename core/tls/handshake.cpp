// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tls/handshake.h"

#include "core/base/ascii.h"
#include "core/base/byte_reader.h"

#include <algorithm>

namespace core::tls {
namespace {

constexpr std::size_t headerSize = 4;

enum Extension : std::uint16_t {
    ServerName = 0,
    EncryptThenMac = 22,
    ExtendedMasterSecret = 23,
    EarlyData = 42,
    SupportedVersions = 43,
};

/// SHA-256 of "HelloRetryRequest".
constexpr std::array<unsigned char, 32> retryRandom{
    0xCF, 0x21, 0xAD, 0x74, 0xE5, 0x9A, 0x61, 0x11, 0xBE, 0x1D, 0x8C, 0x02, 0x1E, 0x65, 0xB8, 0x91,
    0xC2, 0xA2, 0x11, 0x16, 0x7A, 0xBB, 0x8C, 0x5E, 0x07, 0x9E, 0x09, 0xE2, 0xC8, 0xA8, 0x33, 0x9C};

ClientRandom readRandom(base::ByteReader& reader)
{
    ClientRandom random{};
    const auto bytes = reader.bytes(random.size());
    std::copy(bytes.begin(), bytes.end(), random.begin());
    return random;
}

/// Calls visit(type, bytes) for each extension in the rest of a hello.
template <typename Visit>
void forEachExtension(base::ByteReader& hello, const Visit& visit)
{
    if (hello.remaining() == 0)
        return; // before RFC 5246 there were none
    base::ByteReader extensions{hello.bytes(hello.u16())};
    while (extensions.remaining() > 0) {
        const std::uint16_t type = extensions.u16();
        const auto bytes = extensions.bytes(extensions.u16());
        if (extensions.failed())
            return;
        visit(type, bytes);
    }
}

/// RFC 6066 section 3: a list with one host name.
std::string readServerName(ByteView bytes)
{
    base::ByteReader reader{bytes};
    reader.skip(3); // the length of the list, and the type "host name"
    return std::string{base::asText(reader.bytes(reader.u16()))};
}

} // namespace

std::optional<HandshakeMessage> HandshakeReader::next()
{
    base::ByteReader reader{ByteView{m_bytes}.subspan(m_taken)};
    const auto type = static_cast<HandshakeType>(reader.u8());
    const std::size_t length = reader.u24();
    if (!reader.failed() && length > largestMessage)
        m_isBroken = true;
    if (reader.failed() || m_isBroken || reader.remaining() < length) {
        m_bytes.erase(m_bytes.begin(), m_bytes.begin() + static_cast<std::ptrdiff_t>(m_taken));
        m_taken = 0;
        return std::nullopt;
    }
    const HandshakeMessage message{type, ByteView{m_bytes}.subspan(m_taken, headerSize + length)};
    m_taken += headerSize + length;
    return message;
}

std::optional<ClientHello> parseClientHello(ByteView body)
{
    base::ByteReader reader{body};
    ClientHello hello;
    hello.version = reader.u16();
    hello.random = readRandom(reader);
    reader.skip(reader.u8());  // session id
    reader.skip(reader.u16()); // cipher suites
    reader.skip(reader.u8());  // compression methods
    if (reader.failed())
        return std::nullopt;
    forEachExtension(reader, [&](std::uint16_t type, ByteView bytes) {
        if (type == ServerName)
            hello.serverName = readServerName(bytes);
        else if (type == EarlyData)
            hello.offersEarlyData = true;
    });
    return hello;
}

std::optional<ServerHello> parseServerHello(ByteView body)
{
    base::ByteReader reader{body};
    ServerHello hello;
    hello.version = reader.u16();
    hello.random = readRandom(reader);
    reader.skip(reader.u8()); // session id
    hello.cipherSuite = reader.u16();
    hello.compression = reader.u8();
    if (reader.failed())
        return std::nullopt;
    forEachExtension(reader, [&](std::uint16_t type, ByteView bytes) {
        if (type == EncryptThenMac)
            hello.encryptThenMac = true;
        else if (type == ExtendedMasterSecret)
            hello.extendedMasterSecret = true;
        else if (type == SupportedVersions)
            hello.version = base::ByteReader{bytes}.u16();
    });
    hello.isRetryRequest =
        std::equal(hello.random.begin(), hello.random.end(), retryRandom.begin(),
                   [](std::byte a, unsigned char b) { return std::to_integer<unsigned char>(a) == b; });
    return hello;
}

std::string alertName(std::uint8_t description)
{
    switch (description) {
    case 0:
        return "close_notify";
    case 10:
        return "unexpected_message";
    case 20:
        return "bad_record_mac";
    case 40:
        return "handshake_failure";
    case 42:
        return "bad_certificate";
    case 43:
        return "unsupported_certificate";
    case 44:
        return "certificate_revoked";
    case 45:
        return "certificate_expired";
    case 46:
        return "certificate_unknown";
    case 47:
        return "illegal_parameter";
    case 48:
        return "unknown_ca";
    case 49:
        return "access_denied";
    case 50:
        return "decode_error";
    case 51:
        return "decrypt_error";
    case 70:
        return "protocol_version";
    case 71:
        return "insufficient_security";
    case 80:
        return "internal_error";
    case 86:
        return "inappropriate_fallback";
    case 90:
        return "user_canceled";
    case 109:
        return "missing_extension";
    case 112:
        return "unrecognized_name";
    case 116:
        return "certificate_required";
    case 120:
        return "no_application_protocol";
    default:
        return "alert " + std::to_string(description);
    }
}

} // namespace core::tls
