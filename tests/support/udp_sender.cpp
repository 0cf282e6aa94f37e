// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/udp_sender.h"

#include <array>
#include <cstring>
#include <netinet/in.h>
#include <sys/socket.h>

namespace tests::support {
namespace {

using core::net::IpAddress;

union SocketAddress {
    sockaddr generic;
    sockaddr_in ipv4;
    sockaddr_in6 ipv6;
};

socklen_t fill(SocketAddress& address, const core::net::Endpoint& endpoint)
{
    const auto bytes = endpoint.address.bytes();
    std::memset(&address, 0, sizeof address);
    if (endpoint.address.isIpv6()) {
        address.ipv6.sin6_family = AF_INET6;
        address.ipv6.sin6_port = htons(endpoint.port);
        std::memcpy(&address.ipv6.sin6_addr, bytes.data(), bytes.size());
        return sizeof address.ipv6;
    }
    address.ipv4.sin_family = AF_INET;
    address.ipv4.sin_port = htons(endpoint.port);
    std::memcpy(&address.ipv4.sin_addr, bytes.data(), bytes.size());
    return sizeof address.ipv4;
}

} // namespace

UdpSender::UdpSender(const core::net::Endpoint& receiver) : m_isIpv6(receiver.address.isIpv6())
{
    m_descriptor =
        core::base::FileDescriptor{::socket(m_isIpv6 ? AF_INET6 : AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0)};
    SocketAddress address{};
    socklen_t size = fill(address, {IpAddress::parse(m_isIpv6 ? "::1" : "127.0.0.1").value(), 0});
    if (::bind(m_descriptor.get(), &address.generic, size) != 0)
        return;
    size = fill(address, receiver);
    // A failure shows in send().
    (void)::connect(m_descriptor.get(), &address.generic, size);
}

bool UdpSender::send(std::span<const std::byte> datagram) const
{
    return ::send(m_descriptor.get(), datagram.data(), datagram.size(), 0) ==
           static_cast<ssize_t>(datagram.size());
}

core::net::Endpoint UdpSender::localEndpoint() const
{
    SocketAddress address{};
    socklen_t size = sizeof address;
    ::getsockname(m_descriptor.get(), &address.generic, &size);
    const IpAddress loopback = IpAddress::parse(m_isIpv6 ? "::1" : "127.0.0.1").value();
    return {loopback, ntohs(m_isIpv6 ? address.ipv6.sin6_port : address.ipv4.sin_port)};
}

std::uint16_t freeUdpPort()
{
    return UdpSender{{IpAddress::parse("127.0.0.1").value(), 9}}.localEndpoint().port;
}

} // namespace tests::support
