// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/media/rtp_header.h"

#include "core/media/big_endian.h"

namespace core::media {
namespace {

constexpr std::size_t fixedHeader = 12;

/// RFC 5761 section 4: the second byte of these is an RTCP packet type, which with the marker bit taken off
/// would be one of the payload types 64 to 95.
constexpr std::uint8_t firstControlType = 192;
constexpr std::uint8_t lastControlType = 223;

RtpParsing refused(RtpFault fault)
{
    return {{}, fault};
}

} // namespace

std::string_view name(RtpFault fault)
{
    switch (fault) {
    case RtpFault::None:
        break;
    case RtpFault::TooShort:
        return "too short";
    case RtpFault::WrongVersion:
        return "wrong version";
    case RtpFault::ControlPacket:
        return "control packet";
    case RtpFault::ContributorsCutShort:
        return "contributors cut short";
    case RtpFault::ExtensionCutShort:
        return "extension cut short";
    case RtpFault::PaddingInvalid:
        return "padding invalid";
    }
    return {};
}

std::uint32_t RtpHeader::contributor(std::size_t index) const
{
    return load32(contributors, 4 * index);
}

///    0                   1                   2                   3
///   |V=2|P|X|  CC   |M|     PT      |       sequence number         |
///   |                           timestamp                           |
///   |                             SSRC                              |
///   |                        CSRC, 0 to 15                          |
///   |  defined by profile (X=1)     |     length in 32-bit words    |
RtpParsing parseRtp(std::span<const std::byte> bytes, bool isTruncated)
{
    if (bytes.size() < fixedHeader)
        return refused(RtpFault::TooShort);
    const unsigned first = load8(bytes, 0);
    if (first >> 6U != 2)
        return refused(RtpFault::WrongVersion);
    const std::uint8_t second = load8(bytes, 1);
    if (second >= firstControlType && second <= lastControlType)
        return refused(RtpFault::ControlPacket);

    RtpParsing parsing;
    RtpHeader& header = parsing.header;
    header.isMarked = (second & 0x80U) != 0;
    header.payloadType = second & 0x7fU;
    header.sequence = load16(bytes, 2);
    header.timestamp = load32(bytes, 4);
    header.ssrc = load32(bytes, 8);
    std::size_t position = fixedHeader;

    const std::size_t contributorBytes = std::size_t{4} * (first & 0x0fU);
    if (bytes.size() - position < contributorBytes)
        return refused(RtpFault::ContributorsCutShort);
    header.contributors = bytes.subspan(position, contributorBytes);
    position += contributorBytes;

    if ((first & 0x10U) != 0) {
        if (bytes.size() - position < 4)
            return refused(RtpFault::ExtensionCutShort);
        header.hasExtension = true;
        header.extensionProfile = load16(bytes, position);
        const std::size_t length = std::size_t{4} * load16(bytes, position + 2);
        position += 4;
        if (bytes.size() - position < length)
            return refused(RtpFault::ExtensionCutShort);
        header.extension = bytes.subspan(position, length);
        position += length;
    }

    std::span<const std::byte> payload = bytes.subspan(position);
    if ((first & 0x20U) != 0 && !isTruncated) {
        const std::uint8_t padding = payload.empty() ? std::uint8_t{0} : load8(payload, payload.size() - 1);
        if (padding == 0 || padding > payload.size())
            return refused(RtpFault::PaddingInvalid);
        header.padding = padding;
        payload = payload.first(payload.size() - padding);
    }
    header.payload = payload;
    return parsing;
}

ExtensionReader::ExtensionReader(const RtpHeader& header) : m_rest(header.extension)
{
    if (!header.hasExtension)
        return;
    if (header.extensionProfile == 0xbede)
        m_form = Form::OneByte;
    else if ((header.extensionProfile & 0xfff0U) == 0x1000U)
        m_form = Form::TwoBytes;
}

std::optional<ExtensionElement> ExtensionReader::next()
{
    if (m_form == Form::Other)
        return std::nullopt;
    while (!m_rest.empty() && m_rest.front() == std::byte{0}) // padding between elements
        m_rest = m_rest.subspan(1);
    const std::size_t head = m_form == Form::OneByte ? 1 : 2;
    if (m_rest.size() < head)
        return std::nullopt;
    ExtensionElement element;
    std::size_t length = 0;
    if (m_form == Form::OneByte) {
        element.id = static_cast<std::uint8_t>(load8(m_rest, 0) >> 4U);
        length = (load8(m_rest, 0) & 0x0fU) + std::size_t{1};
    } else {
        element.id = load8(m_rest, 0);
        length = load8(m_rest, 1);
    }
    constexpr std::uint8_t endOfOneByteForm = 15;
    const bool isEnd = m_form == Form::OneByte && element.id == endOfOneByteForm;
    if (isEnd || m_rest.size() - head < length) {
        m_rest = {};
        return std::nullopt;
    }
    element.data = m_rest.subspan(head, length);
    m_rest = m_rest.subspan(head + length);
    return element;
}

} // namespace core::media
