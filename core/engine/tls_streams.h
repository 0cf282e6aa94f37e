// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/stream_messages.h"
#include "core/net/packet_decoder.h"
#include "core/session/tls_rows.h"
#include "core/tls/connection.h"
#include "core/tls/secret_store.h"

#include <array>
#include <cstdint>
#include <deque>
#include <list>
#include <optional>
#include <set>
#include <span>
#include <unordered_map>
#include <utility>
#include <vector>

namespace core::engine {

struct TlsSettings {
    std::vector<tls::RsaKey> rsaKeys;
    /// Secrets may come after the records that need them, which are then held for a while. Without, records
    /// whose secret is not known are given up at once. Those that follow a secret are decrypted either way.
    bool waitsForSecrets = true;
};

/// The TLS connections among the TCP streams: decrypts them where it can, and finds the SIP messages in
/// what they carried. All clocks are arrival times of frames. One thread; bounded in connections and bytes.
class TlsStreams : private tls::ConnectionHandler, private StreamMessages::Receiver {
public:
    static constexpr std::size_t maximumConnections = 50'000;
    static constexpr std::size_t heldBytesPerConnection = std::size_t{1} << 20U;
    static constexpr std::size_t maximumHeldBytes = std::size_t{64} << 20U;
    /// How long records wait for their secret.
    static constexpr base::Duration longestWait = std::chrono::seconds{60};
    /// A connection that goes on is told of again after so long, also when nothing but its time has changed:
    /// a ring lets those go whose last time is before its first frame.
    static constexpr base::Duration longestSilence = std::chrono::seconds{10};

    class Output : public StreamMessages::Receiver {
    public:
        /// A connection is new, or something about it has changed; the same id again replaces it.
        virtual void onTlsConnection(const session::TlsConnectionRow& connection) = 0;
        /// A secret of a connection that was seen; may come more than once.
        virtual void onTlsSecret(const tls::TimedSecret& secret) = 0;
    };

    explicit TlsStreams(TlsSettings settings)
        : m_waitsForSecrets(settings.waitsForSecrets), m_rsaKeys{std::move(settings.rsaKeys)}
    {
    }

    TlsStreams(const TlsStreams&) = delete;
    TlsStreams& operator=(const TlsStreams&) = delete;

    /// A stream that nobody has taken yet: is it TLS, or the other direction of a TLS connection?
    [[nodiscard]] bool wants(const net::StreamBytes& bytes) const
    {
        return tls::mayBeginRecord(bytes.bytes) ||
               (!m_streams.empty() &&
                (m_streams.contains(bytes.stream) || m_streams.contains(bytes.opposite)));
    }

    /// Bytes of a stream that it wants, or has taken before.
    void append(const net::StreamBytes& bytes, const net::LayerStack& layers, base::Timestamp arrived,
                Output& output);
    void close(net::StreamId stream, Output& output);

    /// The connection of this stream is being decrypted: each record needs those before it.
    [[nodiscard]] bool isReadable(net::StreamId stream) const;

    /// Records of its connection are held for want of a secret.
    [[nodiscard]] bool awaitsSecret(net::StreamId stream) const;

    /// Secrets that became known together, from now on: what waited goes on when all of them are known, so
    /// that both directions of a connection come in the order of their arrival.
    void learn(std::span<const tls::TimedSecret> secrets, Output& output);

    /// Connections that begin from now on may use these keys too, and records wait when `settings` say so.
    void add(TlsSettings settings);

    /// A secret that becomes known before its frame.
    void schedule(tls::TimedSecret secret) { m_secrets.schedule(std::move(secret)); }

    /// Applies what was scheduled for before the frame `next`.
    void learnDue(base::FrameNumber next, Output& output);
    /// Gives up what has waited too long.
    void advance(base::Timestamp arrived, Output& output);
    void finish(Output& output);

    /// Records wait for secrets.
    [[nodiscard]] bool isWaiting() const { return !m_waiting.empty(); }

private:
    struct Conversation;
    using Conversations = std::list<Conversation>;
    using Waiting = std::list<Conversation*>;

