// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/fax_places.h"
#include "core/engine/frame_ledger.h"
#include "core/engine/stream_messages.h"
#include "core/engine/tls_streams.h"
#include "core/hep/hep_unpacker.h"
#include "core/media/media_report.h"
#include "core/net/agent_comment.h"
#include "core/net/packet_decoder.h"
#include "core/session/rows.h"
#include "core/sip/message.h"

#include <cstdint>
#include <map>
#include <unordered_map>
#include <vector>

namespace core::engine {

/// A SIP message found in one or several frames. Views live during the call that hands it out.
struct FoundMessage {
    const sip::Message* message = nullptr;
    base::Timestamp captured;
    net::Path path;
    /// The frame that completes the message, and all its frames in order.
    base::FrameNumber frame;
    std::span<const base::FrameNumber> frames;
    bool isWithinFrame = true;
    std::uint32_t frameOffset = 0;
    std::uint32_t agentId = 0;
    std::string_view agentName = {};
    std::string_view correlationId = {};
    /// The headers that were in front of it.
    net::LayerStack layers = {};
};

/// What a HEP packet carried when it was no SIP: RTCP as JSON, a log line, ... Views as in FoundMessage.
struct FoundPayload {
    hep::PayloadType type = hep::PayloadType::Unknown;
    base::Timestamp captured;
    net::Path path;
    std::span<const std::byte> bytes;
    std::uint32_t agentId = 0;
    std::string_view agentName = {};
    std::string_view correlationId = {};
};

/// A packet of RTP or RTCP by its looks, or because HEP says so; or of fax where SDP announced that. View as
/// in FoundMessage.
struct FoundRtp {
    net::Path path;
    base::Timestamp captured;
    std::span<const std::byte> bytes;
    std::uint32_t cutBytes = 0; ///< see net::Datagram
    std::uint8_t dscp = 0;
    bool isControl = false; ///< RTCP
    bool isFax = false;     ///< UDPTL
};

/// A report on media that came in HEP. Views as in FoundMessage.
struct FoundReport {
    media::MediaReport report;
    base::Timestamp captured;
    /// Of the packet that it was made of.
    net::Path path;
    std::uint32_t agentId = 0;
    std::string_view agentName = {};
    std::string_view correlationId = {};
};

class MessageHandler {
public:
    virtual ~MessageHandler() = default;
    virtual void onMessage(const FoundMessage& found) = 0;
    /// A frame decoded earlier that was waiting for others turned out to be this.
    virtual void onFrameResolved(base::FrameNumber frame, const FrameVerdict& verdict) = 0;

    /// A HEP packet, whatever it carries. `sender` is from where it came, as far as the capture says so.
    virtual void onHepPacket(const hep::HepPacket&, std::size_t, const net::Path*) {}

    virtual void onHepPayload(const FoundPayload& /*payload*/) {}

    virtual void onReport(FoundReport /*report*/) {}

    virtual void onRtp(const FoundRtp& /*packet*/) {}

    /// A TLS connection is new, or something about it has changed; see TlsStreams::Output.
    virtual void onTlsConnection(const session::TlsConnectionRow& /*connection*/) {}

    virtual void onTlsSecret(const tls::TimedSecret& /*secret*/) {}
};

/// What a frame was, as far as it can be said right after decoding it.
struct FrameResult {
    FrameVerdict verdict;
    bool isMedia = false;
    /// Earlier frames were completed by this one: without it they could not be read again.
    bool completesOthers = false;
    /// For media: captured bytes up to the end of the RTP header; of RTCP, which has no sound, all.
    std::uint32_t mediaHeaderEnd = 0;
};

/// Frames in, SIP messages out: decides what each payload is (HEP, SIP, keep-alive, anything else) and
/// accounts for every frame. One thread; all state is bounded.
class FrameDecoder : private net::PayloadHandler, private TlsStreams::Output {
public:
    explicit FrameDecoder(net::DecoderLimits limits = {}, TlsSettings tls = {});
    FrameDecoder(const FrameDecoder&) = delete;
    FrameDecoder& operator=(const FrameDecoder&) = delete;

