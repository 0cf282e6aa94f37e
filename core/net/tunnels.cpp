// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/tunnels.h"

#include "core/base/byte_reader.h"
#include "core/net/ether_type.h"
#include "core/net/ip_protocol.h"
#include "core/net/wire.h"

#include <algorithm>

namespace core::net {
namespace {

using Bytes = std::span<const std::byte>;

constexpr std::uint16_t gtpUserPort = 2152;
constexpr std::uint16_t vxlanPort = 4789;
constexpr std::uint16_t oldVxlanPort = 8472;
constexpr std::uint16_t genevePort = 6081;

constexpr std::uint16_t erspanType = 0x88be;
constexpr std::uint16_t erspanType3 = 0x22eb;
constexpr std::uint16_t pppType = 0x880b;

/// draft-foschiano-erspan: type I has no header and no sequence number, type II has eight bytes.
Layer openErspan(base::ByteReader& reader, bool hasSequence, LayerStack& stack)
{
    stack.add(LayerKind::Erspan);
    if (hasSequence)
        reader.skip(8);
    return reader.failed() ? Layer::malformed(FrameDetail::TunnelHeader) : Layer::ethernet(reader.rest());
}

Layer openErspan3(base::ByteReader& reader, LayerStack& stack)
{
    stack.add(LayerKind::Erspan);
    constexpr std::size_t headerBeforeFlags = 10;
    constexpr unsigned platformHeaderFollows = 1;
    reader.skip(headerBeforeFlags);
    if ((reader.u16() & platformHeaderFollows) != 0)
        reader.skip(8);
    return reader.failed() ? Layer::malformed(FrameDetail::TunnelHeader) : Layer::ethernet(reader.rest());
}

/// RFC 1701 source routes: a list that ends with an entry of length zero.
void skipSourceRoutes(base::ByteReader& reader)
{
    while (!reader.failed()) {
        reader.skip(3); // address family, offset
        const std::size_t length = reader.u8();
        if (length == 0)
            return;
        reader.skip(length);
    }
}

} // namespace

std::optional<Layer> openIpTunnel(std::uint8_t protocol, Bytes payload, LayerStack& stack)
{
    switch (protocol) {
    case IpInIp:
    case Ipv6InIp:
        return Layer::ip(payload);
    case Gre:
        return openGre(payload, stack);
    case EtherIp:
        stack.add(LayerKind::EtherIp);
        return payload.size() < 2 ? Layer::malformed(FrameDetail::TunnelHeader)
                                  : Layer::ethernet(payload.subspan(2));
    case MplsInIp:
        return openMpls(payload, stack);
    default:
        return std::nullopt;
    }
}

Layer openGre(Bytes bytes, LayerStack& stack)
{
    stack.add(LayerKind::Gre);
    base::ByteReader reader{bytes};
    const unsigned flags = reader.u16();
    const std::uint16_t protocol = reader.u16();
    const bool hasChecksum = (flags & 0x8000U) != 0;
    const bool hasRouting = (flags & 0x4000U) != 0;
    const bool hasKey = (flags & 0x2000U) != 0;
    const bool hasSequence = (flags & 0x1000U) != 0;
    const bool hasAcknowledgement = (flags & 0x0080U) != 0;
    const unsigned version = flags & 7U;
    if (version > 1)
        return Layer::other(FrameDetail::GreControl);

    if (hasChecksum || hasRouting)
        reader.skip(4);
    std::size_t pptpLength = 0;
    if (hasKey) {
        pptpLength = reader.u16();
        reader.skip(2);
    }
    if (hasSequence)
        reader.skip(4);
    if (version == 1) {
        if (hasAcknowledgement)
            reader.skip(4);
        if (reader.failed() || protocol != pppType)
            return Layer::malformed(FrameDetail::TunnelHeader);
        const Bytes frame = reader.rest().first(std::min(pptpLength, reader.remaining()));
        return frame.empty() ? Layer::other(FrameDetail::GreControl) : Layer::ppp(frame);
    }
    if (hasRouting)
        skipSourceRoutes(reader);
    if (protocol == erspanType)
        return openErspan(reader, hasSequence, stack);
    if (protocol == erspanType3)
        return openErspan3(reader, stack);
    return reader.failed() ? Layer::malformed(FrameDetail::TunnelHeader)
                           : openEtherType(protocol, reader.rest(), stack);
}

std::optional<Layer> openUdpTunnel(std::uint16_t sourcePort, std::uint16_t destinationPort, Bytes payload,
                                   LayerStack& stack)
{
    switch (destinationPort) {
    case vxlanPort:
    case oldVxlanPort:
        return openVxlan(payload, stack);
    case genevePort:
        return openGeneve(payload, stack);
    case gtpUserPort:
        return openGtpUser(payload, stack);
    default:
        return sourcePort == gtpUserPort ? openGtpUser(payload, stack) : std::nullopt;
    }
}

/// RFC 7348: flags with only the I bit, reserved, network identifier, reserved.
std::optional<Layer> openVxlan(Bytes bytes, LayerStack& stack)
{
    constexpr std::size_t headerSize = 8;
    constexpr std::size_t smallestEthernet = 14;
    if (bytes.size() < headerSize + smallestEthernet || (wire8(bytes, 0) & 0xf7U) != 0 ||
        wire8(bytes, 0) != 0x08)
        return std::nullopt;
    stack.add(LayerKind::Vxlan, wire32(bytes, 4) >> 8U);
    return Layer::ethernet(bytes.subspan(headerSize));
}

/// RFC 8926.
std::optional<Layer> openGeneve(Bytes bytes, LayerStack& stack)
{
    constexpr std::size_t headerSize = 8;
    if (bytes.size() < headerSize || (wire8(bytes, 0) & 0xc0U) != 0)
        return std::nullopt;
    const std::size_t optionsSize = static_cast<std::size_t>(wire8(bytes, 0) & 0x3fU) * 4;
    if (bytes.size() < headerSize + optionsSize)
        return std::nullopt;
    constexpr std::uint16_t smallestEtherType = 0x0600;
    const std::uint16_t type = wire16(bytes, 2);
    if (type < smallestEtherType)
        return std::nullopt;
    stack.add(LayerKind::Geneve, wire32(bytes, 4) >> 8U);
    return openEtherType(type, bytes.subspan(headerSize + optionsSize), stack);
}

/// 3GPP TS 29.281 section 5: version 1, protocol type GTP, message type G-PDU.
std::optional<Layer> openGtpUser(Bytes bytes, LayerStack& stack)
{
    base::ByteReader reader{bytes};
    const unsigned flags = reader.u8();
    const unsigned messageType = reader.u8();
    const std::size_t length = reader.u16();
    reader.skip(4); // tunnel endpoint
    constexpr unsigned versionOneGtp = 0x30;
    constexpr unsigned userData = 255;
    if (reader.failed() || (flags & 0xf0U) != versionOneGtp || messageType != userData)
        return std::nullopt;
    reader = base::ByteReader{reader.rest().first(std::min(length, reader.remaining()))};

    constexpr unsigned hasExtensions = 4;
    constexpr unsigned anyOptionalField = 7;
    if ((flags & anyOptionalField) != 0) {
        reader.skip(3); // sequence, N-PDU number
        std::uint8_t next = reader.u8();
        while ((flags & hasExtensions) != 0 && next != 0) {
            const std::size_t size = reader.u8() * std::size_t{4};
            if (size == 0 || reader.failed())
                return std::nullopt;
            reader.skip(size - 2);
            next = reader.u8();
        }
    }
    if (reader.failed() || reader.remaining() == 0)
        return std::nullopt;
    stack.add(LayerKind::GtpUser);
    return Layer::ip(reader.rest());
}

} // namespace core::net
