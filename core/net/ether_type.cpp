// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/ether_type.h"

#include "core/base/byte_reader.h"
#include "core/net/wire.h"

#include <algorithm>

namespace core::net {
namespace {

enum EtherType : std::uint16_t {
    Ipv4Type = 0x0800,
    ArpType = 0x0806,
    BridgedEthernet = 0x6558,
    ReverseArp = 0x8035,
    VlanTag = 0x8100,
    Ipv6Type = 0x86dd,
    SlowProtocols = 0x8809,
    PppType = 0x880b,
    MplsUnicast = 0x8847,
    MplsMulticast = 0x8848,
    PppoeDiscovery = 0x8863,
    PppoeSession = 0x8864,
    PortAuthentication = 0x888e,
    ProviderTag = 0x88a8,
    LinkDiscovery = 0x88cc,
    TimeProtocol = 0x88f7,
    OldLoopback = 0x9000,
    OldProviderTag = 0x9100,
    OtherProviderTag = 0x9200,
    ThirdProviderTag = 0x9300,
};

constexpr std::size_t ethernetHeaderSize = 14;
constexpr std::uint16_t largestLength = 1500;

Layer otherType(std::uint16_t type)
{
    switch (type) {
    case ArpType:
        return Layer::other(FrameDetail::Arp);
    case ReverseArp:
        return Layer::other(FrameDetail::ReverseArp);
    case SlowProtocols:
        return Layer::other(FrameDetail::SlowProtocol);
    case PppoeDiscovery:
        return Layer::other(FrameDetail::PppoeDiscovery);
    case PortAuthentication:
        return Layer::other(FrameDetail::Eapol);
    case LinkDiscovery:
        return Layer::other(FrameDetail::Lldp);
    case TimeProtocol:
        return Layer::other(FrameDetail::Ptp);
    case OldLoopback:
        return Layer::other(FrameDetail::EthernetLoopback);
    default:
        return Layer::unknown(FrameDetail::UnknownEtherType);
    }
}

bool isIp(std::span<const std::byte> bytes)
{
    const unsigned version = bytes.empty() ? 0U : wire8(bytes, 0) >> 4U;
    return version == 4 || version == 6;
}

/// Whether bytes look like an Ethernet frame that we can go on with.
bool looksLikeEthernet(std::span<const std::byte> bytes)
{
    if (bytes.size() < ethernetHeaderSize)
        return false;
    const std::uint16_t type = wire16(bytes, 12);
    return type == Ipv4Type || type == Ipv6Type || type == VlanTag || type == ProviderTag ||
           type == ArpType || type == MplsUnicast || type == PppoeSession;
}

} // namespace

Layer openEthernet(std::span<const std::byte> bytes, LayerStack& stack)
{
    stack.add(LayerKind::Ethernet);
    if (bytes.size() < ethernetHeaderSize)
        return Layer::malformed(FrameDetail::LinkHeader);
    return openEtherType(wire16(bytes, 12), bytes.subspan(ethernetHeaderSize), stack);
}

Layer openEtherType(std::uint16_t type, std::span<const std::byte> bytes, LayerStack& stack)
{
    for (;;) {
        switch (type) {
        case Ipv4Type:
        case Ipv6Type:
            return Layer::ip(bytes);
        case VlanTag:
        case ProviderTag:
        case OldProviderTag:
        case OtherProviderTag:
        case ThirdProviderTag:
            if (bytes.size() < 4)
                return Layer::malformed(FrameDetail::VlanTag);
            stack.add(LayerKind::Vlan, wire16(bytes, 0) & 0x0fffU);
            type = wire16(bytes, 2);
            bytes = bytes.subspan(4);
            break;
        case MplsUnicast:
        case MplsMulticast:
            return openMpls(bytes, stack);
        case PppoeSession:
            return openPppoe(bytes, stack);
        case PppType:
            return Layer::ppp(bytes);
        case BridgedEthernet:
            return Layer::ethernet(bytes);
        default:
            if (type <= largestLength)
                return openLlc(bytes.first(std::min<std::size_t>(type, bytes.size())), stack);
            return otherType(type);
        }
    }
}

Layer openLlc(std::span<const std::byte> bytes, LayerStack& stack)
{
    base::ByteReader reader{bytes};
    const std::uint16_t serviceAccessPoints = reader.u16();
    const std::uint8_t control = reader.u8();
    if (reader.failed())
        return Layer::malformed(FrameDetail::LlcHeader);
    constexpr std::uint8_t unnumberedInformation = 3;
    if (serviceAccessPoints == 0x0606 && control == unnumberedInformation)
        return Layer::ip(reader.rest());
    if (serviceAccessPoints != 0xaaaa || control != unnumberedInformation)
        return Layer::other(serviceAccessPoints == 0x4242 ? FrameDetail::SpanningTree : FrameDetail::Llc);
    const std::uint32_t organisation = reader.u24();
    const std::uint16_t type = reader.u16();
    if (reader.failed())
        return Layer::malformed(FrameDetail::LlcHeader);
    constexpr std::uint32_t bridgeTunnel = 0x0000f8;
    constexpr std::uint32_t cisco = 0x00000c;
    constexpr std::uint16_t discovery = 0x2000;
    if (organisation == cisco && type == discovery)
        return Layer::other(FrameDetail::CiscoDiscovery);
    if ((organisation != 0 && organisation != bridgeTunnel) || type <= largestLength)
        return Layer::other(FrameDetail::Llc);
    return openEtherType(type, reader.rest(), stack);
}

Layer openPpp(std::span<const std::byte> bytes, LayerStack& stack)
{
    stack.add(LayerKind::Ppp);
    base::ByteReader reader{bytes};
    if (bytes.size() >= 2 && wire16(bytes, 0) == 0xff03)
        reader.skip(2);
    std::uint16_t protocol = reader.u8();
    // RFC 1661 section 6.5: the field is one byte when that is odd.
    if ((protocol & 1U) == 0)
        protocol = static_cast<std::uint16_t>(protocol << 8U | reader.u8());
    if (reader.failed())
        return Layer::malformed(FrameDetail::PppHeader);
    constexpr std::uint16_t ipv4 = 0x0021;
    constexpr std::uint16_t ipv6 = 0x0057;
    constexpr std::uint16_t mplsUnicast = 0x0281;
    constexpr std::uint16_t mplsMulticast = 0x0283;
    switch (protocol) {
    case ipv4:
    case ipv6:
        return Layer::ip(reader.rest());
    case mplsUnicast:
    case mplsMulticast:
        return openMpls(reader.rest(), stack);
    default:
        return Layer::other(FrameDetail::PppControl);
    }
}

Layer openPppoe(std::span<const std::byte> bytes, LayerStack& stack)
{
    stack.add(LayerKind::Pppoe);
    base::ByteReader reader{bytes};
    const std::uint8_t versionAndType = reader.u8();
    const std::uint8_t code = reader.u8();
    reader.skip(2); // session
    const std::size_t length = reader.u16();
    if (reader.failed() || versionAndType != 0x11)
        return Layer::malformed(FrameDetail::PppoeHeader);
    constexpr std::uint8_t sessionData = 0;
    if (code != sessionData)
        return Layer::other(FrameDetail::PppoeDiscovery);
    return Layer::ppp(reader.rest().first(std::min(length, reader.remaining())));
}

Layer openMpls(std::span<const std::byte> bytes, LayerStack& stack)
{
    constexpr std::size_t labelSize = 4;
    bool isBottom = false;
    while (!isBottom) {
        if (bytes.size() < labelSize)
            return Layer::malformed(FrameDetail::MplsLabels);
        isBottom = (wire8(bytes, 2) & 1U) != 0;
        stack.add(LayerKind::Mpls, wire32(bytes, 0) >> 12U);
        bytes = bytes.subspan(labelSize);
    }
    if (bytes.empty())
        return Layer::malformed(FrameDetail::MplsLabels);
    // An Ethernet address may begin with 4 or 6 as well: then the type behind the addresses decides.
    constexpr std::size_t controlWordSize = 4;
    const bool hasControlWord = wire8(bytes, 0) >> 4U == 0 && bytes.size() > controlWordSize;
    if (hasControlWord && looksLikeEthernet(bytes.subspan(controlWordSize)))
        return Layer::ethernet(bytes.subspan(controlWordSize));
    const bool isPlausibleIp = isIp(bytes) && (wire8(bytes, 0) >> 4U == 6 || (wire8(bytes, 0) & 15U) >= 5);
    if (isPlausibleIp)
        return Layer::ip(bytes);
    return looksLikeEthernet(bytes) ? Layer::ethernet(bytes) : Layer::other(FrameDetail::MplsOther);
}

} // namespace core::net
