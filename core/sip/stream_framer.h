// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sip/defect.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace core::sip {

/// Cuts one direction of a byte stream into SIP messages by Content-Length (RFC 3261 section 18.3).
/// Not for datagrams: there the datagram is the message. One thread; memory is bounded by maximumMessage.
class StreamFramer {
public:
    /// Larger ones are handed out in part, labelled MessageTruncated, and the framer looks for the next.
    static constexpr std::size_t maximumMessage = 1U << 20U;

    struct Piece {
        /// Position of the first byte in the stream, counted from the first append().
        std::uint64_t streamOffset = 0;
        std::span<const std::byte> bytes;
        /// StreamGap when bytes were lost before or within, MessageTruncated when the end is missing.
        DefectSet defects;
        /// Bytes skipped just before because they were no SIP (after a gap, or garbage).
        std::uint64_t skippedBefore = 0;
    };

    /// Appends in-order bytes. `followsGap`: bytes were lost just before; an unfinished message is then
    /// handed out as truncated, and the framer goes on at the next start line.
    void append(std::span<const std::byte> bytes, bool followsGap);

    /// The next complete message, or nothing yet. Valid until the next append() or finish().
    [[nodiscard]] std::optional<Piece> next();

    /// The stream ended: next() then hands out what is left of an unfinished message.
    void finish();

    /// False once enough bytes were seen to say that this is not a SIP stream; its bytes are then dropped.
    [[nodiscard]] bool isSip() const { return !m_isForeign; }

    /// Bytes waiting for the rest of their message.
    [[nodiscard]] std::size_t pendingBytes() const { return m_buffer.size() - m_consumed; }

    /// A message has begun, or what may become a start line: more bytes decide. False also when only bytes
    /// wait that cannot begin a message.
    [[nodiscard]] bool isWaiting() const;

    /// CRLF keep-alives seen between messages (RFC 5626 section 3.5.1).
    [[nodiscard]] std::uint64_t keepAlives() const { return m_keepAlives; }

    /// Bytes that were in no message and no keep-alive, those of a foreign stream included.
    [[nodiscard]] std::uint64_t skippedBytes() const { return m_skippedBytes; }

private:
    enum class State : std::uint8_t {
        Between,     ///< looking for a start line
        Headers,     ///< up to the empty line
        Body,        ///< m_pieceEnd is known
        GuessedBody, ///< up to the next start line
        Complete,
    };

    [[nodiscard]] std::string_view text(std::size_t begin, std::size_t end) const;

    [[nodiscard]] std::size_t limit() const { return m_gaps.empty() ? m_buffer.size() : m_gaps.front(); }

    /// Takes the next whole line at m_lineBegin, with its line end.
    [[nodiscard]] std::optional<std::string_view> takeLine();
    [[nodiscard]] bool advance();
    [[nodiscard]] bool findStartLine();
    [[nodiscard]] bool readHeaders();
    [[nodiscard]] bool findEndOfGuessedBody();
    void beginMessage();
    void noteHeader(std::string_view line);
    void endHeaders();
    void completeAt(std::size_t end, DefectSet defects = {});
    void skip(std::size_t count);
    [[nodiscard]] Piece takePiece();
    [[nodiscard]] std::optional<Piece> takeRest();
    void dropConsumed();

    std::vector<std::byte> m_buffer;
    /// Positions in the buffer that follow a gap, ascending.
    std::vector<std::size_t> m_gaps;
    /// Where the current message begins.
    std::size_t m_consumed = 0;
    /// First byte of the line that is not complete yet, and how far its end was searched.
    std::size_t m_lineBegin = 0;
    std::size_t m_searched = 0;
    std::size_t m_pieceEnd = 0;
    std::uint64_t m_bufferOffset = 0;
    std::uint64_t m_keepAlives = 0;
    std::uint64_t m_skippedBytes = 0;
    std::uint64_t m_skippedBefore = 0;
    std::optional<std::uint64_t> m_contentLength;
    DefectSet m_pieceDefects;
    State m_state = State::Between;
    bool m_hasContentLength = false;
    bool m_hasContentType = false;
    bool m_isInContentLength = false;
    bool m_endsEvenLine = true;
    bool m_hasMessage = false;
    bool m_isForeign = false;
    bool m_isFinished = false;
    bool m_followsGap = false;
};

} // namespace core::sip
