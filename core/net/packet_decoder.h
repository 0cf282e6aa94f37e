// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/strong_id.h"
#include "core/base/timestamp.h"
#include "core/net/address.h"
#include "core/net/frame.h"
#include "core/net/frame_detail.h"
#include "core/net/layer_stack.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace core::net {

/// Names one direction of one TCP connection for as long as the decoder knows it; never reused.
using StreamId = base::StrongId<struct StreamTag>;

/// A whole UDP datagram or SCTP user message.
struct Datagram {
    Path path;
    std::span<const std::byte> bytes;
    /// True when `bytes` lie within FrameView::bytes; false when they were put together from several
    /// frames, which are then listed in `frames` (the last one is the frame being decoded).
    bool isWithinFrame = true;
    std::span<const base::FrameNumber> frames;
    /// The capture kept fewer bytes than the sender sent.
    bool isTruncated = false;
    /// So many fewer, as far as UDP says.
    std::uint32_t cutBytes = 0;
    /// Differentiated services code point of the innermost IP header (RFC 2474), 0 to 63. UDP only.
    std::uint8_t dscp = 0;
};

/// The next bytes of one direction of a TCP connection, in order and without repetition.
struct StreamBytes {
    StreamId stream;
    /// The opposite direction, once it was seen; none before.
    StreamId opposite;
    Path path;
    std::span<const std::byte> bytes;
    /// The frame that carried these bytes, which is not the frame being decoded when they had waited for
    /// an earlier segment.
    base::FrameNumber frame;
    base::Timestamp captured;
    /// Where the bytes lie within that frame; meaningful only while `frame` is the one being decoded.
    std::uint32_t frameOffset = 0;
    bool isWithinFrame = true;
    /// Bytes were lost just before these (or the stream was joined in the middle).
    bool followsGap = false;
    /// They had waited: PayloadHandler::onPartHeld() told of them.
    bool wasHeld = false;
};

/// What a frame turned out to be. Every frame gets exactly one class, so the sums add up;
/// PacketDecoder::detail() says more.
enum class FrameClass : std::uint8_t {
    Payload,         ///< delivered a datagram or stream bytes; the receiver classifies further
    FragmentHeld,    ///< waits for the other fragments
    SegmentHeld,     ///< TCP data that waits for an earlier segment
    Incomplete,      ///< waited in vain, or the capture cut its payload off
    Repeated,        ///< TCP data, a fragment or an SCTP chunk that was there already
    TcpControl,      ///< TCP without data (SYN, ACK, FIN, RST, keep-alive)
    OtherProtocol,   ///< understood up to a protocol that carries no SIP (ARP, ICMP, ...)
    UnknownLinkType, ///< no decoder for this link type or EtherType
    Malformed,       ///< headers cut short or contradictory
};

/// Receives what the decoder finds, on the decoder's thread, during decode().
class PayloadHandler {
public:
    virtual ~PayloadHandler() = default;
    virtual void onDatagram(const FrameView& frame, const Datagram& datagram) = 0;
    virtual void onStreamBytes(const FrameView& frame, const StreamBytes& bytes) = 0;
    /// FIN, RST, a new SYN on the same ports, idle for too long, or pushed out: no more bytes will come.
    virtual void onStreamClosed(StreamId stream) = 0;

    /// The stream was idle for too long. True: what it says next is of no use without what it said before,
    /// so it stays open until the decoder needs the room.
    virtual bool keepsIdleStream(StreamId /*stream*/) { return false; }

    /// A part of the frame being decoded waits for other frames; told once for each part.
    virtual void onPartHeld(base::FrameNumber /*frame*/) {}

    /// A part that waited will not be delivered: it is Incomplete or Repeated.
    virtual void onPartGivenUp(base::FrameNumber /*frame*/, FrameClass /*became*/, FrameDetail /*why*/) {}

    /// The last of these frames is being decoded; it completed a packet that all of them are parts of, so
    /// they share its class. What they held is thereby delivered.
    virtual void onFramesJoined(std::span<const base::FrameNumber> /*frames*/) {}
};

/// Bounds on what strangers can make us remember. Defaults suit a laptop.
struct DecoderLimits {
    std::size_t fragmentBytes = 16U << 20U;
    base::Duration fragmentAge = std::chrono::seconds{30};
    std::size_t streams = 200'000;
    std::size_t heldBytesPerStream = 1U << 20U;
    std::size_t heldBytes = 64U << 20U;
    /// Then a stream is closed, unless the handler keeps it.
    base::Duration streamIdle = std::chrono::minutes{15};
    unsigned tunnelDepth = 12;
};

struct DecoderCounters {
    std::uint64_t fragmentsIncomplete = 0; ///< fragments given up: too old, overlapping, or over the bound
    std::uint64_t streamGaps = 0;          ///< places where TCP bytes were lost
    std::uint64_t streamsEvicted = 0;
};

/// Frame -> link layer and tunnels -> IP (fragments put together) -> UDP, SCTP, TCP in order.
/// Knows nothing of SIP or HEP. One thread; all state is bounded by DecoderLimits.
class PacketDecoder {
public:
    explicit PacketDecoder(DecoderLimits limits = {});
    ~PacketDecoder();
    PacketDecoder(PacketDecoder&&) noexcept;
    PacketDecoder& operator=(PacketDecoder&&) noexcept;

    FrameClass decode(const FrameView& frame, PayloadHandler& handler);

    /// More about the frame decoded last: a protocol or a reason; None for payload.
    [[nodiscard]] FrameDetail detail() const;
    /// The headers taken off the frame that is being decoded, or was last.
    [[nodiscard]] const LayerStack& layers() const;

    /// The source ended: delivers what waits behind gaps and closes all streams. The handler then gets an
    /// empty frame.
    void finish(PayloadHandler& handler);

    [[nodiscard]] const DecoderCounters& counters() const;

private:
    class Implementation;
    std::unique_ptr<Implementation> m_implementation;
};

} // namespace core::net
