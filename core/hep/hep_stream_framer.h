// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace core::hep {

/// Cuts one direction of a byte stream into HEP version 3 packets by their length. Peers that trust the
/// length alone lose everything behind one wrong length; this one goes on at the next packet:
///   - "HEP3" where a chunk should begin is the next packet, whatever the length before it says, and so is
///     a packet that begins within a chunk and is not the whole of it;
///   - the last letters of a packet may prove to be the first ones of the next, when its length was a little
///     too large: they are then handed out with both;
///   - where chunks make no sense a packet is looked for within the announced length;
///   - bytes between packets are skipped up to a header whose first chunk makes sense.
/// Nothing is lost: what is no packet is handed out as such. One thread; memory is bounded by
/// maximumPiece and what is appended at a time.
class HepStreamFramer {
public:
    static constexpr std::size_t maximumPiece = 65535;

    struct Piece {
        std::span<const std::byte> bytes;
        /// Position of the first byte in the stream, counted from the first append(). It is where the
        /// piece before ended, or up to three bytes earlier.
        std::uint64_t streamOffset = 0;
        /// False: bytes between packets.
        bool isPacket = true;
    };

    /// Appends in-order bytes; call next() until it has nothing before the next append(). `followsGap`:
    /// bytes were lost just before; an unfinished packet is then handed out cut short.
    void append(std::span<const std::byte> bytes, bool followsGap = false);

    /// The next piece, or nothing yet. Valid until the next call of append(). What comes out does not
    /// depend on how the stream was cut into append() calls.
    [[nodiscard]] std::optional<Piece> next();

    /// The stream ended: next() then hands out what is left.
    void finish();

    /// Bytes that wait for the rest of their packet.
    [[nodiscard]] std::size_t pendingBytes() const { return m_buffer.size() - m_begin; }

    /// The bytes that wait begin with a header that makes sense.
    [[nodiscard]] bool isWithinPacket() const { return likeness(available()) == Likeness::Packet; }

    /// Whether a stream that begins with these bytes may be HEP from its start.
    [[nodiscard]] static bool mayBegin(std::span<const std::byte> bytes);

    /// Packets handed out so far.
    [[nodiscard]] std::uint64_t packets() const { return m_packets; }

private:
    enum class Likeness : std::uint8_t { Packet, NoPacket, NeedsMore };

    /// A header and a first chunk that make sense.
    [[nodiscard]] static Likeness likeness(std::span<const std::byte> bytes);
    [[nodiscard]] std::span<const std::byte> available() const;

    [[nodiscard]] bool isEnd() const { return m_isFinished || m_gap.has_value(); }

    /// Whether the next packet began with the last bytes of the one before; goes back to them if so.
    [[nodiscard]] Likeness stepBack();
    [[nodiscard]] std::optional<Piece> nextPacket(std::span<const std::byte> bytes);
    [[nodiscard]] std::optional<Piece> nextBetween(std::span<const std::byte> bytes);
    /// Follows the chunks as far as there are bytes; where the next packet begins when that is too early.
    [[nodiscard]] std::optional<std::size_t> walkChunks(std::span<const std::byte> bytes, std::size_t length);
    /// Looks for a packet that begins within the chunk and is not the whole of it. `isLast`: of the packet.
    [[nodiscard]] std::optional<std::size_t> searchChunk(std::span<const std::byte> bytes,
                                                         std::size_t chunkEnd, bool isLast);
    /// Looks for a packet from m_searched on; nothing when more bytes are needed to say.
    [[nodiscard]] std::optional<std::size_t> search(std::span<const std::byte> bytes, std::size_t end);
    [[nodiscard]] Piece take(std::size_t size, bool isPacket);

    std::vector<std::byte> m_buffer;
    std::size_t m_begin = 0;
    std::size_t m_tail = 0;     ///< bytes before m_begin that may belong to the next packet as well
    std::uint64_t m_offset = 0; ///< of m_begin in the stream
    /// Where bytes are missing in the buffer.
    std::optional<std::size_t> m_gap;
    /// Of the packet in hand: where the next chunk begins, and how far a packet within was looked for.
    std::size_t m_walked = 0;
    std::size_t m_searched = 0;
    bool m_isBroken = false; ///< its chunks make no sense
    bool m_isBetween = false;
    bool m_isFinished = false;
    std::uint64_t m_packets = 0;
};

} // namespace core::hep
