// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/frame_block.h"

#include "core/base/byte_reader.h"
#include "core/session/varint.h"

#include <algorithm>
#include <utility>
#include <zlib.h>
#include <zstd.h>

namespace core::session {
namespace {

using base::ErrorCode;

constexpr std::uint8_t blockVersion = 2; // 1 has no comments
constexpr std::size_t checksumOffset = 52;
/// No writer makes larger ones: a full block and one more frame, of which the largest (an assembled
/// message) is far smaller than this.
constexpr std::size_t largestPart = std::size_t{1} << 28U;

/// What an entry of the directory shares with the one before it; the rest follows.
enum EntryFlag : std::uint8_t {
    NumberIsNext = 1,
    SameSource = 2,
    SameLink = 4,
    SameSender = 8,
    ArrivedWhenCaptured = 16,
    Uncut = 32,
    Microseconds = 64, ///< the distance in time is a whole number of them
    HasComment = 128,
};

template <typename T>
void putLittleEndian(std::byte* out, T value)
{
    const auto bits = static_cast<std::uint64_t>(value);
    for (std::size_t i = 0; i < sizeof(T); ++i)
        out[i] = static_cast<std::byte>(bits >> (8U * i));
}

std::uint32_t checksum(std::span<const std::byte> block)
{
    const auto add = [](uLong sum, std::span<const std::byte> part) {
        return crc32_z(sum, reinterpret_cast<const Bytef*>(part.data()), part.size());
    };
    return static_cast<std::uint32_t>(
        add(add(0, block.first(checksumOffset)), block.subspan(checksumOffset + sizeof(std::uint32_t))));
}

base::Error damaged(const char* what)
{
    return {ErrorCode::SessionDamaged, {}, what};
}

void putSender(std::vector<std::byte>& out, const net::FrameHeader& header)
{
    const auto address = header.sender.address.bytes();
    putVarint(out, static_cast<std::uint64_t>(header.senderTransport));
    putVarint(out, header.sender.port);
    putVarint(out, address.size());
    out.insert(out.end(), address.begin(), address.end());
}

void readSender(VarintReader& reader, net::FrameHeader& header)
{
    header.senderTransport = static_cast<net::Transport>(reader.number());
    header.sender.port = static_cast<std::uint16_t>(reader.number());
    const auto address = reader.bytes(static_cast<std::size_t>(std::min<std::uint64_t>(reader.number(), 17)));
    if (address.size() == 4)
        header.sender.address = net::IpAddress::fromIpv4(address.first<4>());
    else if (address.size() == 16)
        header.sender.address = net::IpAddress::fromIpv6(address.first<16>());
}

/// Times are a stranger's: the distance wraps around instead of overflowing.
std::int64_t timeDistance(base::Timestamp to, base::Timestamp from)
{
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(base::toNanoseconds(to)) -
                                     static_cast<std::uint64_t>(base::toNanoseconds(from)));
}

std::uint8_t flagsOf(const BlockEntry& entry, const BlockEntry& previous)
{
    const net::FrameHeader& now = entry.header;
    const net::FrameHeader& before = previous.header;
    unsigned flags = 0;
    if (entry.number == previous.number + 1)
        flags |= NumberIsNext;
    if (now.source == before.source)
        flags |= SameSource;
    if (now.link == before.link)
        flags |= SameLink;
    if (now.sender == before.sender && now.senderTransport == before.senderTransport)
        flags |= SameSender;
    if (now.arrived == now.captured)
        flags |= ArrivedWhenCaptured;
    if (now.originalLength == now.length)
        flags |= Uncut;
    if (timeDistance(now.captured, before.captured) % 1000 == 0)
        flags |= Microseconds;
    if (now.commentLength != 0)
        flags |= HasComment;
    return static_cast<std::uint8_t>(flags);
}

void putEntry(BlockDirectory& out, const BlockEntry& entry, const BlockEntry& previous)
{
    const net::FrameHeader& header = entry.header;
    const std::int64_t distance = timeDistance(header.captured, previous.header.captured);
    const unsigned flags = flagsOf(entry, previous);
    out.flags.push_back(static_cast<std::byte>(flags));
    putDifference(out.times, (flags & Microseconds) != 0 ? distance / 1000 : distance, 0);
    putVarint(out.lengths, header.length);
    if ((flags & HasComment) != 0)
        putVarint(out.lengths, header.commentLength);
    if ((flags & NumberIsNext) == 0)
        putDifference(out.rest, entry.number, previous.number);
    if ((flags & ArrivedWhenCaptured) == 0)
        putDifference(out.rest, timeDistance(header.arrived, header.captured), 0);
    if ((flags & Uncut) == 0)
        putVarint(out.rest, header.originalLength);
    if ((flags & SameSource) == 0)
        putVarint(out.rest, static_cast<std::uint64_t>(header.source.value));
    if ((flags & SameLink) == 0)
        putVarint(out.rest, static_cast<std::uint64_t>(header.link));
    if ((flags & SameSender) == 0)
        putSender(out.rest, header);
}

/// Times and lengths are in place already; fills in what stands in the last part of the directory.
void readRest(VarintReader& reader, unsigned flags, const BlockEntry& previous, BlockEntry& entry)
{
    net::FrameHeader& header = entry.header;
    const net::FrameHeader& before = previous.header;
    entry.number = (flags & NumberIsNext) != 0 ? previous.number + 1 : reader.difference(previous.number);
    header.arrived = (flags & ArrivedWhenCaptured) != 0
                         ? header.captured
                         : base::fromNanoseconds(reader.difference(base::toNanoseconds(header.captured)));
    header.originalLength =
        (flags & Uncut) != 0 ? header.length : static_cast<std::uint32_t>(reader.number());
    header.source.value =
        (flags & SameSource) != 0 ? before.source.value : static_cast<std::int64_t>(reader.number());
    header.link = (flags & SameLink) != 0 ? before.link : static_cast<net::LinkType>(reader.number());
    if ((flags & SameSender) != 0) {
        header.sender = before.sender;
        header.senderTransport = before.senderTransport;
    } else {
        readSender(reader, header);
    }
}

/// Fills the entries; false when the directory does not fit the frames' bytes.
bool readDirectory(std::span<const std::byte> directory, std::uint32_t frames, Block& block)
{
    if (frames == 0 || frames > directory.size())
        return false;
    VarintReader reader{directory};
    const auto flags = reader.bytes(frames);
    block.entries.assign(frames, {});
    std::int64_t time = 0;
    for (std::size_t i = 0; i < frames; ++i) {
        const bool inMicroseconds = (std::to_integer<unsigned>(flags[i]) & Microseconds) != 0;
        const std::uint64_t distance = unzigzag(reader.number()) * (inMicroseconds ? 1000U : 1U);
        time = static_cast<std::int64_t>(static_cast<std::uint64_t>(time) + distance);
        block.entries[i].header.captured = base::fromNanoseconds(time);
    }
    std::size_t offset = 0;
    const auto takeLength = [&](std::uint32_t& length) {
        length = static_cast<std::uint32_t>(std::min(reader.number(), std::uint64_t{largestPart} + 1));
        offset += length;
        return offset <= block.bytes.size();
    };
    for (std::size_t i = 0; i < frames; ++i) {
        net::FrameHeader& header = block.entries[i].header;
        header.offset = static_cast<std::uint32_t>(offset);
        const bool hasNone = (std::to_integer<unsigned>(flags[i]) & HasComment) == 0;
        if (!takeLength(header.length) || !(hasNone || takeLength(header.commentLength)))
            return false;
    }
    BlockEntry previous;
    for (std::size_t i = 0; i < frames; ++i) {
        readRest(reader, std::to_integer<unsigned>(flags[i]), previous, block.entries[i]);
        if (block.entries[i].number <= previous.number)
            return false;
        previous = block.entries[i];
    }
    return !reader.failed() && reader.isAtEnd() && offset == block.bytes.size();
}

struct PartSizes {
    std::uint32_t directory = 0;
    std::uint32_t packedDirectory = 0;
    std::uint32_t bytes = 0;
    std::uint32_t packedBytes = 0;
    std::uint32_t checksum = 0;
};

PartSizes readPartSizes(std::span<const std::byte> block)
{
    base::ByteReader reader{block.subspan(20)};
    PartSizes sizes;
    sizes.directory = reader.u32LittleEndian();
    sizes.packedDirectory = reader.u32LittleEndian();
    sizes.bytes = reader.u32LittleEndian();
    sizes.packedBytes = reader.u32LittleEndian();
    reader.skip(16);
    sizes.checksum = reader.u32LittleEndian();
    return sizes;
}

} // namespace

