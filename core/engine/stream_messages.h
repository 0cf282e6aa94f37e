// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/strong_id.h"
#include "core/base/timestamp.h"
#include "core/engine/frame_ledger.h"
#include "core/hep/hep_stream_framer.h"
#include "core/net/packet_decoder.h"
#include "core/net/websocket_framer.h"
#include "core/sip/message.h"
#include "core/sip/stream_framer.h"

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace core::engine {

/// The SIP messages in one direction of one TCP connection, bare or in WebSocket (RFC 7118), or the HEP
/// packets, each with the frames that carried it. One thread; memory is bounded by the framers' largest
/// message.
class StreamMessages {
public:
    struct Piece {
        net::Path path;
        base::Timestamp captured;
        std::span<const std::byte> bytes;
        /// A HEP packet, not a SIP message.
        bool isHep = false;
        sip::Framing framing = sip::Framing::Stream;
        sip::DefectSet defects;
        std::span<const base::FrameNumber> frames;
        /// Lies whole within the frame being decoded, at `frameOffset`.
        bool isWithinFrame = false;
        std::uint32_t frameOffset = 0;
        net::LayerStack layers;
    };

    class Receiver {
    public:
        virtual ~Receiver() = default;
        /// A message or a HEP packet. Returns what it turned out to be; OtherPayload when it is neither.
        virtual FrameVerdict onPiece(const Piece& piece) = 0;
        /// The bytes that came in `frame` with one append() are all decided; once for each append().
        virtual void onRunDecided(base::FrameNumber frame, const FrameVerdict& verdict) = 0;
    };

    /// Adds bytes that came within `layers`, and hands out the messages that they complete.
    /// `before`: earlier frames without which the bytes could not be read (a TLS record over segments).
    void append(const net::StreamBytes& bytes, const net::LayerStack& layers, Receiver& receiver,
                std::span<const base::FrameNumber> before = {});
    /// The stream ended: hands out what is left.
    void finish(Receiver& receiver);

    /// False once the bytes have shown that they carry neither SIP nor HEP: nothing more is kept then.
    [[nodiscard]] bool isOurs() const { return m_bare || m_webSocket || m_hep; }

private:
    /// Bytes [begin, end) of the stream came in this frame.
    struct Run {
        std::uint64_t begin;
        std::uint64_t end;
        base::FrameNumber frame;
        base::Timestamp captured;
        std::uint32_t frameOffset;
        bool isWithinFrame;
        /// What it is when no message claims it.
        FrameVerdict verdict;
        std::vector<base::FrameNumber> before = {};
        bool isClaimed = false; ///< by a message or HEP packet
        bool isDecided = false; ///< told to the receiver
    };

    void drain(Receiver& receiver);
    void drainBare(Receiver& receiver);
    void drainWebSocket(Receiver& receiver);
    void drainHep(Receiver& receiver);
    /// Completes `piece`, which spans [begin, end) of the stream, and hands it out.
    void handOut(Piece piece, std::uint64_t begin, std::uint64_t end, Receiver& receiver);
    [[nodiscard]] FrameVerdict verdictOf(const net::StreamBytes& bytes);
    [[nodiscard]] bool isSkippedAfterGap() const;
    /// Where the bytes begin that are not decided yet.
    [[nodiscard]] std::uint64_t decidedEnd() const;
    void decide(Run& run, Receiver& receiver);
    void decideRuns(Receiver& receiver);
    void forgetRuns();

    /// All read until one of them has recognised its own; the others are then dropped.
    std::optional<sip::StreamFramer> m_bare{std::in_place};
    std::unique_ptr<net::WebSocketFramer> m_webSocket = std::make_unique<net::WebSocketFramer>();
    std::optional<hep::HepStreamFramer> m_hep{std::in_place};
    bool m_isHep = false;
    std::deque<Run> m_runs;
    std::uint64_t m_length = 0;
    /// End of the last WebSocket message handed out.
    std::uint64_t m_webSocketDone = 0;
    net::Path m_path;
    net::LayerStack m_layers;
    bool m_hasMessages = false;
    /// The bytes said what they are, before any message.
    bool m_isRecognised = false;
    /// Why bytes are missing before the next message; None when they are not.
    net::FrameDetail m_gap = net::FrameDetail::None;
    std::uint64_t m_gapPosition = 0;
    std::vector<base::FrameNumber> m_frames;
};

} // namespace core::engine
