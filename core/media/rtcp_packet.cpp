// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/media/rtcp_packet.h"

#include "core/base/ascii.h"
#include "core/base/byte_reader.h"
#include "core/media/big_endian.h"

namespace core::media {
namespace {

constexpr std::size_t headerSize = 4;

/// RFC 5761 section 4: what can be told from RTP on one port.
bool isControlType(std::uint8_t type)
{
    return type >= 192 && type <= 223;
}

} // namespace

std::string_view name(RtcpType type)
{
    switch (type) {
    case RtcpType::SenderReport:
        return "SR";
    case RtcpType::ReceiverReport:
        return "RR";
    case RtcpType::SourceDescription:
        return "SDES";
    case RtcpType::Bye:
        return "BYE";
    case RtcpType::Application:
        return "APP";
    case RtcpType::TransportFeedback:
        return "RTPFB";
    case RtcpType::PayloadFeedback:
        return "PSFB";
    case RtcpType::ExtendedReport:
        return "XR";
    }
    return {};
}

std::string_view name(RtcpFault fault)
{
    switch (fault) {
    case RtcpFault::None:
        break;
    case RtcpFault::TooShort:
        return "too short";
    case RtcpFault::WrongVersion:
        return "wrong version";
    case RtcpFault::TypeInvalid:
        return "type invalid";
    case RtcpFault::LengthInvalid:
        return "length invalid";
    case RtcpFault::PaddingInvalid:
        return "padding invalid";
    case RtcpFault::ReportsCutShort:
        return "reports cut short";
    case RtcpFault::ContentsCutShort:
        return "contents cut short";
    }
    return {};
}

std::optional<RtcpPacket> RtcpReader::fail(RtcpFault fault)
{
    m_fault = fault;
    m_rest = {};
    return std::nullopt;
}

///   |V=2|P| count   |  packet type  |  length in 32-bit words - 1   |
std::optional<RtcpPacket> RtcpReader::next()
{
    if (m_rest.empty()) {
        if (m_isFirst && m_fault == RtcpFault::None)
            m_fault = RtcpFault::TooShort;
        return std::nullopt;
    }
    if (m_rest.size() < headerSize)
        return fail(RtcpFault::TooShort);
    const unsigned first = load8(m_rest, 0);
    const std::uint8_t type = load8(m_rest, 1);
    if (first >> 6U != 2)
        return fail(RtcpFault::WrongVersion);
    if (!isControlType(type))
        return fail(RtcpFault::TypeInvalid);
    const std::size_t size = (load16(m_rest, 2) + std::size_t{1}) * 4;
    if (size > m_rest.size())
        return fail(RtcpFault::LengthInvalid);
    // RFC 3550 section 6.4.1: padding belongs to the last packet alone.
    if (m_sawPadding)
        return fail(RtcpFault::PaddingInvalid);

    RtcpPacket packet;
    packet.type = static_cast<RtcpType>(type);
    packet.count = first & 0x1fU;
    packet.body = m_rest.subspan(headerSize, size - headerSize);
    if ((first & 0x20U) != 0) {
        m_sawPadding = true;
        const std::size_t padding = packet.body.empty() ? 0 : load8(packet.body, packet.body.size() - 1);
        if (padding == 0 || padding > packet.body.size() || padding % 4 != 0)
            return fail(RtcpFault::PaddingInvalid);
        packet.body = packet.body.first(packet.body.size() - padding);
    }
    if ((packet.type == RtcpType::SenderReport || packet.type == RtcpType::ReceiverReport) &&
        !readReport(packet))
        return fail(RtcpFault::ReportsCutShort);
    m_rest = m_rest.subspan(size);
    m_isFirst = false;
    return packet;
}

bool isRtcp(std::span<const std::byte> datagram)
{
    RtcpReader reader{datagram};
    while (reader.next())
        ;
    return reader.fault() == RtcpFault::None;
}

ReportBlock ReportBlocks::operator[](std::size_t index) const
{
    base::ByteReader reader{m_bytes.subspan(index * blockSize, blockSize)};
    ReportBlock block;
    block.ssrc = reader.u32();
    block.fractionLost = reader.u8();
    // 24 bits with a sign.
    block.cumulativeLost = static_cast<std::int32_t>(reader.u24() << 8U) >> 8;
    block.highestSequence = reader.u32();
    block.jitter = reader.u32();
    block.lastSenderReport = reader.u32();
    block.delaySinceSenderReport = reader.u32();
    return block;
}

std::optional<RtcpReport> readReport(const RtcpPacket& packet)
{
    const bool hasSender = packet.type == RtcpType::SenderReport;
    if (!hasSender && packet.type != RtcpType::ReceiverReport)
        return std::nullopt;
    base::ByteReader reader{packet.body};
    RtcpReport report;
    report.ssrc = reader.u32();
    if (hasSender) {
        SenderInfo sender;
        sender.ntpTime = reader.u64();
        sender.rtpTimestamp = reader.u32();
        sender.packets = reader.u32();
        sender.octets = reader.u32();
        report.sender = sender;
    }
    report.blocks = ReportBlocks{reader.bytes(packet.count * ReportBlocks::blockSize)};
    if (reader.failed())
        return std::nullopt;
    return report;
}

SdesReader::SdesReader(const RtcpPacket& packet)
{
    if (packet.type != RtcpType::SourceDescription)
        return;
    m_body = packet.body;
    m_chunksLeft = packet.count;
}

bool SdesReader::beginChunk()
{
    if (m_chunksLeft == 0)
        return false;
    if (m_body.size() - m_position < 4) {
        m_failed = true;
        m_chunksLeft = 0;
        return false;
    }
    --m_chunksLeft;
    m_ssrc = load32(m_body, m_position);
    m_position += 4;
    m_isInChunk = true;
    return true;
}

/// A chunk: SSRC, then items of type, length and text, then one to four NUL bytes up to a whole word.
std::optional<SdesText> SdesReader::next()
{
    while (m_isInChunk || beginChunk()) {
        const bool hasType = m_position < m_body.size();
        if (hasType && load8(m_body, m_position) == 0) {
            m_position = (m_position | 3U) + 1;
            m_isInChunk = false;
            if (m_position > m_body.size())
                m_position = m_body.size(); // seen: a chunk whose last word is not whole
            continue;
        }
        if (m_body.size() - m_position < 2 ||
            m_body.size() - m_position - 2 < load8(m_body, m_position + 1)) {
            m_failed = true;
            m_isInChunk = false;
            m_chunksLeft = 0;
            break;
        }
        SdesText item;
        item.ssrc = m_ssrc;
        item.item = static_cast<SdesItem>(load8(m_body, m_position));
        const std::size_t length = load8(m_body, m_position + 1);
        item.text = base::asText(m_body.subspan(m_position + 2, length));
        m_position += 2 + length;
        return item;
    }
    return std::nullopt;
}

std::uint32_t RtcpBye::source(std::size_t index) const
{
    return load32(sources, 4 * index);
}

std::optional<RtcpBye> readBye(const RtcpPacket& packet)
{
    if (packet.type != RtcpType::Bye)
        return std::nullopt;
    base::ByteReader reader{packet.body};
    RtcpBye bye;
    bye.sources = reader.bytes(packet.count * std::size_t{4});
    if (reader.remaining() > 0)
        bye.reason = base::asText(reader.bytes(reader.u8()));
    if (reader.failed())
        return std::nullopt;
    return bye;
}

std::optional<RtcpApplication> readApplication(const RtcpPacket& packet)
{
    if (packet.type != RtcpType::Application)
        return std::nullopt;
    base::ByteReader reader{packet.body};
    RtcpApplication application;
    application.ssrc = reader.u32();
    application.subtype = packet.count;
    application.name = base::asText(reader.bytes(4));
    application.data = reader.rest();
    if (reader.failed())
        return std::nullopt;
    return application;
}

} // namespace core::media