base::Result<BlockSummary> readBlockHeader(std::span<const std::byte> bytes)
{
    if (bytes.size() < blockHeaderSize || !std::equal(blockMagic.begin(), blockMagic.end(), bytes.begin()))
        return damaged("no block");
    base::ByteReader reader{bytes.subspan(blockMagic.size())};
    if (reader.u8() > blockVersion)
        return base::Error{ErrorCode::SessionNewer, {}, "block version"};
    BlockSummary summary;
    const std::uint8_t stream = reader.u8();
    reader.skip(2);
    summary.stream = static_cast<BlockStream>(stream);
    summary.size = reader.u32LittleEndian();
    summary.frames = reader.u32LittleEndian();
    reader.skip(16);
    summary.first = static_cast<std::int64_t>(reader.u64LittleEndian());
    summary.last = static_cast<std::int64_t>(reader.u64LittleEndian());
    const PartSizes sizes = readPartSizes(bytes);
    if (stream > static_cast<std::uint8_t>(BlockStream::Assembled) || sizes.directory > largestPart ||
        sizes.bytes > largestPart ||
        summary.size != blockHeaderSize + std::uint64_t{sizes.packedDirectory} + sizes.packedBytes)
        return damaged("block header");
    return summary;
}

void BlockBuilder::append(std::int64_t number, const net::FrameHeader& header,
                          std::span<const std::byte> bytes, std::string_view comment)
{
    BlockEntry entry{number, header};
    entry.header.length = static_cast<std::uint32_t>(bytes.size());
    entry.header.commentLength = static_cast<std::uint32_t>(comment.size());
    putEntry(m_block.directory, entry, m_previous);
    m_block.bytes.append(bytes);
    m_block.bytes.append(base::asBytes(comment));
    m_block.hasComments = m_block.hasComments || !comment.empty();
    if (m_block.frames == 0)
        m_block.first = number;
    m_block.last = number;
    ++m_block.frames;
    m_previous = entry;
}