    /// Bytes of one direction up to `end` that came in one frame, and what the best of them turned out to be.
    struct Part {
        base::FrameNumber frame;
        std::uint64_t end = 0;
        std::optional<FrameVerdict> best;
    };

    /// A record up to `end` whose verdict is known or, as long as a message in it is unfinished, not.
    struct OpenRecord {
        std::uint64_t end = 0;
        std::optional<FrameVerdict> verdict;
    };

    /// One direction.
    struct Lane {
        net::StreamId stream;
        net::Path path;
        net::LayerStack layers;
        StreamMessages messages;
        std::deque<Part> parts;
        std::deque<OpenRecord> records;
        std::uint64_t length = 0;
        bool isOpen = false;
        bool isUnreadable = false;
        /// Records went by undecrypted since the last that was not.
        bool hasMissed = false;
    };

    struct Conversation {
        Conversation(const tls::SecretStore& secrets, std::span<const tls::RsaKey> rsaKeys)
            : connection(secrets, rsaKeys)
        {
        }

        tls::Connection connection;
        std::array<Lane, 2> lanes;
        session::TlsConnectionRow row;
        /// What was last told of it.
        tls::ConnectionReport told;
        base::Timestamp toldAt;
        std::size_t countedBytes = 0; ///< its part of m_heldBytes
        base::Timestamp waitingSince;
        std::optional<Waiting::iterator> waiting;
        /// Its place in m_postponed.
        std::optional<tls::ClientRandom> postponed;
        Conversations::iterator position;
    };

    struct Place {
        Conversation* conversation = nullptr;
        tls::Side side = tls::Side::First;
    };

    void onRecord(const tls::FinishedRecord& record) override;

    void onUnreadable(tls::Side side) override { lane(side).isUnreadable = true; }

    void onClientRandom(const tls::ClientRandom& random) override;
    void onSecret(const tls::Secret& secret) override;

    FrameVerdict onPiece(const StreamMessages::Piece& piece) override;
    void onRunDecided(base::FrameNumber frame, const FrameVerdict& verdict) override;

    Place open(const net::StreamBytes& bytes);

    [[nodiscard]] Lane& lane(tls::Side side) { return m_conversation->lanes[static_cast<std::size_t>(side)]; }

    void decideParts(Lane& lane);
    [[nodiscard]] FrameVerdict leftover() const;
    /// What is left of the direction belongs to no record.
    void releaseParts(Lane& lane);
    /// Brings the bookkeeping up to date after the connection has gone on. May end the conversation.
    void settle(Conversation& conversation);
    void wait(Conversation& conversation);
    void stopWaiting(Conversation& conversation);
    void postpone(Conversation& conversation);
    void forgetPostponed(Conversation& conversation);
    void giveUp(Conversation& conversation);
    [[nodiscard]] std::vector<Conversation*> readyFor(std::span<const tls::ClientRandom> sortedRandoms) const;
    void resume(std::span<const tls::ClientRandom> sortedRandoms);
    void tell(Conversation& conversation);
    void end(Conversation& conversation);

    bool m_waitsForSecrets;
    /// What connections know of stays as it was when they began; the newest is for the next one.
    std::deque<std::vector<tls::RsaKey>> m_rsaKeys;
    tls::SecretStore m_secrets;
    Conversations m_conversations; // least recently heard of first
    std::unordered_map<net::StreamId, Place> m_streams;
    Waiting m_waiting; // longest first
    /// Given up, while their secret may still be of use.
    std::set<std::pair<tls::ClientRandom, Conversation*>> m_postponed;
    std::size_t m_heldBytes = 0;
    std::int64_t m_lastId = 0;
    base::Timestamp m_arrived;

    // Set during calls.
    Output* m_output = nullptr;
    Conversation* m_conversation = nullptr;
    tls::Side m_side = tls::Side::First;
};

} // namespace core::engine
