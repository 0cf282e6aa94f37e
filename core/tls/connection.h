// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tls/connection_report.h"
#include "core/tls/handshake.h"
#include "core/tls/record.h"
#include "core/tls/record_cipher.h"
#include "core/tls/rsa_key.h"
#include "core/tls/secret_store.h"

#include <array>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace core::tls {

/// One of the two directions of a connection, in the order in which they were met.
enum class Side : std::uint8_t { First = 0, Second = 1 };

/// A record that the connection is done with.
struct FinishedRecord {
    Side side = Side::First;
    /// Decrypted application data; empty for everything else.
    ByteView plaintext;
    /// False: it was encrypted, and stayed so.
    bool isDecrypted = false;
    std::span<const base::FrameNumber> frames;
    base::Timestamp captured;
    /// Position in the stream behind the record.
    std::uint64_t end = 0;
};

class ConnectionHandler {
public:
    virtual ~ConnectionHandler() = default;
    /// In each direction in the order of its bytes.
    virtual void onRecord(const FinishedRecord& record) = 0;
    /// Nothing of this direction will be read any longer, except to be counted.
    virtual void onUnreadable(Side side) = 0;
    /// A ClientHello: secrets for this random are of use.
    virtual void onClientRandom(const ClientRandom& random) = 0;
    /// A master secret that the RSA key gave.
    virtual void onSecret(const Secret& secret) = 0;
};

/// Reads along with one TLS connection (RFC 5246, RFC 8446; TLS 1.0 and 1.1 too) and decrypts it when its
/// secrets are known. Records that come before their secret, or in one direction before what the other has
/// to say first, are held until then: heldBytes() says how much, giveUp() ends it. A secret that comes after
/// that still decrypts what follows. One thread.
class Connection {
public:
    Connection(const SecretStore& secrets, std::span<const RsaKey> rsaKeys)
        : m_secrets(secrets), m_rsaKeys(rsaKeys)
    {
    }

    /// The next bytes of a direction. `followsGap`: bytes before them are lost.
    void append(Side side, StreamPart part, bool followsGap, ConnectionHandler& handler);

    /// Secrets have come: goes on with what waited for them, or with what comes next.
    void resume(ConnectionHandler& handler);

    /// Waits no longer: what is held will not be decrypted.
    void giveUp(ConnectionHandler& handler);

    /// It was given up for want of a secret that is still of use when it comes.
    [[nodiscard]] bool mayStillOpen() const;

    [[nodiscard]] bool isWaitingForSecret() const { return m_blocked == Blocked::Secret; }

    /// Records are held back, for whatever reason.
    [[nodiscard]] bool isWaiting() const { return m_blocked != Blocked::No; }

    /// A record was met; before that the bytes may still turn out to be something else.
    [[nodiscard]] bool isTls() const { return m_report.records != 0; }

    /// Memory for what is unfinished or held back.
    [[nodiscard]] std::size_t heldBytes() const;

    [[nodiscard]] const ConnectionReport& report() const { return m_report; }

    /// Of the handshake whose secret is in use or waited for.
    [[nodiscard]] const ClientRandom& random() const { return m_handshake.random; }

    /// The direction of the client, once a hello has shown it.
    [[nodiscard]] std::optional<Side> client() const { return m_client; }

private:
    enum class Step : std::uint8_t { Done, NeedsSecret, NeedsPeer };
    enum class Blocked : std::uint8_t { No, Secret, Peer };
    /// Of one direction. Up to TLS 1.2 there is no Handshake phase.
    enum class Phase : std::uint8_t { Clear, Handshake, Application };

    struct Queued {
        Record record;
        std::uint64_t order = 0;
    };

