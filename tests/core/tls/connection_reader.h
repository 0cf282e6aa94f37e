// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tls/connection.h"
#include "core/tls/key_log_file.h"
#include "tests/support/tls_peers.h"

#include <QString>

#include <algorithm>
#include <span>
#include <string>
#include <vector>

namespace tests::tls {

using namespace core::tls;
using support::TlsPeers;

inline constexpr int tls10 = 0x0301;
inline constexpr int tls11 = 0x0302;
inline constexpr int tls12 = 0x0303;
inline constexpr int tls13 = 0x0304;

/// Reads along, as a capture would.
class Reader : public ConnectionHandler {
public:
    explicit Reader(std::span<const RsaKey> keys = {}) : connection(store, keys) {}

    void know(const std::string& keyLog)
    {
        readKeyLog(keyLog, SecretOrigin::KeyLog, [this](Secret&& secret) {
            store.add({std::move(secret), {}});
        });
    }

    /// Feeds what was on the wire, in pieces of at most `segment` bytes.
    void read(const std::vector<TlsPeers::Chunk>& wire, std::size_t segment = 1460)
    {
        for (const TlsPeers::Chunk& chunk : wire)
            read(chunk, segment);
    }

    void read(const TlsPeers::Chunk& chunk, std::size_t segment = 1460)
    {
        for (std::size_t at = 0; at < chunk.bytes.size(); at += segment) {
            const auto bytes = std::span{chunk.bytes}.subspan(at, std::min(segment, chunk.bytes.size() - at));
            ++frame.value;
            connection.append(chunk.isFromClient ? Side::First : Side::Second, {bytes, frame, {}}, followsGap,
                              *this);
            followsGap = false;
        }
    }

    [[nodiscard]] QString sentence() const { return QString::fromStdString(describe(connection.report())); }

    void onRecord(const FinishedRecord& record) override
    {
        auto& text = record.side == Side::First ? client : server;
        for (const std::byte b : record.plaintext)
            text += static_cast<char>(b);
        ++records;
    }

    void onUnreadable(Side) override { isUnreadable = true; }

    void onClientRandom(const ClientRandom&) override { ++randoms; }

    void onSecret(const Secret& secret) override { store.add({secret, {}}); }

    SecretStore store;
    Connection connection;
    std::string client;
    std::string server;
    std::size_t records = 0;
    std::size_t randoms = 0;
    bool isUnreadable = false;
    bool followsGap = false;
    core::base::FrameNumber frame;
};

inline std::string options()
{
    return "OPTIONS sip:bob@example.org SIP/2.0\r\nContent-Length: 0\r\n\r\n";
}

inline std::string largeMessage()
{
    return "MESSAGE sip:bob@example.org SIP/2.0\r\n\r\n" + std::string(60'000, 'x');
}

} // namespace tests::tls
