// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/forward/tcp_position.h"

// Not <netinet/tcp.h>, whose tcp_info ends before the counters of bytes.
#include <linux/sockios.h>
#include <linux/tcp.h>
#include <netinet/in.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

namespace core::forward {

TcpPosition tcpPosition(int socket)
{
    tcp_info info{};
    socklen_t size = sizeof info;
    if (::getsockopt(socket, IPPROTO_TCP, TCP_INFO, &info, &size) != 0)
        return {};
    const std::uint64_t written = info.tcpi_bytes_sent - info.tcpi_bytes_retrans + info.tcpi_notsent_bytes;
    int waiting = 0; // written but not acknowledged
    if (::ioctl(socket, SIOCOUTQ, &waiting) != 0 || waiting < 0)
        return {written, written};
    const auto unacknowledged = static_cast<std::uint64_t>(waiting);
    return {written, written > unacknowledged ? written - unacknowledged : 0};
}

} // namespace core::forward