    struct Direction {
        RecordReader reader;
        HandshakeReader handshake;
        std::deque<Queued> queue;
        std::size_t queuedBytes = 0;
        Phase phase = Phase::Clear;
        std::unique_ptr<RecordCipher> cipher;
        std::unique_ptr<RecordCipher> earlyCipher;
        /// TLS 1.3: the secret behind `cipher`, from which the next one follows.
        Bytes trafficSecret;
        /// Records that do not pass their check are passed over: refused early data, or a handshake whose
        /// secret is not known while that of the application data is.
        bool maySkip = false;
        unsigned skipped = 0;
        bool hasOpened = false;
        /// The ChangeCipherSpec at the front of the queue was opened already (renegotiation).
        bool isChangingCipher = false;
        bool hasRecord = false;
        /// The first record was processed.
        bool hasBegun = false;
        /// Nothing is decrypted from here on.
        bool isLost = false;
        /// Lost for want of a secret only.
        bool isPostponed = false;
        /// The secret came after that, and no record has been opened with it yet.
        bool isLate = false;
        /// While it is postponed or late: the side has begun to encrypt (TLS up to 1.2), and so many
        /// encrypted records have gone by.
        bool isEncrypted = false;
        std::uint64_t passed = 0;
        /// Nothing is read from here on.
        bool isStopped = false;
    };

    /// What the hellos have agreed on, and what the RSA key needs besides.
    struct Handshake {
        ClientRandom random{};
        std::uint16_t clientVersion = 0;
        bool offersEarlyData = false;
        bool isAnswered = false; ///< by a ServerHello or a HelloRetryRequest
        std::optional<ServerHello> server;
        std::optional<CipherSuite> suite;
        bool isServerDone = false;
        bool hasKeyExchange = false;
        bool isRsaKeyForeign = false;
        Bytes masterSecret;
        std::optional<KeyBlock> keys;
        /// Handshake messages up to ClientKeyExchange, for the extended master secret (RFC 7627).
        Bytes transcript;
    };

    Direction& direction(Side side) { return m_directions[static_cast<std::size_t>(side)]; }

    [[nodiscard]] bool isClient(Side side) const { return m_client == side; }

    [[nodiscard]] bool isTls13() const;
    [[nodiscard]] bool mayUseRsaKey() const;

    void pump(ConnectionHandler& handler);
    std::optional<Side> nextSide(const std::array<bool, 2>& isBlocked) const;
    Step process(Side side, const Record& record, ConnectionHandler& handler);
    Step processClear(Side side, const Record& record, ConnectionHandler& handler);
    Step processTls12(Side side, const Record& record, ConnectionHandler& handler);
    Step processTls13(Side side, const Record& record, ConnectionHandler& handler);
    [[nodiscard]] bool open(Side side, const Record& record, ContentType& type);
    [[nodiscard]] bool openEarlyData(Side side, const Record& record, ConnectionHandler& handler);
    Step onRefused(Side side, const Record& record, ConnectionHandler& handler);
    void takeContent(Side side, const Record& record, ContentType type, ByteView content,
                     ConnectionHandler& handler);
    [[nodiscard]] bool mayBegin(Side side, const Record& record) const;
    [[nodiscard]] bool mustWaitForPeer(Side side, const Record& record) const;

    void takeHandshake(Side side, ByteView bytes, ConnectionHandler& handler);
    void takeMessage(Side side, const HandshakeMessage& message, ConnectionHandler& handler);
    void takeClientHello(Side side, const HandshakeMessage& message, ConnectionHandler& handler);
    void takeServerHello(Side side, const HandshakeMessage& message);
    void takeKeyExchange(const HandshakeMessage& message, ConnectionHandler& handler);
    void takeKeyUpdate(Side side);
    void takeAlert(ByteView content);

    Step activate(Side side);
    Step prepareTls13(Side side);
    [[nodiscard]] bool useTrafficSecret(Side side, ByteView secret);
    void prepareEarlyData(Side side);

    void finish(Side side, const Record& record, ByteView plaintext, bool isDecrypted,
                ConnectionHandler& handler);
    void lose(Side side);
    void postpone();
    void passOver(Side side, const Record& record);
    void reopen(Side side);
    [[nodiscard]] bool openLate(Side side, const Record& record, ContentType& type);
    void stop(Side side, ConnectionHandler& handler);
    void fail(Outcome outcome);

    const SecretStore& m_secrets;
    std::span<const RsaKey> m_rsaKeys;
    std::array<Direction, 2> m_directions;
    std::optional<Side> m_client;
    Handshake m_handshake;
    std::uint64_t m_nextOrder = 0;
    Blocked m_blocked = Blocked::No;
    ConnectionReport m_report;
    Bytes m_plaintext; // of the record at hand
};

} // namespace core::tls
