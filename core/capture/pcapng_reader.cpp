// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/pcapng_reader.h"

#include "core/base/ascii.h"
#include "core/net/agent_comment.h"

#include <algorithm>
#include <cstring>
#include <numeric>

// Every block:  type (32 bit), total length, body padded to 32 bit, total length again.
namespace core::capture {
namespace {

enum BlockType : std::uint32_t {
    SectionHeader = 0x0a0d0d0a,
    InterfaceDescription = 1,
    ObsoletePacket = 2,
    SimplePacket = 3,
    NameResolution = 4,
    InterfaceStatistics = 5,
    EnhancedPacket = 6,
    DecryptionSecrets = 10,
};

constexpr std::uint32_t byteOrderMagic = 0x1a2b3c4d;
constexpr std::uint32_t swappedByteOrderMagic = 0x4d3c2b1a;
constexpr std::size_t blockHeaderSize = 8;
constexpr std::size_t blockTrailerSize = 4;
constexpr std::size_t smallestBlock = blockHeaderSize + blockTrailerSize;
/// Packet blocks may add options to their packet.
constexpr std::size_t maximumBlock = CaptureFileReader::maximumPacket + (std::size_t{64} << 10U);
/// Blocks without packets are passed over in pieces from this size.
constexpr std::size_t largestBuffered = std::size_t{64} << 10U;
/// Far more than real files have; keeps a stranger from filling memory with descriptions.
constexpr std::size_t maximumInterfaces = 4096;
constexpr std::size_t maximumInterfaceName = 256;

constexpr std::uint16_t optionEnd = 0;
constexpr std::uint16_t optionComment = 1;
constexpr std::uint16_t optionName = 2;
constexpr std::uint16_t optionResolution = 9;
constexpr std::uint16_t optionOffset = 14;
constexpr std::uint16_t optionDroppedByInterface = 5;
constexpr std::uint16_t optionDroppedBySystem = 7;

std::uint32_t bigEndian32(const std::byte* bytes)
{
    return base::ByteReader{{bytes, 4}}.u32();
}

/// "TLSK": a key log, in the text form of SSLKEYLOGFILE.
constexpr std::uint32_t tlsKeyLog = 0x544c534b;
/// A larger one is passed over.
constexpr std::size_t maximumSecrets = std::size_t{16} << 20U;

bool holdsPackets(std::uint32_t type)
{
    return type == EnhancedPacket || type == SimplePacket || type == ObsoletePacket;
}

} // namespace

bool PcapngReader::recognises(std::span<const std::byte> start)
{
    if (start.size() < smallestBlock || bigEndian32(start.data()) != SectionHeader)
        return false;
    const std::uint32_t magic = bigEndian32(start.data() + blockHeaderSize);
    return magic == byteOrderMagic || magic == swappedByteOrderMagic;
}

PcapngReader::PcapngReader(std::string path, InputStream input, AnnounceInterface announce)
    : CaptureFileReader(std::move(path), std::move(input), std::move(announce))
{
}

std::uint32_t PcapngReader::number32(const std::byte* bytes) const
{
    base::ByteReader reader{{bytes, 4}};
    return m_isBigEndian ? reader.u32() : reader.u32LittleEndian();
}

std::uint16_t PcapngReader::number16(const std::byte* bytes) const
{
    base::ByteReader reader{{bytes, 2}};
    return m_isBigEndian ? reader.u16() : reader.u16LittleEndian();
}

std::uint64_t PcapngReader::number64(std::span<const std::byte> bytes) const
{
    base::ByteReader reader{bytes};
    return m_isBigEndian ? reader.u64() : reader.u64LittleEndian();
}

/// The section header says in which order its own length is written.
bool PcapngReader::takeByteOrder(const std::byte* sectionHeader)
{
    const std::uint32_t magic = bigEndian32(sectionHeader + blockHeaderSize);
    m_isBigEndian = magic == byteOrderMagic;
    return m_isBigEndian || magic == swappedByteOrderMagic;
}

bool PcapngReader::skipRest(std::size_t size, std::size_t& position)
{
    const auto skipped = std::min<std::uint64_t>(m_skip, size - position);
    position += static_cast<std::size_t>(skipped);
    m_skip -= skipped;
    return m_skip == 0;
}

bool PcapngReader::readHead(const std::byte* start, BlockHead& head)
{
    const bool isSection = bigEndian32(start) == SectionHeader;
    if (isSection && !takeByteOrder(start))
        return false;
    head.type = isSection ? std::uint32_t{SectionHeader} : number32(start);
    head.length = number32(start + 4);
    // The length includes no padding of its own: some writers forget to round it up.
    head.padded = (head.length + 3) & ~std::size_t{3};
    const bool hasSecrets = head.type == DecryptionSecrets && head.length <= maximumSecrets;
    head.isNeeded = holdsPackets(head.type) || isSection || head.type == InterfaceDescription || hasSecrets;
    return head.length >= smallestBlock && (!head.isNeeded || head.length <= maximumBlock);
}

CaptureFileReader::Walk PcapngReader::walk(net::FrameBatch& batch, std::size_t from)
{
    const std::size_t size = batch.bytes.size();
    std::size_t position = from;
    if (!skipRest(size, position))
        return {position, Stop::WithinRecord, 0};

    while (position < size) {
        if (batch.frames.size() >= batchFrames)
            return {position, Stop::BatchFull, 0};
        const std::byte* start = batch.bytes.data() + position;
        if (size - position < smallestBlock)
            return {position, Stop::WithinRecord, smallestBlock};
        BlockHead head;
        if (!readHead(start, head))
            return {position, Stop::Corrupt, 0};
        if (size - position < head.padded) {
            if (head.isNeeded || head.padded <= largestBuffered)
                return {position, Stop::WithinRecord, head.padded};
            m_skip = head.padded - (size - position);
            return {size, Stop::WithinRecord, 0};
        }
        const Block block{head.type, position + blockHeaderSize, head.length - smallestBlock};
        if (head.isNeeded && !readBlock(batch, block))
            return {position, Stop::Corrupt, 0};
        const auto body = std::span{batch.bytes}.subspan(block.bodyOffset, block.bodySize);
        if (head.type == InterfaceStatistics)
            readStatistics(body);
        if (head.type == NameResolution)
            readNames(body);
        position += head.padded;
    }
    return {position, Stop::BetweenRecords, 0};
}

bool PcapngReader::readBlock(net::FrameBatch& batch, const Block& block)
{
    const std::byte* end = batch.bytes.data() + block.bodyOffset + block.bodySize;
    if (number32(end) != block.bodySize + smallestBlock)
        return false;
    const auto body = std::span{batch.bytes}.subspan(block.bodyOffset, block.bodySize);
    switch (block.type) {
    case SectionHeader:
        return readSection(body);
    case InterfaceDescription:
        return readInterface(body);
    case SimplePacket:
        return readSimplePacket(batch, block);
    case DecryptionSecrets:
        readSecrets(body);
        return true;
    default:
        return readTimedPacket(batch, block);
    }
}

bool PcapngReader::readSection(std::span<const std::byte> body)
{
    constexpr std::size_t fixedSize = 16;
    if (body.size() < fixedSize || number16(body.data() + 4) != 1)
        return false;
    m_droppedInSections = droppedBefore();
    m_interfaces.clear();
    m_occurrences.clear();
    return true;
}

bool PcapngReader::readInterface(std::span<const std::byte> body)
{
    constexpr std::size_t fixedSize = 8;
    if (body.size() < fixedSize || m_interfaces.size() >= maximumInterfaces)
        return false;
    Interface interface;
    interface.link = static_cast<net::LinkType>(number16(body.data()));
    interface.snapshotLength = number32(body.data() + 4);
    readInterfaceOptions(base::ByteReader{body.subspan(fixedSize)}, interface);
    interface.occurrence = m_occurrences[{interface.name, interface.link}]++;
    if (!m_hasFirstLink) {
        m_firstLink = interface.link;
        m_hasFirstLink = true;
    }
    m_interfaces.push_back(std::move(interface));
    return true;
}

template <typename Take>
void PcapngReader::forEachOption(base::ByteReader reader, Take take) const
{
    while (reader.remaining() >= 4) {
        const std::uint16_t code = number16(reader.bytes(2).data());
        const std::uint16_t length = number16(reader.bytes(2).data());
        const auto value = reader.bytes(length);
        if (code == optionEnd || reader.failed())
            return;
        take(code, value);
        reader.skip(std::min<std::size_t>((4U - length % 4U) % 4U, reader.remaining()));
    }
}

void PcapngReader::readInterfaceOptions(base::ByteReader reader, Interface& interface) const
{
    forEachOption(reader, [&](std::uint16_t code, std::span<const std::byte> value) {
        if (code == optionName)
            interface.name = base::asText(value.first(std::min(value.size(), maximumInterfaceName)));
        else if (code == optionResolution && value.size() == 1)
            interface.clock.resolution = std::to_integer<std::uint8_t>(value.front());
        else if (code == optionOffset && value.size() == 8)
            interface.clock.offsetSeconds = static_cast<std::int64_t>(number64(value));
    });
}

std::uint64_t PcapngReader::droppedBefore() const
{
    return std::accumulate(
        m_interfaces.begin(), m_interfaces.end(), m_droppedInSections,
        [](std::uint64_t sum, const Interface& interface) { return sum + interface.dropped; });
}

/// Counts since the interface was opened. A file is not damaged because its statistics are.
void PcapngReader::readStatistics(std::span<const std::byte> body)
{
    constexpr std::size_t fixedSize = 12;
    if (body.size() < fixedSize)
        return;
    const std::size_t interface = number32(body.data());
    if (interface >= m_interfaces.size())
        return;
    std::uint64_t dropped = 0;
    forEachOption(base::ByteReader{body.subspan(fixedSize)}, [&](std::uint16_t code, auto value) {
        if ((code == optionDroppedByInterface || code == optionDroppedBySystem) && value.size() == 8)
            dropped += number64(value);
    });
    m_interfaces[interface].dropped = dropped;
}

void PcapngReader::readSecrets(std::span<const std::byte> body) const
{
    constexpr std::size_t fixedSize = 8;
    if (body.size() < fixedSize || number32(body.data()) != tlsKeyLog || !m_secretsListener)
        return;
    const std::size_t length = number32(body.data() + 4);
    m_secretsListener(
        std::string{base::asText(body.subspan(fixedSize, std::min(length, body.size() - fixedSize)))});
}

/// Records are built like options: an address, and names that end with a NUL each. The first is the usual
/// one.
void PcapngReader::readNames(std::span<const std::byte> body) const
{
    constexpr std::uint16_t ipv4Record = 1;
    constexpr std::uint16_t ipv6Record = 2;
    constexpr std::size_t longestName = 255;
    if (!m_nameListener)
        return;
    forEachOption(base::ByteReader{body}, [&](std::uint16_t code, std::span<const std::byte> value) {
        const std::size_t addressSize = code == ipv4Record ? 4 : 16;
        if ((code != ipv4Record && code != ipv6Record) || value.size() <= addressSize)
            return;
        const auto address = code == ipv4Record ? net::IpAddress::fromIpv4(value.first<4>())
                                                : net::IpAddress::fromIpv6(value.first<16>());
        const std::string_view names = base::asText(value.subspan(addressSize));
        const std::string_view name = names.substr(0, names.find('\0'));
        if (!name.empty() && name.size() <= longestName)
            m_nameListener(address, std::string{name});
    });
}

bool PcapngReader::readTimedPacket(net::FrameBatch& batch, const Block& block)
{
    constexpr std::size_t fixedSize = 20;
    if (block.bodySize < fixedSize)
        return false;
    const std::byte* body = batch.bytes.data() + block.bodyOffset;
    // The obsolete block has a drop counter in the other half of the interface number.
    const std::size_t interface = block.type == ObsoletePacket ? number16(body) : number32(body);
    if (interface >= m_interfaces.size())
        return false;
    const std::uint64_t stamp = std::uint64_t{number32(body + 4)} << 32U | number32(body + 8);
    return addFrame(batch, block,
                    {interface, m_interfaces[interface].clock.toTime(stamp), number32(body + 12),
                     number32(body + 16), fixedSize});
}

bool PcapngReader::readSimplePacket(net::FrameBatch& batch, const Block& block)
{
    constexpr std::size_t fixedSize = 4;
    if (block.bodySize < fixedSize || m_interfaces.empty())
        return false;
    // It has neither a time (which stays at 1970) nor a captured length: that is the original length cut to
    // the interface's snapshot length, and never more than the block holds.
    const std::uint32_t original = number32(batch.bytes.data() + block.bodyOffset);
    const std::uint32_t snapshot = m_interfaces.front().snapshotLength;
    std::size_t captured = std::min<std::size_t>(original, block.bodySize - fixedSize);
    if (snapshot != 0)
        captured = std::min<std::size_t>(captured, snapshot);
    return addFrame(batch, block, {0, {}, static_cast<std::uint32_t>(captured), original, fixedSize});
}

bool PcapngReader::addFrame(net::FrameBatch& batch, const Block& block, const Packet& packet)
{
    if (packet.capturedLength > block.bodySize - packet.headerSize)
        return false;
    Interface& interface = m_interfaces[packet.interface];
    if (!interface.isAnnounced) {
        const auto [known, isNew] =
            m_sources.try_emplace({interface.name, interface.link, interface.occurrence});
        if (isNew && m_sources.size() > maximumInterfaces)
            return false;
        if (isNew)
            known->second = m_announce(interface.name, interface.link);
        interface.source = known->second;
        interface.isAnnounced = true;
    }
    net::FrameHeader& frame = batch.frames.emplace_back();
    frame.captured = packet.captured;
    frame.arrived = packet.captured;
    frame.source = interface.source;
    frame.link = interface.link;
    frame.originalLength = std::max(packet.originalLength, packet.capturedLength);
    frame.offset = static_cast<std::uint32_t>(block.bodyOffset + packet.headerSize);
    frame.length = packet.capturedLength;
    keepComment(batch, block, frame);
    return true;
}

/// What a capture agent said of the packet moves to its end, over the padding: nobody reads the block again.
void PcapngReader::keepComment(net::FrameBatch& batch, const Block& block, net::FrameHeader& frame) const
{
    const std::size_t end = frame.offset + frame.length;
    const std::size_t padding = (4U - frame.length % 4U) % 4U;
    const std::size_t blockEnd = block.bodyOffset + block.bodySize;
    if (blockEnd - end <= padding)
        return;
    const auto options = std::span{batch.bytes}.subspan(end + padding, blockEnd - end - padding);
    std::string_view comment;
    forEachOption(base::ByteReader{options}, [&](std::uint16_t code, std::span<const std::byte> value) {
        if (code == optionComment && comment.empty() && net::AgentComment::parse(base::asText(value)))
            comment = base::asText(value);
    });
    if (comment.empty())
        return;
    std::memmove(batch.bytes.data() + end, comment.data(), comment.size());
    frame.commentLength = static_cast<std::uint32_t>(comment.size());
}

} // namespace core::capture
