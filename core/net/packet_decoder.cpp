// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/packet_decoder.h"

#include "core/net/ether_type.h"
#include "core/net/ip_header.h"
#include "core/net/ip_protocol.h"
#include "core/net/ip_reassembler.h"
#include "core/net/link_layer.h"
#include "core/net/sctp_assembler.h"
#include "core/net/tcp_stream_table.h"
#include "core/net/tunnels.h"
#include "core/net/wire.h"

#include <algorithm>

namespace core::net {
namespace {

using Bytes = std::span<const std::byte>;

constexpr std::size_t udpHeaderSize = 8;
/// ESP in UDP (RFC 3948).
constexpr std::uint16_t natTraversalPort = 4500;

} // namespace

class PacketDecoder::Implementation {
public:
    explicit Implementation(const DecoderLimits& limits)
        : m_limits(limits), m_fragments(limits.fragmentBytes, limits.fragmentAge), m_streams(limits),
          m_sctp(limits.fragmentBytes, limits.streams, limits.fragmentAge)
    {
    }

    FrameClass decode(const FrameView& frame, PayloadHandler& handler);
    void finish(PayloadHandler& handler);

    [[nodiscard]] const DecoderCounters& counters() const { return m_counters; }

    [[nodiscard]] FrameDetail detail() const { return m_detail; }

    [[nodiscard]] const LayerStack& layers() const { return m_layers; }

private:
    FrameClass walk(Layer layer);
    Layer addFragment(const IpPacket& packet);
    /// Tells of the packets whose fragments were given up. True when the frame being decoded is among them.
    bool tellOfGivenUp();
    /// What is in an IP packet: a further layer, or the end with what it turned out to be.
    Layer openPacket(const IpPacket& packet);
    Layer openTransport(const IpPacket& packet);
    Layer openOther(const IpPacket& packet);
    Layer openUdp(const IpPacket& packet);
    Layer openEsp(const IpPacket& packet, Bytes bytes);
    Layer addTcp(const IpPacket& packet);
    Layer addSctp(const IpPacket& packet);
    void countLosses();

    [[nodiscard]] bool isWithinFrame() const { return m_frames.empty(); }

    [[nodiscard]] std::span<const base::FrameNumber> frames() const
    {
        return m_frames.empty() ? std::span{&m_frame->number, 1} : std::span{m_frames};
    }

    DecoderLimits m_limits;
    IpReassembler m_fragments;
    TcpStreamTable m_streams;
    SctpAssembler m_sctp;
    DecoderCounters m_counters;

