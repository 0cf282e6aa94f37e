// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sip/defect.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
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

    /// CRLF keep-alives seen between messages (RFC 5626 section 3.5.1).
    [[nodiscard]] std::uint64_t keepAlives() const { return m_keepAlives; }

private:
    std::vector<std::byte> m_buffer;
    std::size_t m_consumed = 0;
    std::uint64_t m_bufferOffset = 0;
    std::uint64_t m_keepAlives = 0;
    bool m_isForeign = false;
    bool m_isFinished = false;
    bool m_hasGap = false;
};

} // namespace core::sip
