// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/pcap_reader.h"

#include <algorithm>
#include <cstring>
#include <utility>

// File header                          Record header
//   0  magic                             0  seconds
//   4  version major, minor (16 bit)     4  micro- or nanoseconds
//   8  time zone, accuracy (unused)      8  captured length
//  16  snapshot length                  12  original length
//  20  link type (low 16 bits)          16  modified variant only: interface, protocol, type (8 bytes)
namespace core::capture {
namespace {

enum class Variant { Unknown, Microseconds, Nanoseconds, Modified };

constexpr std::size_t plainRecordHeader = 16;
constexpr std::size_t modifiedRecordHeader = 24;

std::uint32_t load32(const std::byte* bytes, bool isSwapped)
{
    std::uint32_t value = 0;
    std::memcpy(&value, bytes, sizeof value);
    return isSwapped ? __builtin_bswap32(value) : value;
}

std::uint16_t load16(const std::byte* bytes, bool isSwapped)
{
    std::uint16_t value = 0;
    std::memcpy(&value, bytes, sizeof value);
    return isSwapped ? __builtin_bswap16(value) : value;
}

Variant variantOf(std::uint32_t magic)
{
    switch (magic) {
    case 0xa1b2c3d4:
        return Variant::Microseconds;
    case 0xa1b23c4d:
        return Variant::Nanoseconds;
    case 0xa1b2cd34:
        return Variant::Modified;
    default:
        return Variant::Unknown;
    }
}

} // namespace

bool PcapReader::recognises(std::span<const std::byte> start)
{
    return start.size() >= fileHeaderSize && (variantOf(load32(start.data(), false)) != Variant::Unknown ||
                                              variantOf(load32(start.data(), true)) != Variant::Unknown);
}

PcapReader::PcapReader(std::string path, InputStream input, AnnounceInterface announce,
                       std::span<const std::byte> fileHeader)
    : CaptureFileReader(std::move(path), std::move(input), std::move(announce))
{
    const std::byte* header = fileHeader.data();
    m_isSwapped = variantOf(load32(header, false)) == Variant::Unknown;
    const Variant variant = variantOf(load32(header, m_isSwapped));
    m_hasNanoseconds = variant == Variant::Nanoseconds;
    m_recordHeaderSize = variant == Variant::Modified ? modifiedRecordHeader : plainRecordHeader;
    m_link = static_cast<net::LinkType>(load32(header + 20, m_isSwapped) & 0xffffU);

    const unsigned major = load16(header + 4, m_isSwapped);
    const unsigned minor = load16(header + 6, m_isSwapped);
    if (major < 2 || (major == 2 && minor < 3))
        m_lengthOrder = LengthOrder::OriginalFirst;
    else if (major == 2 && minor == 3)
        m_lengthOrder = LengthOrder::SmallerIsCaptured;
}

CaptureFileReader::Walk PcapReader::walk(net::FrameBatch& batch, std::size_t from)
{
    const std::size_t size = batch.bytes.size();
    std::size_t position = from;
    while (position < size) {
        if (batch.frames.size() >= batchFrames)
            return {position, Stop::BatchFull, 0};
        if (size - position < m_recordHeaderSize)
            return {position, Stop::WithinRecord, m_recordHeaderSize};
        const std::byte* record = batch.bytes.data() + position;
        std::uint32_t captured = load32(record + 8, m_isSwapped);
        std::uint32_t original = load32(record + 12, m_isSwapped);
        if (m_lengthOrder == LengthOrder::OriginalFirst ||
            (m_lengthOrder == LengthOrder::SmallerIsCaptured && captured > original))
            std::swap(captured, original);
        if (captured > maximumPacket)
            return {position, Stop::Corrupt, 0};
        if (size - position - m_recordHeaderSize < captured)
            return {position, Stop::WithinRecord, m_recordHeaderSize + captured};

        if (!m_isAnnounced) {
            m_source = m_announce({}, m_link);
            m_isAnnounced = true;
        }
        const std::int64_t fraction = load32(record + 4, m_isSwapped);
        net::FrameHeader& frame = batch.frames.emplace_back();
        frame.captured = base::fromSecondsAndNanoseconds(load32(record, m_isSwapped),
                                                         m_hasNanoseconds ? fraction : fraction * 1000);
        frame.arrived = frame.captured;
        frame.source = m_source;
        frame.link = m_link;
        frame.originalLength = std::max(original, captured);
        frame.offset = static_cast<std::uint32_t>(position + m_recordHeaderSize);
        frame.length = captured;
        position += m_recordHeaderSize + captured;
    }
    return {position, Stop::BetweenRecords, 0};
}

} // namespace core::capture
