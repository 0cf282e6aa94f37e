// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tls/primitives.h"

#include <cstdint>
#include <optional>
#include <string>

namespace core::tls {

/// RFC 8446 section 4. Other numbers occur.
enum class HandshakeType : std::uint8_t {
    ClientHello = 1,
    ServerHello = 2,
    NewSessionTicket = 4,
    EndOfEarlyData = 5,
    ServerHelloDone = 14,
    ClientKeyExchange = 16,
    Finished = 20,
    KeyUpdate = 24,
};

/// One handshake message; `bytes` is all of it with its header.
struct HandshakeMessage {
    HandshakeType type = HandshakeType::Finished;
    ByteView bytes;

    [[nodiscard]] ByteView body() const { return bytes.subspan(4); }
};

/// Puts handshake messages together that are spread over records, or share one.
class HandshakeReader {
public:
    /// Certificates are the largest messages; more than this is no handshake.
    static constexpr std::size_t largestMessage = std::size_t{256} << 10U;

    void append(ByteView bytes) { m_bytes.insert(m_bytes.end(), bytes.begin(), bytes.end()); }

    /// Valid until the next call of any kind.
    [[nodiscard]] std::optional<HandshakeMessage> next();

    [[nodiscard]] bool isBroken() const { return m_isBroken; }

    [[nodiscard]] std::size_t heldBytes() const { return m_bytes.capacity(); }

    /// Part of a message is there.
    [[nodiscard]] bool isWithinMessage() const { return m_bytes.size() > m_taken; }

private:
    Bytes m_bytes;
    std::size_t m_taken = 0; ///< from the front of m_bytes
    bool m_isBroken = false;
};

struct ClientHello {
    std::uint16_t version = 0;
    ClientRandom random{};
    /// From the server_name extension; empty when there is none.
    std::string serverName;
    bool offersEarlyData = false;
};

struct ServerHello {
    /// The version of the connection, from supported_versions where it is there.
    std::uint16_t version = 0;
    ClientRandom random{};
    std::uint16_t cipherSuite = 0;
    std::uint8_t compression = 0;
    bool encryptThenMac = false;
    bool extendedMasterSecret = false;
    /// HelloRetryRequest, which travels as a ServerHello (RFC 8446 section 4.1.3).
    bool isRetryRequest = false;
};

/// Nothing when the message is damaged.
[[nodiscard]] std::optional<ClientHello> parseClientHello(ByteView body);
[[nodiscard]] std::optional<ServerHello> parseServerHello(ByteView body);

/// "handshake_failure" for 40; the number for those without a name (RFC 8446 section 6).
[[nodiscard]] std::string alertName(std::uint8_t description);

} // namespace core::tls
