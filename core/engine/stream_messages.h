// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/strong_id.h"
#include "core/base/timestamp.h"
#include "core/hep/hep_stream_framer.h"
#include "core/net/packet_decoder.h"
#include "core/net/websocket_framer.h"
#include "core/sip/message.h"
#include "core/sip/stream_framer.h"

#include <cstdint>
#include <deque>
#include <functional>
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
        sip::Framing framing = sip::Framing::Stream;
        sip::DefectSet defects;
        /// A HEP packet, not a SIP message.
        bool isHep = false;
        std::span<const base::FrameNumber> frames;
        /// Lies whole within the frame being decoded, at `frameOffset`.
        bool isWithinFrame = false;
        std::uint32_t frameOffset = 0;
    };

    using Visitor = std::function<void(const Piece&)>;

    /// Adds bytes and hands out the messages that they complete.
    void append(const net::StreamBytes& bytes, const Visitor& visit);
    /// The stream ended: hands out what is left.
    void finish(const Visitor& visit);

    /// False once the bytes have shown that they carry neither SIP nor HEP: nothing more is kept then.
    [[nodiscard]] bool isOurs() const { return m_bare || m_webSocket || m_hep; }

    /// CRLF keep-alives seen so far.
    [[nodiscard]] std::uint64_t keepAlives() const { return m_bare ? m_bare->keepAlives() : 0; }

    /// Bytes of an unfinished message wait for the rest.
    [[nodiscard]] bool hasPending() const;

private:
    /// Bytes [begin, end) of the stream came in this frame.
    struct Run {
        std::uint64_t begin;
        std::uint64_t end;
        base::FrameNumber frame;
        base::Timestamp captured;
        std::uint32_t frameOffset;
        bool isWithinFrame;
    };

    void drain(const Visitor& visit);
    void drainBare(const Visitor& visit);
    void drainWebSocket(const Visitor& visit);
    void drainHep(const Visitor& visit);
    /// Completes `piece`, which spans [begin, end) of the stream, and hands it out.
    void handOut(Piece piece, std::uint64_t begin, std::uint64_t end, const Visitor& visit);
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
    std::vector<base::FrameNumber> m_frames;
};

} // namespace core::engine