void RawBlock::clear()
{
    frames = 0;
    first = last = 0;
    hasComments = false;
    for (auto* part : {&directory.flags, &directory.times, &directory.lengths, &directory.rest})
        part->clear();
    bytes.clear();
}

RawBlock RawBlock::copy() const
{
    RawBlock copied{stream, frames, first, last, hasComments, directory, {}};
    copied.bytes.append(bytes);
    return copied;
}

RawBlock BlockBuilder::take(RawBlock used)
{
    used.clear();
    used.stream = m_block.stream;
    used.bytes.reserve(std::min(m_block.bytes.size(), fullBlockBytes + fullBlockBytes / 16));
    m_previous = {};
    return std::exchange(m_block, std::move(used));
}

const BlockEntry* Block::find(std::int64_t number) const
{
    if (entries.empty() || number < entries.front().number || number > entries.back().number)
        return nullptr;
    // Most blocks have no holes.
    const auto distance = static_cast<std::uint64_t>(number - entries.front().number);
    if (distance < entries.size() && entries[distance].number == number)
        return &entries[distance];
    const auto place =
        std::lower_bound(entries.begin(), entries.end(), number,
                         [](const BlockEntry& entry, std::int64_t n) { return entry.number < n; });
    return place != entries.end() && place->number == number ? &*place : nullptr;
}

struct BlockPacker::Context {
    ZSTD_CCtx* context = ZSTD_createCCtx();

    std::vector<std::byte> directory;
    /// The block as it grows; far larger than what comes out, and used again for every block.
    base::ByteBuffer packed;

