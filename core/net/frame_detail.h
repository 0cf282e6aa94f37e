// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace core::net {

/// Says more about a frame than its class does: the protocol that it carried, or the reason why it could not
/// be read. Recognised by its bytes where they are telling, else by registered ports, so a name for other
/// payload is a good guess. The numbers are stored in session files: never reuse one.
enum class FrameDetail : std::uint8_t {
    None = 0,

    // Protocols that a payload was recognised as.
    Rtp = 1,
    Rtcp = 2,
    Stun = 3,
    TurnChannel = 4,
    Zrtp = 5,
    Dtls = 6,
    Dns = 7,
    MulticastDns = 8,
    Llmnr = 9,
    Dhcp = 10,
    Ntp = 11,
    Snmp = 12,
    Ssdp = 13,
    NetBios = 14,
    Tftp = 15,
    Radius = 16,
    Syslog = 17,
    Mgcp = 18,
    Megaco = 19,
    Iax2 = 20,
    H323 = 21,
    Quic = 22,
    Isakmp = 23,
    Gtp = 24,
    Rip = 25,
    Hsrp = 26,
    Tls = 27,
    Http = 28,
    WebSocket = 29,
    Rtsp = 30,
    Msrp = 31,
    Ssh = 32,
    Smtp = 33,
    Ftp = 34,
    Diameter = 35,
    Ldap = 36,
    Bgp = 37,
    Skinny = 38,
    UdpData = 39,
    TcpData = 40,
    SctpData = 41,
    TlsControl = 42,
    Udptl = 43,

    // What HEP carried instead of SIP, by chunk 0x000b.
    HepXmpp = 60,
    HepSdp = 61,
    HepRtp = 62,
    HepRtcp = 63,
    HepMgcp = 64,
    HepMegaco = 65,
    HepSigtran = 66,
    HepIax = 67,
    HepH323 = 68,
    HepQuality = 69,
    HepJson = 70,
    HepLog = 71,
    HepOtherType = 72,
    HepNotSip = 73,
    HepNoPayload = 74,

    // Protocols that carry no SIP.
    Arp = 80,
    ReverseArp = 81,
    Icmp = 82,
    Icmp6 = 83,
    Igmp = 84,
    Ospf = 85,
    Pim = 86,
    Vrrp = 87,
    Eigrp = 88,
    L2tp = 89,
    Esp = 90,
    GreControl = 91,
    SctpControl = 92,
    SpanningTree = 93,
    Lldp = 94,
    CiscoDiscovery = 95,
    SlowProtocol = 96,
    Eapol = 97,
    Ptp = 98,
    PppoeDiscovery = 99,
    PppControl = 100,
    EthernetLoopback = 101,
    WirelessControl = 102,
    WirelessEncrypted = 103,
    Llc = 104,
    MplsOther = 105,
    OtherNetwork = 106,
    OtherTransport = 107,
    TunnelTooDeep = 108,

    // Keep-alives.
    LineEnds = 115,
    EmptyDatagram = 116,
    OtherKeepAlive = 117,

    // What was seen before.
    SegmentRepeated = 120,
    FragmentRepeated = 121,
    ChunkRepeated = 122,

    // What a frame waits for, as long as it does.
    AwaitsFragments = 125,
    AwaitsSegment = 126,
    AwaitsMessage = 127,
    AwaitsSecret = 128,

    // Why it waited in vain.
    FragmentsLate = 130,
    FragmentsContradict = 131,
    FragmentsEvicted = 132,
    FragmentsMissing = 133,
    CutByCapture = 134,

    // Why TCP data belongs to no message.
    SegmentLost = 140,
    JoinedLate = 141,

    // What is broken.
    LinkHeader = 145,
    VlanTag = 146,
    LlcHeader = 147,
    WirelessHeader = 148,
    PppHeader = 149,
    PppoeHeader = 150,
    MplsLabels = 151,
    TunnelHeader = 152,
    IpHeader = 153,
    FragmentHeader = 154,
    UdpHeader = 155,
    TcpHeader = 156,
    SctpHeader = 157,
    StreamNotSip = 158,
    HepNot = 159,
    HepEmpty = 160,
    HepHeader = 161,
    HepLength = 162,
    HepAddressFamily = 163,
    HepCompression = 164,
    ReportNotJson = 165,
    ReportCutShort = 166,
    ReportTooLarge = 167,
    ReportWithoutFigures = 168,

    // What we cannot read.
    UnknownLink = 175,
    UnknownEtherType = 176,

    // What the file lost.
    LostFromFile = 180,
};

/// One more than the highest number.
inline constexpr std::size_t frameDetailEnd = 181;

/// Stable names for scripts: "rtp", "ip-header"; empty for None and for numbers that nobody gave.
[[nodiscard]] std::string_view name(FrameDetail detail);
/// For people, in English, without a full stop: "RTP", "the IP header is cut short or contradicts itself".
[[nodiscard]] std::string_view sentence(FrameDetail detail);

[[nodiscard]] std::span<const FrameDetail> allFrameDetails();

} // namespace core::net
