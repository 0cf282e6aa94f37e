// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace tests::support {

/// A TLS client and a TLS server of OpenSSL that talk in memory, for tests: what they write to the wire is
/// recorded, and so are their secrets.
class TlsPeers {
public:
    struct Options {
        /// 0x0301 to 0x0304.
        int version = 0x0304;
        /// As OpenSSL names them; empty for its default.
        std::string cipher = {};
        std::string clientGroups = {};
        std::string serverGroups = {};
        bool encryptThenMac = true;
        bool extendedMasterSecret = true;
        /// TLS 1.3 records are padded to a multiple of this.
        std::size_t padding = 0;
        /// 0 for the default of 16 KiB.
        std::size_t largestFragment = 0;
        std::string serverName = "sip.example.org";
    };

    struct Chunk {
        bool isFromClient = false;
        std::vector<std::byte> bytes;
    };

    explicit TlsPeers(const Options& options);
    ~TlsPeers();

    [[nodiscard]] bool handshake();
    /// A new connection of the same peers that resumes the session.
    [[nodiscard]] bool resume();
    void sendFromClient(const std::string& text);
    void sendFromServer(const std::string& text);
    /// The next record of this side comes with new keys (TLS 1.3).
    void updateKeys(bool client);
    [[nodiscard]] bool renegotiate();
    void close();

    /// In the order in which it was sent.
    [[nodiscard]] const std::vector<Chunk>& wire() const;
    /// SSLKEYLOGFILE lines.
    [[nodiscard]] const std::string& keyLog() const;
    /// The server's private key in PEM.
    [[nodiscard]] std::string privateKey() const;

private:
    class Implementation;
    std::unique_ptr<Implementation> m_implementation;
};

} // namespace tests::support
