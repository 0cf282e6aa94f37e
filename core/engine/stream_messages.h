// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/strong_id.h"
#include "core/base/timestamp.h"
#include "core/net/packet_decoder.h"
#include "core/sip/stream_framer.h"

#include <cstdint>
#include <deque>
#include <functional>
#include <span>
#include <vector>

namespace core::engine {

/// The SIP messages in one direction of one TCP connection, each with the frames that carried it. One
/// thread; memory is bounded by StreamFramer::maximumMessage.
class StreamMessages {
public:
    struct Piece {
        net::Path path;
        base::Timestamp captured;
        std::span<const std::byte> bytes;
        sip::DefectSet defects;
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

    /// False once the bytes have shown that this is no SIP: nothing more is kept then.
    [[nodiscard]] bool isSip() const { return m_framer.isSip(); }
    /// CRLF keep-alives seen so far.
    [[nodiscard]] std::uint64_t keepAlives() const { return m_framer.keepAlives(); }
    [[nodiscard]] bool hasPending() const { return m_framer.pendingBytes() != 0; }

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

    sip::StreamFramer m_framer;
    std::deque<Run> m_runs;
    std::uint64_t m_length = 0;
    net::Path m_path;
    std::vector<base::FrameNumber> m_frames;
};

} // namespace core::engine
