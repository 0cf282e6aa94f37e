// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/forward/datagram_courier.h"

#include "core/base/byte_reader.h"

#include <cerrno>
#include <filesystem>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <system_error>

namespace core::forward {
namespace {

using namespace std::chrono_literals;

/// How often a courier looks whether it should stop.
constexpr auto pollInterval = 100ms;
/// An ICMP message about the last datagram comes within this, if at all.
constexpr auto lastAnswer = 50ms;

base::Result<base::FileDescriptor> connectedSocket(const ForwardUrl& url, const CollectorAddress& collector,
                                                   int type, int protocol)
{
    base::FileDescriptor socket{
        ::socket(collector.storage.ss_family, type | SOCK_CLOEXEC | SOCK_NONBLOCK, protocol)};
    if (!socket && (errno == EPERM || errno == EACCES)) {
        std::error_code ignored; // then the command has no path, and says enough all the same
        const auto program = std::filesystem::read_symlink("/proc/self/exe", ignored);
        return base::Error{base::ErrorCode::SendNotPermitted, url.toString(),
                           "sudo setcap cap_net_raw+ep '" + program.string() + "'"};
    }
    if (!socket)
        return base::errnoError(errno, url.toString());
    if (::connect(socket.get(), collector.generic(), collector.size) != 0)
        return base::errnoError(errno, url.toString());
    return socket;
}

bool isUnreachable(int problem)
{
    return problem == ENETUNREACH || problem == EHOSTUNREACH || problem == ENETDOWN || problem == EHOSTDOWN;
}

/// Waits for room in the socket; the kernel drains it at the speed of the network.
bool waitForRoom(int socket)
{
    pollfd descriptor{socket, POLLOUT, 0};
    return ::poll(&descriptor, 1, static_cast<int>(pollInterval.count())) >= 0 || errno == EINTR;
}

/// 0 when the kernel took it, else errno. Waits while there is no room.
int sendOne(int socket, std::span<const std::byte> packet, const std::stop_token& stop)
{
    while (::send(socket, packet.data(), packet.size(), MSG_NOSIGNAL) < 0) {
        const bool isFull = errno == EAGAIN || errno == ENOBUFS;
        if (stop.stop_requested() || (!isFull && errno != EINTR))
            return errno;
        if (isFull && !waitForRoom(socket))
            return errno;
    }
    return 0;
}

NotSent reasonOf(int problem)
{
    if (problem == EMSGSIZE)
        return NotSent::TooLarge;
    return isUnreachable(problem) ? NotSent::Unreachable : NotSent::Rejected;
}

/// Takes packets until the outbox is finished and calls `send`, which returns errno, for each.
template <typename Send>
void carry(const std::stop_token& stop, Outbox& outbox, Send send)
{
    outbox.tell({.isConnected = true, .error = std::nullopt});
    while (!outbox.isFinished()) {
        if (stop.stop_requested()) {
            outbox.giveUp(NotSent::Unreachable);
            return;
        }
        const auto packet = outbox.takeUntil(Outbox::Clock::now() + pollInterval);
        if (!packet)
            continue;
        if (const int problem = send(*packet); problem != 0)
            outbox.countNotSent(reasonOf(problem), 1);
        else
            outbox.countSent(1);
    }
}

std::string directionFilter(const net::Endpoint& local, const net::Endpoint& collector)
{
    return "src host " + local.address.toString() + " and dst host " + collector.address.toString();
}

} // namespace

// --- UDP ---------------------------------------------------------------------------------------------

UdpCourier::UdpCourier(base::FileDescriptor socket, net::Endpoint collector)
    : m_socket(std::move(socket)), m_collector(collector)
{
}

base::Result<std::unique_ptr<Courier>> UdpCourier::open(const ForwardUrl& url,
                                                        const CollectorAddress& collector)
{
    auto socket = connectedSocket(url, collector, SOCK_DGRAM, 0);
    if (!socket)
        return socket.error();
    return std::unique_ptr<Courier>{new UdpCourier{std::move(*socket), collector.endpoint()}};
}

void UdpCourier::run(std::stop_token stop, Outbox& outbox)
{
    const int socket = m_socket.get();
    bool wasRefused = false;
    const auto noteRefusal = [&] {
        outbox.countRefused();
        if (!std::exchange(wasRefused, true))
            outbox.tell({.isConnected = false,
                         .error = base::Error{base::ErrorCode::CollectorUnreachable, m_collector.toString(),
                                              std::generic_category().message(ECONNREFUSED)}});
    };
    carry(stop, outbox, [&](const Packet& packet) {
        // The kernel reports the answer to one datagram at the next and then does not send that.
        int problem = sendOne(socket, packet, stop);
        while (problem == ECONNREFUSED) {
            noteRefusal();
            problem = sendOne(socket, packet, stop);
        }
        return problem;
    });
    pollfd descriptor{socket, 0, 0};
    if (::poll(&descriptor, 1, static_cast<int>(lastAnswer.count())) <= 0)
        return;
    int problem = 0;
    socklen_t size = sizeof problem;
    if (::getsockopt(socket, SOL_SOCKET, SO_ERROR, &problem, &size) == 0 && problem == ECONNREFUSED)
        noteRefusal();
}

std::string UdpCourier::captureFilter() const
{
    const net::Endpoint local = localEndpoint(m_socket.get());
    const std::string direction = directionFilter(local, m_collector);
    std::string filter = "(udp and " + direction + " and src port " + std::to_string(local.port) +
                         " and dst port " + std::to_string(m_collector.port) + ")";
    // Later fragments of a datagram carry no ports.
    if (!local.address.isIpv6())
        filter += " or (udp and " + direction + " and ip[6:2] & 0x1fff != 0)";
    return filter;
}

// --- IP-in-IP ----------------------------------------------------------------------------------------

IpInIpCourier::IpInIpCourier(base::FileDescriptor ipv4, base::FileDescriptor ipv6, net::Endpoint collector)
    : m_ipv4(std::move(ipv4)), m_ipv6(std::move(ipv6)), m_collector(collector)
{
}

base::Result<std::unique_ptr<Courier>> IpInIpCourier::open(const ForwardUrl& url,
                                                           const CollectorAddress& collector)
{
    auto ipv4 = connectedSocket(url, collector, SOCK_RAW, IPPROTO_IPIP);
    auto ipv6 = connectedSocket(url, collector, SOCK_RAW, IPPROTO_IPV6);
    if (!ipv4)
        return ipv4.error();
    if (!ipv6)
        return ipv6.error();
    return std::unique_ptr<Courier>{
        new IpInIpCourier{std::move(*ipv4), std::move(*ipv6), collector.endpoint()}};
}

void IpInIpCourier::run(std::stop_token stop, Outbox& outbox)
{
    carry(stop, outbox, [this](const Packet& packets) { return send(packets); });
}

int IpInIpCourier::send(std::span<const std::byte> packets) const
{
    constexpr std::size_t ipv6HeaderBytes = 40;
    while (!packets.empty()) {
        const bool isIpv6 = std::to_integer<unsigned>(packets.front()) >> 4U == 6;
        base::ByteReader reader{packets};
        reader.skip(isIpv6 ? 4 : 2);
        const std::size_t length = reader.u16() + (isIpv6 ? ipv6HeaderBytes : 0);
        const int socket = (isIpv6 ? m_ipv6 : m_ipv4).get();
        int problem = sendOne(socket, packets.first(length), {});
        // That the collector's machine has nobody for the packet before is said once, instead of sending.
        if (problem == ECONNREFUSED || problem == ENOPROTOOPT)
            problem = sendOne(socket, packets.first(length), {});
        if (problem != 0)
            return problem;
        packets = packets.subspan(length);
    }
    return 0;
}

std::string IpInIpCourier::captureFilter() const
{
    const net::Endpoint local = localEndpoint(m_ipv4.get());
    const std::string family = m_collector.address.isIpv6() ? "ip6" : "ip";
    return "(" + directionFilter(local, m_collector) + " and (" + family + " proto 4 or " + family +
           " proto 41))";
}

} // namespace core::forward
