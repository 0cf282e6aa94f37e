// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/link_layer.h"

#include "core/base/byte_reader.h"
#include "core/net/ether_type.h"
#include "core/net/wire.h"

#include <algorithm>

namespace core::net {
namespace {

using Bytes = std::span<const std::byte>;

/// Link types without a name in the public enum, because nothing but this file asks for them.
enum UnnamedLink : std::uint32_t {
    Slip = 8,
    RawIpOpenBsd = 14,
    PppSerial = 50,
    PppEthernet = 51,
    CiscoHdlc = 104,
    Prism = 119,
    PppDaemon = 166,
    Ppi = 192,
    PppWithDirection = 204,
    PacketTap = 258,
};

Layer openRawIp(Bytes bytes)
{
    return Layer::ip(bytes);
}

/// Bytes after a header of fixed size, as IP.
Layer openIpBehind(Bytes bytes, std::size_t headerSize)
{
    return bytes.size() < headerSize ? Layer::malformed(FrameDetail::LinkHeader)
                                     : Layer::ip(bytes.subspan(headerSize));
}

/// BSD loopback: an address family in the byte order of the machine that captured (or network order).
Layer openNull(Bytes bytes, LayerStack& stack)
{
    stack.add(LayerKind::Loopback);
    base::ByteReader reader{bytes};
    std::uint32_t family = reader.u32();
    if (reader.failed())
        return Layer::malformed(FrameDetail::LinkHeader);
    if (family > 0xffff)
        family = __builtin_bswap32(family);
    switch (family) {
    case 2:  // AF_INET everywhere
    case 10: // AF_INET6 of Linux
    case 24: // of NetBSD and OpenBSD
    case 28: // of FreeBSD
    case 30: // of Darwin
        return Layer::ip(reader.rest());
    default:
        return Layer::other(FrameDetail::OtherNetwork);
    }
}

/// The protocol field of Linux cooked captures: an EtherType, or one of the kernel's own small numbers.
Layer openCooked(std::uint16_t protocol, Bytes payload, LayerStack& stack)
{
    constexpr std::uint16_t llc = 4;
    constexpr std::uint16_t largestKernelNumber = 0x05ff;
    if (protocol == llc)
        return openLlc(payload, stack);
    return protocol <= largestKernelNumber ? Layer::other(FrameDetail::OtherNetwork)
                                           : openEtherType(protocol, payload, stack);
}

Layer openLinuxSll(Bytes bytes, LayerStack& stack)
{
    stack.add(LayerKind::LinuxCooked);
    constexpr std::size_t headerSize = 16;
    if (bytes.size() < headerSize)
        return Layer::malformed(FrameDetail::LinkHeader);
    return openCooked(wire16(bytes, 14), bytes.subspan(headerSize), stack);
}

Layer openLinuxSll2(Bytes bytes, LayerStack& stack)
{
    stack.add(LayerKind::LinuxCooked);
    constexpr std::size_t headerSize = 20;
    if (bytes.size() < headerSize)
        return Layer::malformed(FrameDetail::LinkHeader);
    return openCooked(wire16(bytes, 0), bytes.subspan(headerSize), stack);
}

Layer openCiscoHdlc(Bytes bytes, LayerStack& stack)
{
    stack.add(LayerKind::OtherLink);
    if (bytes.size() < 4)
        return Layer::malformed(FrameDetail::LinkHeader);
    const std::uint16_t protocol = wire16(bytes, 2);
    constexpr std::uint16_t keepAlive = 0x8035;
    return protocol == keepAlive ? Layer::other(FrameDetail::OtherNetwork)
                                 : openEtherType(protocol, bytes.subspan(4), stack);
}

/// PPP in HDLC framing; on such lines Cisco HDLC occurs too, told by its address byte.
Layer openPppSerial(Bytes bytes, LayerStack& stack)
{
    const bool isCisco = !bytes.empty() && (wire8(bytes, 0) == 0x0f || wire8(bytes, 0) == 0x8f);
    return isCisco ? openCiscoHdlc(bytes, stack) : openPpp(bytes, stack);
}

/// Linux netfilter log: attributes of which one is the IP packet. Lengths are in the byte order of the
/// machine that captured; the one that fits is taken.
Layer openNfLog(Bytes bytes, LayerStack& stack)
{
    stack.add(LayerKind::NetfilterLog);
    constexpr std::uint16_t payloadAttribute = 9;
    constexpr std::size_t attributeHeader = 4;
    constexpr std::uint8_t ipv4Family = 2;
    constexpr std::uint8_t ipv6Family = 10;
    base::ByteReader reader{bytes};
    const std::uint8_t family = reader.u8();
    reader.skip(3); // version, resource
    if (reader.failed())
        return Layer::malformed(FrameDetail::LinkHeader);
    if (family != ipv4Family && family != ipv6Family)
        return Layer::other(FrameDetail::OtherNetwork);
    while (reader.remaining() >= attributeHeader) {
        std::size_t length = reader.u16LittleEndian();
        std::uint16_t type = reader.u16LittleEndian();
        if (length > reader.remaining() + attributeHeader || length < attributeHeader || type > 0xff) {
            length = __builtin_bswap16(static_cast<std::uint16_t>(length));
            type = __builtin_bswap16(type);
        }
        if (length < attributeHeader)
            return Layer::malformed(FrameDetail::LinkHeader);
        const std::size_t valueSize = std::min(length - attributeHeader, reader.remaining());
        const Bytes value = reader.bytes(valueSize);
        if (type == payloadAttribute)
            return Layer::ip(value);
        reader.skip(std::min<std::size_t>((4 - length % 4) % 4, reader.remaining()));
    }
    return Layer::other(FrameDetail::OtherNetwork);
}

/// A header that names the link type of what follows it. `Nested` link types within are not followed
/// again, so two such headers cannot call each other for ever.
Layer openNamed(std::uint32_t link, Bytes bytes, LayerStack& stack)
{
    return link == Ppi || link == PacketTap ? Layer::unknown(FrameDetail::UnknownLink)
                                            : openLink(static_cast<LinkType>(link), bytes, stack);
}

/// Per-Packet Information (CACE PPI 1.0).
Layer openPpi(Bytes bytes, LayerStack& stack)
{
    base::ByteReader reader{bytes};
    reader.skip(2); // version, flags
    const std::size_t headerSize = reader.u16LittleEndian();
    const std::uint32_t link = reader.u32LittleEndian();
    if (reader.failed() || headerSize < reader.position() || headerSize > bytes.size())
        return Layer::malformed(FrameDetail::LinkHeader);
    return openNamed(link, bytes.subspan(headerSize), stack);
}

/// Darwin's pktap.
Layer openPacketTap(Bytes bytes, LayerStack& stack)
{
    base::ByteReader reader{bytes};
    const std::size_t headerSize = reader.u32LittleEndian();
    reader.skip(4);
    const std::uint32_t link = reader.u32LittleEndian();
    if (reader.failed() || headerSize < reader.position() || headerSize > bytes.size())
        return Layer::malformed(FrameDetail::LinkHeader);
    return openNamed(link, bytes.subspan(headerSize), stack);
}

Layer openUnnamed(std::uint32_t link, Bytes bytes, LayerStack& stack)
{
    switch (link) {
    case Slip:
        stack.add(LayerKind::OtherLink);
        return openIpBehind(bytes, 16);
    case RawIpOpenBsd:
        return openRawIp(bytes);
    case PppSerial:
    case PppDaemon:
        return openPppSerial(bytes, stack);
    case PppWithDirection:
        return bytes.empty() ? Layer::malformed(FrameDetail::LinkHeader) : openPpp(bytes.subspan(1), stack);
    case PppEthernet:
        return openPppoe(bytes, stack);
    case CiscoHdlc:
        return openCiscoHdlc(bytes, stack);
    case Prism: {
        constexpr std::size_t headerSize = 144;
        return bytes.size() < headerSize ? Layer::malformed(FrameDetail::LinkHeader)
                                         : openWireless(bytes.subspan(headerSize), stack);
    }
    case Ppi:
        return openPpi(bytes, stack);
    case PacketTap:
        return openPacketTap(bytes, stack);
    default:
        return Layer::unknown(FrameDetail::UnknownLink);
    }
}

} // namespace

Layer openLink(LinkType link, Bytes bytes, LayerStack& stack)
{
    switch (link) {
    case LinkType::Ethernet:
        return openEthernet(bytes, stack);
    case LinkType::LinuxSll:
        return openLinuxSll(bytes, stack);
    case LinkType::LinuxSll2:
        return openLinuxSll2(bytes, stack);
    case LinkType::Raw:
    case LinkType::RawIpBsd:
    case LinkType::Ipv4:
    case LinkType::Ipv6:
        return openRawIp(bytes);
    case LinkType::Null:
    case LinkType::Loop:
        return openNull(bytes, stack);
    case LinkType::Ppp:
        return openPpp(bytes, stack);
    case LinkType::Ieee80211:
        return openWireless(bytes, stack);
    case LinkType::Ieee80211Radiotap:
        return openRadiotap(bytes, stack);
    case LinkType::NfLog:
        return openNfLog(bytes, stack);
    case LinkType::Hep:
        return Layer::unknown(FrameDetail::UnknownLink);
    }
    return openUnnamed(static_cast<std::uint32_t>(link), bytes, stack);
}

} // namespace core::net
