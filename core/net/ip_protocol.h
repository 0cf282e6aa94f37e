// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace core::net {

/// The numbers of the IANA registry that decoding tells apart. No scoped enum: they are compared with bytes
/// of packets that may hold any number.
enum IpProtocol : std::uint8_t {
    Icmp = 1,
    Igmp = 2,
    IpInIp = 4,
    Tcp = 6,
    Udp = 17,
    Ipv6InIp = 41,
    Gre = 47,
    Esp = 50,
    Icmp6 = 58,
    Eigrp = 88,
    Ospf = 89,
    EtherIp = 97,
    Pim = 103,
    Vrrp = 112,
    L2tp = 115,
    Sctp = 132,
    UdpLite = 136,
    MplsInIp = 137,
};

} // namespace core::net