    /// Appends one zstd frame to `packed`; returns its size.
    std::size_t pack(std::span<const std::byte> part)
    {
        const std::size_t start = packed.size();
        packed.resize(start + ZSTD_compressBound(part.size()));
        // With room for compressBound() bytes only a failed allocation can fail.
        const std::size_t size = ZSTD_compressCCtx(context, packed.data() + start, packed.size() - start,
                                                   part.data(), part.size(), 1);
        packed.resize(start + (ZSTD_isError(size) != 0U ? 0 : size));
        return packed.size() - start;
    }

    std::size_t pack(const BlockDirectory& parts)
    {
        directory.clear();
        for (const auto* part : {&parts.flags, &parts.times, &parts.lengths, &parts.rest})
            directory.insert(directory.end(), part->begin(), part->end());
        return pack(std::span<const std::byte>{directory});
    }
};

BlockPacker::BlockPacker() : m_context(std::make_unique<Context>()) {}

BlockPacker::~BlockPacker()
{
    ZSTD_freeCCtx(m_context->context);
}

std::vector<std::byte> BlockPacker::pack(const RawBlock& block)
{
    base::ByteBuffer& out = m_context->packed;
    out.resize(blockHeaderSize);
    std::fill(out.begin(), out.end(), std::byte{0});
    const std::size_t packedDirectory = m_context->pack(block.directory);
    const std::size_t packedBytes = m_context->pack(std::span<const std::byte>{block.bytes});

    std::copy(blockMagic.begin(), blockMagic.end(), out.begin());
    std::byte* header = out.data();
    putLittleEndian(header + 8, block.hasComments ? blockVersion : std::uint8_t{1});
    putLittleEndian(header + 9, static_cast<std::uint8_t>(block.stream));
    putLittleEndian(header + 12, static_cast<std::uint32_t>(out.size()));
    putLittleEndian(header + 16, block.frames);
    putLittleEndian(header + 20, static_cast<std::uint32_t>(block.directory.size()));
    putLittleEndian(header + 24, static_cast<std::uint32_t>(packedDirectory));
    putLittleEndian(header + 28, static_cast<std::uint32_t>(block.bytes.size()));
    putLittleEndian(header + 32, static_cast<std::uint32_t>(packedBytes));
    putLittleEndian(header + 36, block.first);
    putLittleEndian(header + 44, block.last);
    putLittleEndian(header + checksumOffset, checksum(out));
    return {out.begin(), out.end()};
}

struct BlockUnpacker::Context {
    ZSTD_DCtx* context = ZSTD_createDCtx();

    std::vector<std::byte> directory;

    bool unpack(std::span<const std::byte> packed, std::span<std::byte> out) const
    {
        const std::size_t size =
            ZSTD_decompressDCtx(context, out.data(), out.size(), packed.data(), packed.size());
        return ZSTD_isError(size) == 0U && size == out.size();
    }
};

BlockUnpacker::BlockUnpacker() : m_context(std::make_unique<Context>()) {}

BlockUnpacker::~BlockUnpacker()
{
    ZSTD_freeDCtx(m_context->context);
}

base::Result<Block> BlockUnpacker::unpack(std::span<const std::byte> packed, Block used)
{
    const auto summary = readBlockHeader(packed);
    if (!summary)
        return summary.error();
    const PartSizes sizes = readPartSizes(packed);
    if (packed.size() != summary->size || checksum(packed) != sizes.checksum)
        return damaged("block checksum");

    Block block = std::move(used);
    block.entries.clear();
    block.stream = summary->stream;
    std::vector<std::byte>& directory = m_context->directory;
    directory.resize(sizes.directory);
    block.bytes.resize(sizes.bytes);
    if (!m_context->unpack(packed.subspan(blockHeaderSize, sizes.packedDirectory), directory) ||
        !m_context->unpack(packed.subspan(blockHeaderSize + sizes.packedDirectory), block.bytes))
        return damaged("block compression");
    if (!readDirectory(directory, summary->frames, block))
        return damaged("block directory");
    return block;
}

} // namespace core::session