    FrameResult decode(const net::FrameView& frame, MessageHandler& handler);
    /// No more frames: hands out what was incomplete.
    void finish(MessageHandler& handler);

    /// Secrets of TLS that are known from now on: hands out what waited for them.
    void learn(std::span<const tls::TimedSecret> secrets, MessageHandler& handler);

    /// More to decrypt TLS with; see TlsStreams::add().
    void add(TlsSettings tls) { m_tls.add(std::move(tls)); }

    /// A secret that becomes known before the frame it says.
    void schedule(tls::TimedSecret secret);
    /// Before each frame: learns what was scheduled for it.
    void learnDue(base::FrameNumber next, MessageHandler& handler);

private:
    /// What a payload came in.
    struct Carrier {
        base::Timestamp captured;
        /// The payload lies within these bytes, and these at `offset` of the frame, when isWithinFrame.
        std::span<const std::byte> bytes;
        std::uint32_t offset = 0;
        std::span<const base::FrameNumber> frames;
        bool isWithinFrame = true;
        bool isTruncated = false;
        const net::Path* path = nullptr; ///< of the carrier itself
        net::LayerStack layers = {};
    };

    /// What HEP says of a message beyond its bytes, or what a capture file kept of that.
    struct HepContext {
        std::uint32_t agentId = 0;
        std::string_view agentName = {};
        std::string_view correlationId = {};
    };

    void takeComment(const net::FrameView& frame);
    /// Of messages whose last bytes are in the frame.
    [[nodiscard]] HepContext commentOn(base::FrameNumber frame) const;
    void onDatagram(const net::FrameView& frame, const net::Datagram& datagram) override;
    void onStreamBytes(const net::FrameView& frame, const net::StreamBytes& bytes) override;
    void onStreamClosed(net::StreamId stream) override;

    bool keepsIdleStream(net::StreamId stream) override { return m_tls.isReadable(stream); }

    void onPartHeld(base::FrameNumber frame) override;
    void onPartGivenUp(base::FrameNumber frame, net::FrameClass became, net::FrameDetail why) override;
    void onFramesJoined(std::span<const base::FrameNumber> frames) override;

    FrameVerdict onPiece(const StreamMessages::Piece& piece) override;
    void onRunDecided(base::FrameNumber frame, const FrameVerdict& verdict) override;
    void onTlsConnection(const session::TlsConnectionRow& connection) override;
    void onTlsSecret(const tls::TimedSecret& secret) override;

    FrameVerdict takeHep(const Carrier& carrier, std::span<const std::byte> bytes);
    /// False: it is neither RTP nor RTCP.
    bool takeHepMedia(const Carrier& carrier, const hep::HepPacket& packet);
    /// A HEP packet that brought no SIP.
    FrameVerdict takeOther(const Carrier& carrier, const hep::HepPacket& packet, net::FrameDetail detail);
    FrameVerdict takeReport(const Carrier& carrier, const hep::HepPacket& packet);
    FrameVerdict takePayload(const Carrier& carrier, const net::Path& path, std::span<const std::byte> bytes,
                             const HepContext& hep);

    net::PacketDecoder m_packets;
    /// Those that are not TLS.
    std::unordered_map<net::StreamId, StreamMessages> m_streams;
    TlsStreams m_tls;
    bool m_hasSchedule = false;
    sip::Message m_message;
    FaxPlaces m_fax;
    hep::HepUnpacker m_hep;
    MessageHandler* m_handler = nullptr; // set during decode() and finish()
    base::FrameNumber m_current;
    /// Of the newest frames that have any: a message may show to be whole, or cut, only later.
    std::map<base::FrameNumber, net::AgentComment> m_comments;
    FrameResult m_result;
    /// What the frame being decoded waits for when it has to.
    net::FrameDetail m_awaits = net::FrameDetail::AwaitsMessage;
    FrameLedger m_ledger;
};

} // namespace core::engine