    // Of the frame being decoded.
    const FrameView* m_frame = nullptr;
    PayloadHandler* m_handler = nullptr;
    /// The packet put together last, and the frames it came in; none while the bytes lie in the frame.
    std::vector<std::byte> m_assembled;
    std::vector<base::FrameNumber> m_frames;
    unsigned m_espDepth = 0;
    LayerStack m_layers;
    FrameDetail m_detail = FrameDetail::None;
};

FrameClass PacketDecoder::Implementation::decode(const FrameView& frame, PayloadHandler& handler)
{
    m_frame = &frame;
    m_handler = &handler;
    m_frames.clear();
    m_espDepth = 0;
    m_layers.clear();
    m_detail = FrameDetail::None;
    m_streams.advance(frame, handler);
    const FrameClass result = walk(openLink(frame.link, frame.bytes, m_layers));
    if (!m_frames.empty())
        handler.onFramesJoined(m_frames);
    countLosses();
    return result;
}

void PacketDecoder::Implementation::finish(PayloadHandler& handler)
{
    const FrameView none;
    m_frame = &none;
    m_handler = &handler;
    m_fragments.giveUpAll();
    tellOfGivenUp();
    m_streams.finish(handler);
    m_sctp.finish(handler);
    countLosses();
}

void PacketDecoder::Implementation::countLosses()
{
    m_counters.fragmentsIncomplete = m_fragments.incomplete() + m_sctp.incomplete();
    m_counters.streamGaps = m_streams.gaps();
    m_counters.streamsEvicted = m_streams.evicted();
}

FrameClass PacketDecoder::Implementation::walk(Layer layer)
{
    for (unsigned depth = 0; depth <= m_limits.tunnelDepth; ++depth) {
        while (layer.kind == Layer::Kind::Ethernet || layer.kind == Layer::Kind::Ppp)
            layer = layer.kind == Layer::Kind::Ethernet ? openEthernet(layer.bytes, m_layers)
                                                        : openPpp(layer.bytes, m_layers);
        if (layer.kind == Layer::Kind::End) {
            m_detail = layer.detail;
            return layer.end;
        }
        IpPacket packet;
        if (!parseIp(layer.bytes, packet)) {
            m_detail = FrameDetail::IpHeader;
            return FrameClass::Malformed;
        }
        m_layers.add(packet.source.isIpv6() ? LayerKind::Ipv6 : LayerKind::Ipv4);
        layer = openPacket(packet);
    }
    const bool isAtEnd = layer.kind == Layer::Kind::End;
    m_detail = isAtEnd ? layer.detail : FrameDetail::TunnelTooDeep;
    return isAtEnd ? layer.end : FrameClass::OtherProtocol;
}

Layer PacketDecoder::Implementation::openPacket(const IpPacket& packet)
{
    return packet.isFragment ? addFragment(packet) : openTransport(packet);
}

Layer PacketDecoder::Implementation::addFragment(const IpPacket& packet)
{
    IpReassembler::Assembled assembled;
    const auto outcome = m_fragments.add(packet, frames(), m_frame->arrived, assembled);
    const bool isGivenUp = tellOfGivenUp();
    switch (outcome) {
    case IpReassembler::Outcome::Held:
        if (isGivenUp)
            return {Layer::Kind::End, {}, FrameClass::Incomplete, FrameDetail::FragmentsEvicted};
        m_handler->onPartHeld(m_frame->number);
        return {Layer::Kind::End, {}, FrameClass::FragmentHeld, FrameDetail::AwaitsFragments};
    case IpReassembler::Outcome::Contradictory:
        return {Layer::Kind::End, {}, FrameClass::Incomplete, FrameDetail::FragmentsContradict};
    case IpReassembler::Outcome::Repeated:
        return {Layer::Kind::End, {}, FrameClass::Repeated, FrameDetail::FragmentRepeated};
    case IpReassembler::Outcome::Cut:
        return {Layer::Kind::End, {}, FrameClass::Incomplete, FrameDetail::CutByCapture};
    case IpReassembler::Outcome::Malformed:
        return Layer::malformed(FrameDetail::FragmentHeader);
    case IpReassembler::Outcome::Complete:
        break;
    }
    m_assembled = std::move(assembled.payload);
    m_frames = std::move(assembled.frames);
    IpPacket whole;
    whole.source = packet.source;
    whole.destination = packet.destination;
    whole.protocol = assembled.protocol;
    whole.dscp = packet.dscp;
    whole.payload = m_assembled;
    return skipExtensionHeaders(whole) && !whole.isFragment ? openTransport(whole)
                                                            : Layer::malformed(FrameDetail::IpHeader);
}

bool PacketDecoder::Implementation::tellOfGivenUp()
{
    bool isCurrent = false;
    for (const IpReassembler::GivenUp& packet : m_fragments.takeGivenUp()) {
        for (const base::FrameNumber frame : packet.frames) {
            if (frame == m_frame->number)
                isCurrent = true;
            else
                m_handler->onPartGivenUp(frame, FrameClass::Incomplete, packet.reason);
        }
    }
    return isCurrent;
}

Layer PacketDecoder::Implementation::openTransport(const IpPacket& packet)
{
    switch (packet.protocol) {
    case Udp:
    case UdpLite:
        return openUdp(packet);
    case Tcp:
        return addTcp(packet);
    case Sctp:
        return addSctp(packet);
    case Esp:
        return openEsp(packet, packet.payload);
    default:
        return openOther(packet);
    }
}

Layer PacketDecoder::Implementation::openOther(const IpPacket& packet)
{
    if (const auto tunnel = openIpTunnel(packet.protocol, packet.payload, m_layers))
        return *tunnel;
    switch (packet.protocol) {
    case Icmp:
        return Layer::other(FrameDetail::Icmp);
    case Igmp:
        return Layer::other(FrameDetail::Igmp);
    case Icmp6:
        return Layer::other(FrameDetail::Icmp6);
    case Eigrp:
        return Layer::other(FrameDetail::Eigrp);
    case Ospf:
        return Layer::other(FrameDetail::Ospf);
    case Pim:
        return Layer::other(FrameDetail::Pim);
    case Vrrp:
        return Layer::other(FrameDetail::Vrrp);
    case L2tp:
        return Layer::other(FrameDetail::L2tp);
    default:
        return Layer::other(FrameDetail::OtherTransport);
    }
}

Layer PacketDecoder::Implementation::openUdp(const IpPacket& packet)
{
    const Bytes bytes = packet.payload;
    if (bytes.size() < udpHeaderSize)
        return Layer::malformed(FrameDetail::UdpHeader);
    // UDP-Lite (RFC 3828) has the checksum's coverage there instead. Zero is a jumbogram, or segmentation
    // left to the network card.
    std::size_t length = wire16(bytes, 4);
    if (packet.protocol == UdpLite || length == 0)
        length = bytes.size() + packet.missingBytes;
    if (length < udpHeaderSize)
        return Layer::malformed(FrameDetail::UdpHeader);
    const Bytes payload = bytes.subspan(udpHeaderSize, std::min(length, bytes.size()) - udpHeaderSize);
    const std::uint16_t sourcePort = wire16(bytes, 0);
    const std::uint16_t destinationPort = wire16(bytes, 2);
    if (const auto tunnel = openUdpTunnel(sourcePort, destinationPort, payload, m_layers))
        return *tunnel;
    if (sourcePort == natTraversalPort || destinationPort == natTraversalPort) {
        if (const Layer layer = openEsp(packet, payload);
            layer.kind != Layer::Kind::End || layer.end != FrameClass::OtherProtocol)
            return layer;
    }

    Datagram datagram;
    datagram.path.source.address = packet.source;
    datagram.path.source.port = sourcePort;
    datagram.path.destination.address = packet.destination;
    datagram.path.destination.port = destinationPort;
    datagram.path.transport = Transport::Udp;
    datagram.bytes = payload;
    datagram.isWithinFrame = isWithinFrame();
    if (!datagram.isWithinFrame)
        datagram.frames = frames();
    datagram.isTruncated = length > bytes.size();
    datagram.cutBytes = static_cast<std::uint32_t>(length - std::min(length, bytes.size()));
    datagram.dscp = packet.dscp;
    m_handler->onDatagram(*m_frame, datagram);
    return {Layer::Kind::End, {}, FrameClass::Payload, {}};
}

Layer PacketDecoder::Implementation::openEsp(const IpPacket& packet, Bytes bytes)
{
    const auto content = openEspNull(bytes);
    if (!content || ++m_espDepth > m_limits.tunnelDepth)
        return Layer::other(FrameDetail::Esp);
    m_layers.add(LayerKind::Esp);
    IpPacket inner = packet;
    inner.protocol = content->protocol;
    inner.payload = content->payload;
    return openTransport(inner);
}

Layer PacketDecoder::Implementation::addTcp(const IpPacket& packet)
{
    auto segment = parseTcp(packet.source, packet.destination, packet.payload, packet.missingBytes);
    if (!segment)
        return Layer::malformed(FrameDetail::TcpHeader);
    segment->isWithinFrame = isWithinFrame();
    const FrameClass result = m_streams.add(*m_frame, *segment, *m_handler);
    FrameDetail detail = FrameDetail::None;
    if (result == FrameClass::SegmentHeld)
        detail = FrameDetail::AwaitsSegment;
    else if (result == FrameClass::Repeated)
        detail = FrameDetail::SegmentRepeated;
    else if (result == FrameClass::Incomplete)
        detail = FrameDetail::CutByCapture;
    return {Layer::Kind::End, {}, result, detail};
}

Layer PacketDecoder::Implementation::addSctp(const IpPacket& packet)
{
    const FrameClass result = m_sctp.add(
        *m_frame, {packet.source, packet.destination, packet.payload, isWithinFrame(), frames()}, *m_handler);
    FrameDetail detail = FrameDetail::None;
    if (result == FrameClass::FragmentHeld)
        detail = FrameDetail::AwaitsFragments;
    else if (result == FrameClass::Repeated)
        detail = FrameDetail::ChunkRepeated;
    else if (result == FrameClass::OtherProtocol)
        detail = FrameDetail::SctpControl;
    else if (result == FrameClass::Malformed)
        detail = FrameDetail::SctpHeader;
    return {Layer::Kind::End, {}, result, detail};
}

PacketDecoder::PacketDecoder(DecoderLimits limits)
    : m_implementation(std::make_unique<Implementation>(limits))
{
}

PacketDecoder::~PacketDecoder() = default;
PacketDecoder::PacketDecoder(PacketDecoder&&) noexcept = default;
PacketDecoder& PacketDecoder::operator=(PacketDecoder&&) noexcept = default;

FrameClass PacketDecoder::decode(const FrameView& frame, PayloadHandler& handler)
{
    return m_implementation->decode(frame, handler);
}

void PacketDecoder::finish(PayloadHandler& handler)
{
    m_implementation->finish(handler);
}

FrameDetail PacketDecoder::detail() const
{
    return m_implementation->detail();
}

const LayerStack& PacketDecoder::layers() const
{
    return m_implementation->layers();
}

const DecoderCounters& PacketDecoder::counters() const
{
    return m_implementation->counters();
}

} // namespace core::net
