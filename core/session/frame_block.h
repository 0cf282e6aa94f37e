// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/byte_buffer.h"
#include "core/base/result.h"
#include "core/net/frame.h"
#include "core/session/rows.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

namespace core::session {

/// Frames are kept in blocks: many frames of one stream, compressed together, with a directory. A block
/// describes itself, so that it can be found in a damaged file by its magic alone:
///
///      0  magic (8)
///      8  version (1)   stream (1)   zero (2)
///     12  size of the whole block (4)
///     16  number of frames (4)
///     20  directory: size (4), packed size (4)
///     28  bytes: size (4), packed size (4)
///     36  first number (8)   last number (8)
///     52  CRC-32 of everything but these four bytes (4)
///     56  directory, then the frames' bytes, each one zstd frame
///
/// All numbers are little-endian. The directory holds one thing of all frames after the other (flags, times,
/// lengths, the rest), which compresses better than frame after frame. A frame's comment stands behind its
/// bytes; only blocks that have any are of version 2, so that earlier programs read all others.
inline constexpr std::array blockMagic{std::byte{0x9d}, std::byte{'R'}, std::byte{'h'},  std::byte{'B'},
                                       std::byte{'l'},  std::byte{'k'}, std::byte{0x0d}, std::byte{0x0a}};
inline constexpr std::size_t blockHeaderSize = 56;
/// A block is full with this many bytes of frames. Measured on 1M SIP messages: 256 KiB make the file 4 %
/// larger; 512 KiB are unpacked in 0.4 ms.
inline constexpr std::size_t fullBlockBytes = 512U << 10U;

/// A frame in a block. For assembled messages `number` is the message id and only the length of the header
/// means anything.
struct BlockEntry {
    std::int64_t number = 0;
    net::FrameHeader header; ///< header.offset is the place in Block::bytes
};

/// What the header of a block says.
struct BlockSummary {
    BlockStream stream = BlockStream::Signalling;
    std::uint32_t size = 0;
    std::uint32_t frames = 0;
    std::int64_t first = 0;
    std::int64_t last = 0;
};

/// Reads a block's header; SessionDamaged when it is none, SessionNewer when it is of a newer version.
/// Looks at the first blockHeaderSize bytes only.
[[nodiscard]] base::Result<BlockSummary> readBlockHeader(std::span<const std::byte> bytes);

/// The directory of a block that is being filled.
struct BlockDirectory {
    std::vector<std::byte> flags;
    std::vector<std::byte> times;
    std::vector<std::byte> lengths;
    std::vector<std::byte> rest;

    [[nodiscard]] std::size_t size() const
    {
        return flags.size() + times.size() + lengths.size() + rest.size();
    }
};

/// Frames on their way into a block.
struct RawBlock {
    BlockStream stream = BlockStream::Signalling;
    std::uint32_t frames = 0;
    std::int64_t first = 0;
    std::int64_t last = 0;
    bool hasComments = false;
    BlockDirectory directory;
    base::ByteBuffer bytes;

    [[nodiscard]] bool isEmpty() const { return frames == 0; }

    [[nodiscard]] std::size_t footprint() const { return directory.size() + bytes.size(); }

    /// Keeps the stream and the memory.
    void clear();
    [[nodiscard]] RawBlock copy() const;
};

/// Collects frames of one stream, with growing numbers.
class BlockBuilder {
public:
    explicit BlockBuilder(BlockStream stream) { m_block.stream = stream; }

    void append(std::int64_t number, const net::FrameHeader& header, std::span<const std::byte> bytes,
                std::string_view comment = {});

    [[nodiscard]] const RawBlock& block() const { return m_block; }

    [[nodiscard]] bool isFull() const { return m_block.bytes.size() >= fullBlockBytes; }

    /// Moves the block out; the builder begins a new one in the memory of `used`, whose contents go.
    [[nodiscard]] RawBlock take(RawBlock used = {});

private:
    RawBlock m_block;
    BlockEntry m_previous;
};

/// A block in memory, unpacked.
struct Block {
    BlockStream stream = BlockStream::Signalling;
    std::vector<BlockEntry> entries; ///< by growing number
    base::ByteBuffer bytes;

    /// Null when the block has no frame of that number.
    [[nodiscard]] const BlockEntry* find(std::int64_t number) const;

    [[nodiscard]] std::span<const std::byte> bytesOf(const BlockEntry& entry) const
    {
        return std::span{bytes}.subspan(entry.header.offset, entry.header.length);
    }

    [[nodiscard]] std::string_view commentOf(const BlockEntry& entry) const
    {
        return base::asText(
            std::span{bytes}.subspan(entry.header.offset + entry.header.length, entry.header.commentLength));
    }
};

/// Compresses blocks with zstd level 1 (measured on SIP: 7.6 times smaller at 450 MB/s; level 3 is 1 %
/// smaller and takes half as long again). One thread at a time.
class BlockPacker {
public:
    BlockPacker();
    ~BlockPacker();
    BlockPacker(const BlockPacker&) = delete;
    BlockPacker& operator=(const BlockPacker&) = delete;

    [[nodiscard]] std::vector<std::byte> pack(const RawBlock& block);

private:
    struct Context;
    std::unique_ptr<Context> m_context;
};

/// Checks and decompresses blocks. One thread at a time.
class BlockUnpacker {
public:
    BlockUnpacker();
    ~BlockUnpacker();
    BlockUnpacker(const BlockUnpacker&) = delete;
    BlockUnpacker& operator=(const BlockUnpacker&) = delete;

    /// SessionDamaged when the checksum or anything inside is wrong. The block is made in the memory of
    /// `used`, whose contents go.
    [[nodiscard]] base::Result<Block> unpack(std::span<const std::byte> packed, Block used = {});

private:
    struct Context;
    std::unique_ptr<Context> m_context;
};

} // namespace core::session
