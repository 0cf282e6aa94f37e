// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/media/media_protocol.h"

#include "core/media/big_endian.h"
#include "core/media/rtcp_packet.h"
#include "core/media/rtp_header.h"
#include "core/media/udptl.h"

namespace core::media {
namespace {

using Datagram = std::span<const std::byte>;

constexpr std::uint32_t stunCookie = 0x2112a442; // RFC 8489 section 5
constexpr std::uint32_t zrtpCookie = 0x5a525450; // RFC 6189 section 5, "ZRTP"

/// Also the classic form of RFC 3489, which has no cookie: there the length must fill the datagram.
bool isStun(Datagram datagram, bool isTruncated)
{
    constexpr std::size_t header = 20;
    if (datagram.size() < header || load16(datagram, 2) % 4 != 0)
        return false;
    if (load32(datagram, 4) == stunCookie)
        return true;
    constexpr unsigned methodMask = 0x3eef;
    const bool isBinding = (load16(datagram, 0) & methodMask) == 1;
    return isBinding && !isTruncated && load16(datagram, 2) + header == datagram.size();
}

bool isZrtp(Datagram datagram)
{
    return datagram.size() >= 12 && load32(datagram, 4) == zrtpCookie;
}

/// RFC 6347 section 4.1 and RFC 9147 section 4: content type, version, epoch, sequence, length.
bool isDtls(Datagram datagram, bool isTruncated)
{
    constexpr std::size_t header = 13;
    if (datagram.size() < header)
        return false;
    const std::uint8_t type = load8(datagram, 0);
    const std::uint8_t minor = load8(datagram, 2);
    const bool isRecord =
        type >= 20 && type <= 26 && load8(datagram, 1) == 0xfe && (minor == 0xff || minor == 0xfd);
    return isRecord && (isTruncated || load16(datagram, 11) + header <= datagram.size());
}

/// RFC 8656 section 12.4; up to three bytes of padding.
bool isTurnChannel(Datagram datagram, bool isTruncated)
{
    if (datagram.size() < 4)
        return false;
    const std::size_t length = load16(datagram, 2);
    return isTruncated || (length + 4 <= datagram.size() && datagram.size() - 4 - length < 4);
}

MediaProtocol mediaOfVersion2(Datagram datagram, bool isTruncated)
{
    if (datagram.size() < 2)
        return MediaProtocol::Unknown;
    const std::uint8_t second = load8(datagram, 1);
    if (second >= 192 && second <= 223) {
        // An SRTCP packet has a trailer, so only its first header can be looked at.
        RtcpReader reader{datagram};
        return isTruncated || reader.next() ? MediaProtocol::Rtcp : MediaProtocol::Unknown;
    }
    return parseRtp(datagram, isTruncated) ? MediaProtocol::Rtp : MediaProtocol::Unknown;
}

} // namespace

std::string_view name(MediaProtocol protocol)
{
    switch (protocol) {
    case MediaProtocol::Unknown:
        break;
    case MediaProtocol::Rtp:
        return "RTP";
    case MediaProtocol::Rtcp:
        return "RTCP";
    case MediaProtocol::Stun:
        return "STUN";
    case MediaProtocol::Zrtp:
        return "ZRTP";
    case MediaProtocol::Dtls:
        return "DTLS";
    case MediaProtocol::TurnChannel:
        return "TURN channel";
    case MediaProtocol::Udptl:
        return "UDPTL";
    }
    return "unknown";
}

MediaProtocol mediaProtocol(Datagram datagram, FaxExpectation fax, bool isTruncated)
{
    if (datagram.empty())
        return MediaProtocol::Unknown;
    const unsigned first = load8(datagram, 0);
    if (first < 4 && isStun(datagram, isTruncated))
        return MediaProtocol::Stun;
    if (fax == FaxExpectation::Announced && parseUdptl(datagram))
        return MediaProtocol::Udptl;
    if (first >= 16 && first <= 19 && isZrtp(datagram))
        return MediaProtocol::Zrtp;
    if (first >= 20 && first <= 63 && isDtls(datagram, isTruncated))
        return MediaProtocol::Dtls;
    if (first >= 64 && first <= 79 && isTurnChannel(datagram, isTruncated))
        return MediaProtocol::TurnChannel;
    if (first >= 128 && first <= 191)
        return mediaOfVersion2(datagram, isTruncated);
    return MediaProtocol::Unknown;
}

} // namespace core::media
