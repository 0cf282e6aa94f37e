// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace core::forward {

/// How far a TCP connection has got, in bytes from its beginning as they are on the wire. Also right after
/// the connection has broken, as long as the socket is open.
struct TcpPosition {
    std::uint64_t written = 0;
    /// The other system has confirmed that it has them.
    std::uint64_t acknowledged = 0;
};

[[nodiscard]] TcpPosition tcpPosition(int socket);

} // namespace core::forward
