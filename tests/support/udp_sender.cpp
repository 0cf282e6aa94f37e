// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/udp_sender.h"

#include "core/capture/socket_address.h"

namespace tests::support {

using core::capture::SocketAddress;
using core::net::IpAddress;

UdpSender::UdpSender(const core::net::Endpoint& receiver) : m_isIpv6(receiver.address.isIpv6())
{
    m_descriptor =
        core::base::FileDescriptor{::socket(m_isIpv6 ? AF_INET6 : AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0)};
    SocketAddress address{};
    socklen_t size =
        core::capture::fill(address, {IpAddress::parse(m_isIpv6 ? "::1" : "127.0.0.1").value(), 0});
    if (::bind(m_descriptor.get(), &address.generic, size) != 0)
        return;
    size = core::capture::fill(address, receiver);
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
