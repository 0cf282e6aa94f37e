// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/frame_detail.h"

#include <algorithm>
#include <array>

namespace core::net {
namespace {

struct Entry {
    FrameDetail detail;
    std::string_view name;
    std::string_view sentence;
};

constexpr std::array entries{
    Entry{FrameDetail::None, "", ""},
    Entry{FrameDetail::Rtp, "rtp", "RTP"},
    Entry{FrameDetail::Rtcp, "rtcp", "RTCP"},
    Entry{FrameDetail::Stun, "stun", "STUN"},
    Entry{FrameDetail::TurnChannel, "turn-channel", "TURN channel data"},
    Entry{FrameDetail::Zrtp, "zrtp", "ZRTP"},
    Entry{FrameDetail::Dtls, "dtls", "DTLS"},
    Entry{FrameDetail::Dns, "dns", "DNS"},
    Entry{FrameDetail::MulticastDns, "mdns", "multicast DNS"},
    Entry{FrameDetail::Llmnr, "llmnr", "LLMNR"},
    Entry{FrameDetail::Dhcp, "dhcp", "DHCP"},
    Entry{FrameDetail::Ntp, "ntp", "NTP"},
    Entry{FrameDetail::Snmp, "snmp", "SNMP"},
    Entry{FrameDetail::Ssdp, "ssdp", "SSDP"},
    Entry{FrameDetail::NetBios, "netbios", "NetBIOS"},
    Entry{FrameDetail::Tftp, "tftp", "TFTP"},
    Entry{FrameDetail::Radius, "radius", "RADIUS"},
    Entry{FrameDetail::Syslog, "syslog", "syslog"},
    Entry{FrameDetail::Mgcp, "mgcp", "MGCP"},
    Entry{FrameDetail::Megaco, "megaco", "Megaco"},
    Entry{FrameDetail::Iax2, "iax2", "IAX2"},
    Entry{FrameDetail::H323, "h323", "H.323"},
    Entry{FrameDetail::Quic, "quic", "QUIC"},
    Entry{FrameDetail::Isakmp, "isakmp", "ISAKMP"},
    Entry{FrameDetail::Gtp, "gtp", "GTP"},
    Entry{FrameDetail::Rip, "rip", "RIP"},
    Entry{FrameDetail::Hsrp, "hsrp", "HSRP"},
    Entry{FrameDetail::Tls, "tls", "TLS that was not decrypted"},
    Entry{FrameDetail::TlsControl, "tls-control", "TLS handshake, alert or ticket"},
    Entry{FrameDetail::Http, "http", "HTTP"},
    Entry{FrameDetail::Udptl, "udptl", "T.38 fax over UDPTL"},
    Entry{FrameDetail::WebSocket, "websocket", "WebSocket without SIP"},
    Entry{FrameDetail::Rtsp, "rtsp", "RTSP"},
    Entry{FrameDetail::Msrp, "msrp", "MSRP"},
    Entry{FrameDetail::Ssh, "ssh", "SSH"},
    Entry{FrameDetail::Smtp, "smtp", "SMTP"},
    Entry{FrameDetail::Ftp, "ftp", "FTP"},
    Entry{FrameDetail::Diameter, "diameter", "Diameter"},
    Entry{FrameDetail::Ldap, "ldap", "LDAP"},
    Entry{FrameDetail::Bgp, "bgp", "BGP"},
    Entry{FrameDetail::Skinny, "skinny", "Skinny"},
    Entry{FrameDetail::UdpData, "udp-data", "UDP of an unknown protocol"},
    Entry{FrameDetail::TcpData, "tcp-data", "TCP of an unknown protocol"},
    Entry{FrameDetail::SctpData, "sctp-data", "SCTP of an unknown protocol"},
    Entry{FrameDetail::HepXmpp, "hep-xmpp", "HEP with XMPP"},
    Entry{FrameDetail::HepSdp, "hep-sdp", "HEP with SDP"},
    Entry{FrameDetail::HepRtp, "hep-rtp", "HEP with RTP"},
    Entry{FrameDetail::HepRtcp, "hep-rtcp", "HEP with RTCP"},
    Entry{FrameDetail::HepMgcp, "hep-mgcp", "HEP with MGCP"},
    Entry{FrameDetail::HepMegaco, "hep-megaco", "HEP with Megaco"},
    Entry{FrameDetail::HepSigtran, "hep-sigtran", "HEP with SIGTRAN"},
    Entry{FrameDetail::HepIax, "hep-iax", "HEP with IAX"},
    Entry{FrameDetail::HepH323, "hep-h323", "HEP with H.32x"},
    Entry{FrameDetail::HepQuality, "hep-quality", "HEP with a quality report"},
    Entry{FrameDetail::HepJson, "hep-json", "HEP with an event as JSON"},
    Entry{FrameDetail::HepLog, "hep-log", "HEP with a log line"},
    Entry{FrameDetail::HepOtherType, "hep-other-type", "HEP with another payload type"},
    Entry{FrameDetail::HepNotSip, "hep-not-sip", "HEP that claims SIP and carries none"},
    Entry{FrameDetail::HepNoPayload, "hep-no-payload", "HEP without a payload"},
    Entry{FrameDetail::Arp, "arp", "ARP"},
    Entry{FrameDetail::ReverseArp, "rarp", "RARP"},
    Entry{FrameDetail::Icmp, "icmp", "ICMP"},
    Entry{FrameDetail::Icmp6, "icmpv6", "ICMPv6"},
    Entry{FrameDetail::Igmp, "igmp", "IGMP"},
    Entry{FrameDetail::Ospf, "ospf", "OSPF"},
    Entry{FrameDetail::Pim, "pim", "PIM"},
    Entry{FrameDetail::Vrrp, "vrrp", "VRRP"},
    Entry{FrameDetail::Eigrp, "eigrp", "EIGRP"},
    Entry{FrameDetail::L2tp, "l2tp", "L2TP"},
    Entry{FrameDetail::Esp, "esp", "ESP that is encrypted"},
    Entry{FrameDetail::GreControl, "gre-control", "GRE without a packet"},
    Entry{FrameDetail::SctpControl, "sctp-control", "SCTP without data"},
    Entry{FrameDetail::SpanningTree, "spanning-tree", "spanning tree"},
    Entry{FrameDetail::Lldp, "lldp", "LLDP"},
    Entry{FrameDetail::CiscoDiscovery, "cdp", "CDP"},
    Entry{FrameDetail::SlowProtocol, "slow-protocol", "a slow protocol (LACP)"},
    Entry{FrameDetail::Eapol, "eapol", "EAPOL"},
    Entry{FrameDetail::Ptp, "ptp", "PTP"},
    Entry{FrameDetail::PppoeDiscovery, "pppoe-discovery", "PPPoE discovery"},
    Entry{FrameDetail::PppControl, "ppp-control", "PPP control"},
    Entry{FrameDetail::EthernetLoopback, "ethernet-loopback", "Ethernet loopback"},
    Entry{FrameDetail::WirelessControl, "wlan-control", "a wireless frame without data"},
    Entry{FrameDetail::WirelessEncrypted, "wlan-encrypted", "a wireless frame that is encrypted"},
    Entry{FrameDetail::Llc, "llc", "IEEE 802.2 without IP"},
    Entry{FrameDetail::MplsOther, "mpls-other", "MPLS without IP"},
    Entry{FrameDetail::OtherNetwork, "other-network", "a network protocol other than IP"},
    Entry{FrameDetail::OtherTransport, "other-transport", "an IP protocol without SIP"},
    Entry{FrameDetail::TunnelTooDeep, "tunnel-too-deep", "more tunnels in one another than are followed"},
    Entry{FrameDetail::LineEnds, "line-ends", "empty lines"},
    Entry{FrameDetail::EmptyDatagram, "empty-datagram", "an empty datagram"},
    Entry{FrameDetail::OtherKeepAlive, "other-keep-alive", "a keep-alive of another form"},
    Entry{FrameDetail::SegmentRepeated, "segment-repeated", "a TCP segment that was there already"},
    Entry{FrameDetail::FragmentRepeated, "fragment-repeated", "an IP fragment that was there already"},
    Entry{FrameDetail::ChunkRepeated, "chunk-repeated", "an SCTP chunk that was there already"},
    Entry{FrameDetail::AwaitsFragments, "awaits-fragments", "waits for the other fragments of its packet"},
    Entry{FrameDetail::AwaitsSegment, "awaits-segment", "waits for an earlier TCP segment"},
    Entry{FrameDetail::AwaitsMessage, "awaits-message", "waits for the rest of a SIP message"},
    Entry{FrameDetail::AwaitsSecret, "awaits-secret", "waits for the secret of its TLS connection"},
    Entry{FrameDetail::FragmentsLate, "fragments-late", "the other fragments did not come in time"},
    Entry{FrameDetail::FragmentsContradict, "fragments-contradict", "the fragments contradict each other"},
    Entry{FrameDetail::FragmentsEvicted, "fragments-evicted", "too many fragments waited"},
    Entry{FrameDetail::FragmentsMissing, "fragments-missing", "the other fragments never came"},
    Entry{FrameDetail::CutByCapture, "cut-by-capture", "the capture cut its payload off"},
    Entry{FrameDetail::SegmentLost, "segment-lost", "an earlier TCP segment was lost"},
    Entry{FrameDetail::JoinedLate, "joined-late", "the connection began before the capture"},
    Entry{FrameDetail::LinkHeader, "link-header", "the link layer header is cut short"},
    Entry{FrameDetail::VlanTag, "vlan-tag", "the VLAN tag is cut short"},
    Entry{FrameDetail::LlcHeader, "llc-header", "the IEEE 802.2 header is cut short"},
    Entry{FrameDetail::WirelessHeader, "wlan-header", "the wireless header is cut short"},
    Entry{FrameDetail::PppHeader, "ppp-header", "the PPP header is cut short"},
    Entry{FrameDetail::PppoeHeader, "pppoe-header", "the PPPoE header is wrong"},
    Entry{FrameDetail::MplsLabels, "mpls-labels", "the MPLS labels do not end"},
    Entry{FrameDetail::TunnelHeader, "tunnel-header",
          "the tunnel's header is cut short or contradicts itself"},
    Entry{FrameDetail::IpHeader, "ip-header", "the IP header is cut short or contradicts itself"},
    Entry{FrameDetail::FragmentHeader, "fragment-header", "the fragment has an impossible size or place"},
    Entry{FrameDetail::UdpHeader, "udp-header", "the UDP header is cut short or contradicts itself"},
    Entry{FrameDetail::TcpHeader, "tcp-header", "the TCP header is cut short or contradicts itself"},
    Entry{FrameDetail::SctpHeader, "sctp-header", "the SCTP packet is cut short or contradicts itself"},
    Entry{FrameDetail::StreamNotSip, "stream-not-sip", "no SIP where a message should begin"},
    Entry{FrameDetail::HepNot, "hep-not-hep", "not HEP"},
    Entry{FrameDetail::HepEmpty, "hep-empty", "an empty HEP packet"},
    Entry{FrameDetail::HepHeader, "hep-header", "the HEP header is cut short"},
    Entry{FrameDetail::HepLength, "hep-length", "the HEP packet has an impossible length"},
    Entry{FrameDetail::HepAddressFamily, "hep-address-family",
          "the HEP packet names an unknown address family"},
    Entry{FrameDetail::HepCompression, "hep-compression", "the HEP payload cannot be unpacked"},
    Entry{FrameDetail::ReportNotJson, "report-not-json", "the report on media is no JSON"},
    Entry{FrameDetail::ReportCutShort, "report-cut-short", "the report on media is cut short"},
    Entry{FrameDetail::ReportTooLarge, "report-too-large",
          "the report on media is too large or nested too deeply"},
    Entry{FrameDetail::ReportWithoutFigures, "report-without-figures", "the report says nothing of a stream"},
    Entry{FrameDetail::UnknownLink, "unknown-link", "an unknown link type"},
    Entry{FrameDetail::UnknownEtherType, "unknown-ethertype", "an unknown EtherType"},
    Entry{FrameDetail::LostFromFile, "lost-from-file", "no longer in the damaged file"},
};

constexpr auto details = [] {
    std::array<FrameDetail, entries.size()> all{};
    for (std::size_t i = 0; i < entries.size(); ++i)
        all.at(i) = entries.at(i).detail;
    return all;
}();

Entry entryOf(FrameDetail detail)
{
    const auto place = std::find_if(entries.begin(), entries.end(),
                                    [detail](const Entry& entry) { return entry.detail == detail; });
    return place == entries.end() ? Entry{} : *place;
}

} // namespace

std::string_view name(FrameDetail detail)
{
    return entryOf(detail).name;
}

std::string_view sentence(FrameDetail detail)
{
    return entryOf(detail).sentence;
}

std::span<const FrameDetail> allFrameDetails()
{
    return details;
}

} // namespace core::net
