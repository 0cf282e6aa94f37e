// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/payload_kind.h"

#include "core/base/ascii.h"
#include "core/net/wire.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

namespace core::engine {
namespace {

using net::FrameDetail;
using net::wire16;
using net::wire32;
using net::wire8;
using Bytes = std::span<const std::byte>;

struct PortName {
    std::uint16_t port;
    FrameDetail detail;
};

constexpr std::array datagramPorts{
    PortName{53, FrameDetail::Dns},      PortName{67, FrameDetail::Dhcp},
    PortName{68, FrameDetail::Dhcp},     PortName{69, FrameDetail::Tftp},
    PortName{123, FrameDetail::Ntp},     PortName{137, FrameDetail::NetBios},
    PortName{138, FrameDetail::NetBios}, PortName{161, FrameDetail::Snmp},
    PortName{162, FrameDetail::Snmp},    PortName{500, FrameDetail::Isakmp},
    PortName{514, FrameDetail::Syslog},  PortName{520, FrameDetail::Rip},
    PortName{546, FrameDetail::Dhcp},    PortName{547, FrameDetail::Dhcp},
    PortName{1719, FrameDetail::H323},   PortName{1812, FrameDetail::Radius},
    PortName{1813, FrameDetail::Radius}, PortName{1900, FrameDetail::Ssdp},
    PortName{1985, FrameDetail::Hsrp},   PortName{2123, FrameDetail::Gtp},
    PortName{2152, FrameDetail::Gtp},    PortName{2427, FrameDetail::Mgcp},
    PortName{2727, FrameDetail::Mgcp},   PortName{2944, FrameDetail::Megaco},
    PortName{2945, FrameDetail::Megaco}, PortName{4500, FrameDetail::Isakmp},
    PortName{4569, FrameDetail::Iax2},   PortName{5353, FrameDetail::MulticastDns},
    PortName{5355, FrameDetail::Llmnr},  PortName{3868, FrameDetail::Diameter},
};

constexpr std::array streamPorts{
    PortName{21, FrameDetail::Ftp},      PortName{22, FrameDetail::Ssh},
    PortName{25, FrameDetail::Smtp},     PortName{53, FrameDetail::Dns},
    PortName{80, FrameDetail::Http},     PortName{139, FrameDetail::NetBios},
    PortName{179, FrameDetail::Bgp},     PortName{389, FrameDetail::Ldap},
    PortName{443, FrameDetail::Tls},     PortName{554, FrameDetail::Rtsp},
    PortName{587, FrameDetail::Smtp},    PortName{1720, FrameDetail::H323},
    PortName{2000, FrameDetail::Skinny}, PortName{2855, FrameDetail::Msrp},
    PortName{2944, FrameDetail::Megaco}, PortName{3868, FrameDetail::Diameter},
    PortName{5061, FrameDetail::Tls},    PortName{8080, FrameDetail::Http},
};

std::optional<FrameDetail> nameOfPort(std::span<const PortName> names, const net::Path& path)
{
    for (const std::uint16_t port : {path.destination.port, path.source.port}) {
        const auto place = std::find_if(names.begin(), names.end(),
                                        [port](const PortName& name) { return name.port == port; });
        if (place != names.end())
            return place->detail;
    }
    return std::nullopt;
}

bool startsWithOneOf(std::string_view text, std::initializer_list<std::string_view> starts)
{
    return std::any_of(starts.begin(), starts.end(),
                       [text](std::string_view start) { return text.starts_with(start); });
}

/// RFC 5389 section 6: two zero bits, a length in whole words, and the magic cookie.
bool isStun(Bytes payload)
{
    return payload.size() >= 20 && wire8(payload, 0) < 4 && wire32(payload, 4) == 0x2112a442 &&
           wire16(payload, 2) % 4 == 0;
}

/// RFC 6347 section 4.1: content type, and a version that counts down from fe ff.
bool isDtls(Bytes payload)
{
    const unsigned type = wire8(payload, 0);
    return payload.size() >= 13 && type >= 20 && type <= 25 && wire8(payload, 1) == 0xfe &&
           (wire8(payload, 2) == 0xff || wire8(payload, 2) == 0xfd);
}

/// RFC 8656 section 12.4, with the length that fits.
bool isTurnChannel(Bytes payload)
{
    return payload.size() >= 4 && wire8(payload, 0) >> 4U == 4 &&
           payload.size() - 4 - wire16(payload, 2) < 4 && wire16(payload, 2) + 4U <= payload.size();
}

/// RFC 3550 sections 5.1 and 6.4; RFC 5761 section 4 for telling the two apart.
std::optional<FrameDetail> mediaProtocol(Bytes payload)
{
    constexpr std::size_t rtcpHeader = 8;
    constexpr std::size_t rtpHeader = 12;
    constexpr unsigned version2 = 0x80;
    if (payload.size() < rtcpHeader || (wire8(payload, 0) & 0xC0U) != version2)
        return std::nullopt;
    const unsigned type = wire8(payload, 1);
    if (type >= 192 && type <= 223)
        return FrameDetail::Rtcp;
    return payload.size() >= rtpHeader ? std::optional{FrameDetail::Rtp} : std::nullopt;
}

/// RFC 9000 section 17.2: a long header of version 1 or 2.
bool isQuic(Bytes payload)
{
    if (payload.size() < 20 || (wire8(payload, 0) & 0xC0U) != 0xC0U)
        return false;
    const std::uint32_t version = wire32(payload, 1);
    return version == 1 || version == 0x6b3343cf;
}

/// RFC 8446 section 5.1.
bool isTls(Bytes bytes)
{
    return bytes.size() >= 5 && wire8(bytes, 0) >= 20 && wire8(bytes, 0) <= 23 && wire8(bytes, 1) == 3 &&
           wire8(bytes, 2) <= 4;
}

std::optional<FrameDetail> protocolOfText(std::string_view text)
{
    if (startsWithOneOf(text, {"HTTP/", "GET ", "POST ", "PUT ", "HEAD ", "DELETE ", "CONNECT ", "PATCH "}))
        return FrameDetail::Http;
    if (startsWithOneOf(text, {"RTSP/", "DESCRIBE rtsp", "SETUP rtsp", "OPTIONS rtsp", "PLAY rtsp"}))
        return FrameDetail::Rtsp;
    if (text.starts_with("MSRP "))
        return FrameDetail::Msrp;
    if (text.starts_with("SSH-"))
        return FrameDetail::Ssh;
    return std::nullopt;
}

} // namespace

net::FrameDetail datagramProtocol(const net::Path& path, Bytes payload)
{
    if (path.transport == net::Transport::Sctp)
        return nameOfPort(
                   std::array{PortName{3868, FrameDetail::Diameter}, PortName{2944, FrameDetail::Megaco}},
                   path)
            .value_or(FrameDetail::SctpData);
    if (isStun(payload))
        return FrameDetail::Stun;
    if (isDtls(payload))
        return FrameDetail::Dtls;
    if (const auto named = nameOfPort(datagramPorts, path))
        return *named;
    if (const auto media = mediaProtocol(payload))
        return *media;
    if (payload.size() >= 8 && wire32(payload, 4) == 0x5a525450)
        return FrameDetail::Zrtp;
    if (isTurnChannel(payload))
        return FrameDetail::TurnChannel;
    if (isQuic(payload))
        return FrameDetail::Quic;
    const std::string_view text = base::asText(payload);
    return startsWithOneOf(text, {"M-SEARCH ", "NOTIFY * "}) ? FrameDetail::Ssdp : FrameDetail::UdpData;
}

std::optional<FrameDetail> protocolOfBytes(Bytes bytes)
{
    return isTls(bytes) ? FrameDetail::Tls : protocolOfText(base::asText(bytes));
}

net::FrameDetail streamProtocol(const net::Path& path, Bytes bytes)
{
    if (const auto named = protocolOfBytes(bytes))
        return *named;
    return nameOfPort(streamPorts, path).value_or(FrameDetail::TcpData);
}

bool isEncrypted(net::FrameDetail detail)
{
    switch (detail) {
    case FrameDetail::Tls:
    case FrameDetail::Dtls:
    case FrameDetail::Esp:
    case FrameDetail::Quic:
    case FrameDetail::WirelessEncrypted:
        return true;
    default:
        return false;
    }
}

} // namespace core::engine
