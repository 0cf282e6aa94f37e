// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/udp_socket.h"

#include "core/capture/socket_address.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <ctime>
#include <limits>
#include <linux/sock_diag.h>
#include <netinet/in.h>
#include <sys/socket.h>

namespace core::capture {
namespace {

base::Error bindError(int errorNumber, const net::Endpoint& endpoint)
{
    base::Error error = base::errnoError(errorNumber, endpoint.toString());
    if (errorNumber == EACCES || errorNumber == EPERM)
        error.code = base::ErrorCode::PortNotPermitted;
    if (errorNumber == EAFNOSUPPORT)
        error.code = base::ErrorCode::AddressUnavailable;
    return error;
}

bool setOption(int descriptor, int level, int option, int value)
{
    return ::setsockopt(descriptor, level, option, &value, sizeof value) == 0;
}

/// The kernel keeps twice the number for its own bookkeeping and reports that. Only CAP_NET_ADMIN may go
/// beyond net.core.rmem_max.
std::size_t askForReceiveBuffer(int descriptor, std::size_t wanted)
{
    const int value = static_cast<int>(std::min<std::size_t>(wanted, std::numeric_limits<int>::max() / 2));
    if (!setOption(descriptor, SOL_SOCKET, SO_RCVBUFFORCE, value))
        setOption(descriptor, SOL_SOCKET, SO_RCVBUF, value);
    int granted = 0;
    socklen_t size = sizeof granted;
    ::getsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &granted, &size);
    return static_cast<std::size_t>(std::max(granted, 0)) / 2;
}

} // namespace

base::Result<UdpSocket> UdpSocket::bind(const net::Endpoint& endpoint, IpVersions versions,
                                        std::size_t receiveBufferBytes)
{
    SocketAddress address{};
    socklen_t size = fill(address, endpoint);
    UdpSocket result;
    result.m_descriptor = base::FileDescriptor{
        ::socket(address.generic.sa_family, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)};
    if (!result.m_descriptor)
        return bindError(errno, endpoint);
    const int descriptor = result.descriptor();
    if (endpoint.address.isIpv6() &&
        !setOption(descriptor, IPPROTO_IPV6, IPV6_V6ONLY, versions == IpVersions::Both ? 0 : 1))
        return bindError(errno, endpoint);
    setOption(descriptor, SOL_SOCKET, SO_TIMESTAMPNS, 1);
    result.m_receiveBufferBytes = askForReceiveBuffer(descriptor, receiveBufferBytes);
    if (::bind(descriptor, &address.generic, size) != 0)
        return bindError(errno, endpoint);
    size = sizeof address;
    if (::getsockname(descriptor, &address.generic, &size) != 0)
        return bindError(errno, endpoint);
    result.m_local = {endpoint.address, endpointOf(address).port};
    return result;
}

/// The same counter comes with each datagram as SO_RXQ_OVFL, but then losses after the last datagram
/// would never be seen.
std::uint32_t UdpSocket::droppedDatagrams() const
{
    std::array<std::uint32_t, SK_MEMINFO_VARS> memory{};
    socklen_t size = sizeof memory;
    if (::getsockopt(descriptor(), SOL_SOCKET, SO_MEMINFO, memory.data(), &size) != 0)
        return 0;
    return memory[SK_MEMINFO_DROPS];
}

/// What recvmmsg() fills in. A slot holds the largest datagram, but only the pages that datagrams touch
/// become real memory.
class UdpReceiver::Slots {
public:
    static constexpr std::size_t count = 64;

    Slots() : m_bytes(std::make_unique_for_overwrite<std::byte[]>(count * slotBytes))
    {
        for (std::size_t i = 0; i < count; ++i) {
            m_vectors[i] = {m_bytes.get() + i * slotBytes, slotBytes};
            msghdr& header = m_headers[i].msg_hdr;
            header.msg_name = &m_senders[i];
            header.msg_iov = &m_vectors[i];
            header.msg_iovlen = 1;
            header.msg_control = m_controls[i].data();
        }
    }

    std::span<mmsghdr> prepare()
    {
        for (std::size_t i = 0; i < count; ++i) {
            m_headers[i].msg_hdr.msg_namelen = sizeof(SocketAddress);
            m_headers[i].msg_hdr.msg_controllen = controlBytes;
        }
        return m_headers;
    }

    std::span<const ReceivedDatagram> take(std::size_t received)
    {
        for (std::size_t i = 0; i < received; ++i) {
            m_datagrams[i].bytes = {m_bytes.get() + i * slotBytes, m_headers[i].msg_len};
            m_datagrams[i].sender = endpointOf(m_senders[i]);
            m_datagrams[i].arrived = arrivalOf(m_headers[i].msg_hdr);
        }
        return std::span{m_datagrams}.first(received);
    }

private:
    static constexpr std::size_t slotBytes = 65536;
    static constexpr std::size_t controlBytes = CMSG_SPACE(sizeof(timespec));

    static base::Timestamp arrivalOf(msghdr& header)
    {
        for (cmsghdr* item = CMSG_FIRSTHDR(&header); item != nullptr; item = CMSG_NXTHDR(&header, item)) {
            if (item->cmsg_level != SOL_SOCKET || item->cmsg_type != SCM_TIMESTAMPNS)
                continue;
            timespec stamp{};
            std::memcpy(&stamp, CMSG_DATA(item), sizeof stamp);
            return base::fromSecondsAndNanoseconds(stamp.tv_sec, stamp.tv_nsec);
        }
        return std::chrono::system_clock::now();
    }

    struct alignas(cmsghdr) Control : std::array<std::byte, controlBytes> {};

    std::unique_ptr<std::byte[]> m_bytes;
    std::array<mmsghdr, count> m_headers{};
    std::array<iovec, count> m_vectors{};
    std::array<SocketAddress, count> m_senders{};
    std::array<Control, count> m_controls{};
    std::array<ReceivedDatagram, count> m_datagrams;
};

UdpReceiver::UdpReceiver(const UdpSocket& socket) : m_socket(socket), m_slots(std::make_unique<Slots>()) {}

UdpReceiver::~UdpReceiver() = default;

base::Result<std::span<const ReceivedDatagram>> UdpReceiver::receive()
{
    const std::span<mmsghdr> headers = m_slots->prepare();
    const int received = ::recvmmsg(m_socket.descriptor(), headers.data(),
                                    static_cast<unsigned>(headers.size()), MSG_DONTWAIT, nullptr);
    if (received >= 0)
        return m_slots->take(static_cast<std::size_t>(received));
    if (errno == EAGAIN || errno == EINTR)
        return std::span<const ReceivedDatagram>{};
    return base::errnoError(errno, m_socket.localEndpoint().toString());
}

} // namespace core::capture
