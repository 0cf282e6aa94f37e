// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/file_descriptor.h"
#include "core/net/address.h"

#include <cstddef>
#include <span>

namespace tests::support {

/// Sends datagrams over loopback from one socket, bound to the loopback address of the receiver's family.
class UdpSender {
public:
    explicit UdpSender(const core::net::Endpoint& receiver);

    /// True when the kernel took it.
    bool send(std::span<const std::byte> datagram) const;
    /// Where datagrams come from.
    [[nodiscard]] core::net::Endpoint localEndpoint() const;

private:
    core::base::FileDescriptor m_descriptor;
    bool m_isIpv6 = false;
};

/// A UDP port of 127.0.0.1 that nobody uses now. Another program may take it before the caller does.
[[nodiscard]] std::uint16_t freeUdpPort();

} // namespace tests::support
