// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace core::net {

class MessageInflater;

/// Takes text and binary messages out of one direction of a WebSocket connection (RFC 6455): the HTTP
/// upgrade, or joined in the middle; masked or not, in several frames, compressed (permessage-deflate, RFC
/// 7692). Control frames are passed over. What the messages carry (SIP: RFC 7118) is not its concern. One
/// thread; memory is bounded by maximumMessage.
class WebSocketFramer {
public:
    /// Longer messages are cut.
    static constexpr std::size_t maximumMessage = std::size_t{1} << 20U;

    enum class Verdict {
        Undecided, ///< too few bytes yet, or joined within a frame
        WebSocket,
        Foreign, ///< not WebSocket; its bytes are dropped
    };

    enum class Kind : std::uint8_t { Text = 1, Binary = 2 };

    struct Message {
        Kind kind = Kind::Text;
        /// Unmasked and decompressed.
        std::span<const std::byte> bytes;
        /// Where the message's frames lie in the stream, counted from the first append(); bytes lost in gaps
        /// do not count.
        std::uint64_t streamBegin = 0;
        std::uint64_t streamEnd = 0;
        /// The end is missing: lost, too long, or not to be decompressed.
        bool isTruncated = false;
    };

    WebSocketFramer();
    ~WebSocketFramer();
    WebSocketFramer(WebSocketFramer&&) noexcept;
    WebSocketFramer& operator=(WebSocketFramer&&) noexcept;

    /// Appends in-order bytes; call next() until it has nothing before the next append(). `followsGap`:
    /// bytes were lost just before, or the stream was joined in the middle. An unfinished message is then
    /// handed out truncated, and the framer goes on where bytes it is given begin like a frame. At the end of
    /// the stream append nothing with `followsGap`, to get what is left.
    void append(std::span<const std::byte> bytes, bool followsGap);

    /// The next message, or nothing yet. Valid until the next call of append() or next().
    [[nodiscard]] std::optional<Message> next();

    [[nodiscard]] Verdict verdict() const;

    /// Position in the stream before which everything is decided: it belongs to no unfinished message.
    [[nodiscard]] std::uint64_t decidedEnd() const { return m_isInMessage ? m_messageBegin : m_offset; }

    /// The HTTP upgrade was seen.
    [[nodiscard]] bool hasHandshake() const { return m_hasHandshake; }

private:
    enum class State { Joining, Handshake, FrameHeader, Payload, Foreign };
    enum class Likeness { Frame, NotAFrame, NeedsMore };

    struct Frame {
        bool isFinal = true;
        bool isCompressed = false;
        unsigned opcode = 0;
        bool isMasked = false;
        std::array<std::byte, 4> mask{};
        std::uint64_t size = 0;
        std::size_t headerSize = 0;
    };

    /// Whether there is a frame header at the start of `bytes`; nothing when more bytes are needed.
    [[nodiscard]] static std::optional<Frame> parseFrame(std::span<const std::byte> bytes);
    /// Reserved bits, opcodes and lengths as RFC 6455 section 5.2 has them.
    [[nodiscard]] static bool isValid(const Frame& frame);
    [[nodiscard]] static bool beginsMessage(unsigned firstByte);
    [[nodiscard]] static bool isText(std::span<const std::byte> payload, const Frame& frame);

    /// Whether a message seems to begin here, perhaps behind control frames.
    [[nodiscard]] Likeness likenessOf(std::span<const std::byte> bytes) const;

    [[nodiscard]] std::span<const std::byte> pending() const;
    void consume(std::size_t count);
    /// Each does one step; false when it needs more bytes.
    bool join();
    bool readHandshake();
    bool readFrameHeader();
    bool readPayload();
    [[nodiscard]] std::optional<Message> takeMessage(bool isCutOff);
    void resetMessage();

    State m_state = State::Joining;
    bool m_hasHandshake = false;
    bool m_isLost = false; ///< a gap cut the message in hand
    std::vector<std::byte> m_input;
    std::size_t m_consumed = 0;
    std::uint64_t m_offset = 0; ///< of the next byte to consume
    /// Bytes that may still be passed over in search of a frame.
    std::uint64_t m_joinBudget = 0;

    Frame m_frame;
    std::uint64_t m_frameDone = 0;

    // The message in hand.
    std::vector<std::byte> m_message;
    std::vector<std::byte> m_inflated;
    bool m_isInMessage = false;
    bool m_isComplete = false;
    bool m_isCompressed = false;
    bool m_isCut = false; ///< too long, or broken off by the sender
    Kind m_kind = Kind::Text;
    std::uint64_t m_messageBegin = 0;
    std::unique_ptr<MessageInflater> m_inflater; ///< made when first needed
};

} // namespace core::net
