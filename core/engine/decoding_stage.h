// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/byte_buffer.h"
#include "core/engine/agent_table.h"
#include "core/engine/frame_decoder.h"
#include "core/net/frame.h"

#include <cstdint>
#include <deque>
#include <utility>
#include <variant>
#include <vector>

namespace core::engine {

/// A batch of frames with the messages found in them: what the decoding thread hands to the session thread.
/// Owns all bytes that its messages point to. Reuse objects: decoding into one that was used before
/// allocates next to nothing.
class DecodedBatch {
public:
    struct Resolved {
        base::FrameNumber frame;
        FrameVerdict verdict;
    };

    /// In `payloads`.
    struct PayloadIndex {
        std::size_t value = 0;
    };

    /// Something that the decoder found: the index of a message, the fate of an earlier frame, or the index
    /// of what came in HEP and is no SIP.
    using Finding = std::variant<std::size_t, Resolved, PayloadIndex>;

    struct Frame {
        base::FrameNumber number;
        FrameResult result;
        /// Findings made while decoding it are findings[..endOfFindings), after those of the frame before.
        std::size_t endOfFindings = 0;
        /// Up to here they were made between the frame before and this one (a secret had become known).
        std::size_t endOfEarlier = 0;
        /// RTP packets in it are rtpPackets[..endOfRtp), after those of the frame before.
        std::size_t endOfRtp = 0;
        /// The same for reports on media.
        std::size_t endOfReports = 0;
    };

    net::FrameBatch batch;
    /// One for each frame of the batch.
    std::vector<Frame> frames;
    std::vector<Finding> findings;
    /// HEP packets, in order.
    std::vector<HepSighting> sightings;
    std::vector<FoundPayload> payloads;
    std::vector<FoundRtp> rtpPackets;
    std::vector<FoundReport> reports;
    /// What is new about TLS connections, the newest last.
    std::vector<session::TlsConnectionRow> tlsConnections;
    std::vector<session::TlsSecretRow> tlsSecrets;

    [[nodiscard]] const FoundMessage& message(std::size_t index) const { return m_messages[index].found; }

    [[nodiscard]] std::size_t footprint() const;

    void clear();
    /// Takes a copy of a message; its bytes are copied too unless they lie in `batch`.
    void add(const FoundMessage& found);
    void add(HepSighting sighting);
    void add(FoundPayload payload);
    void add(FoundRtp packet);
    void add(FoundReport report);

private:
    struct Entry {
        sip::Message message;
        std::vector<base::FrameNumber> frames;
        FoundMessage found; ///< points to the two above
    };

    [[nodiscard]] bool isInBatch(const void* place) const;
    std::string_view keep(std::string_view text);

    std::deque<Entry> m_messages; // a deque: `found` points into its entry
    std::size_t m_used = 0;
    std::deque<base::ByteBuffer> m_kept; // a deque: views into it stay when it grows
    std::size_t m_keptUsed = 0;
    std::size_t m_keptBytes = 0;
    std::size_t m_keptCapacity = 0;
};

/// Frames in, decoded batches out, with frame numbers given in order of arrival. One thread.
class DecodingStage : private MessageHandler {
public:
    explicit DecodingStage(base::FrameNumber first, TlsSettings tls = {})
        : m_decoder({}, std::move(tls)), m_next(first)
    {
    }

    /// A secret of TLS: taken into account before the next frame, or in learnNow().
    void learn(tls::Secret secret) { m_news.push_back(std::move(secret)); }

    /// More to decrypt TLS with, from the next frame on.
    void add(TlsSettings tls) { m_decoder.add(std::move(tls)); }

    /// A secret that a session knows of, in the order in which they had become known.
    void schedule(tls::TimedSecret secret) { m_decoder.schedule(std::move(secret)); }

    [[nodiscard]] bool hasNews() const { return !m_news.empty(); }

    /// What follows from new secrets alone goes into `decoded`, which has no frames then.
    void learnNow(DecodedBatch& decoded);

    /// Decodes `batch` into `decoded`, which takes the frames over.
    void decode(net::FrameBatch&& batch, DecodedBatch& decoded);
    /// No more frames: what was incomplete goes into `decoded`, which has no frames then.
    void finish(DecodedBatch& decoded);

    /// From now on takes copies of what comes in HEP and is no SIP; nobody but forwarders wants them.
    void keepPayloads() { m_keepsPayloads = true; }

    /// Leaves numbers out: the next frame will be `number`.
    void skipTo(base::FrameNumber number) { m_next = number; }

private:
    void onMessage(const FoundMessage& found) override;
    void onFrameResolved(base::FrameNumber frame, const FrameVerdict& verdict) override;
    void onHepPacket(const hep::HepPacket& packet, std::size_t bytes, const net::Path* carrier) override;
    void onHepPayload(const FoundPayload& payload) override;
    void onRtp(const FoundRtp& packet) override;
    void onReport(FoundReport report) override;
    void onTlsConnection(const session::TlsConnectionRow& connection) override;
    void onTlsSecret(const tls::TimedSecret& secret) override;
    void learnNews();

    FrameDecoder m_decoder;
    std::vector<tls::Secret> m_news;
    base::FrameNumber m_next;
    DecodedBatch* m_target = nullptr; // set during decode() and finish()
    net::FrameHeader m_header;        // of the frame in hand
    bool m_keepsPayloads = false;
};

} // namespace core::engine
