// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/file_descriptor.h"
#include "core/base/result.h"
#include "core/base/timestamp.h"
#include "core/net/address.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

namespace core::capture {

enum class IpVersions { OfTheAddress, Both };

/// A bound UDP socket that stamps each datagram with its arrival time. Any thread, one at a time.
class UdpSocket {
public:
    /// Asks for a receive buffer of `receiveBufferBytes`. Errors: AddressInUse, AddressUnavailable,
    /// PortNotPermitted, IoFailed; the subject is the endpoint.
    [[nodiscard]] static base::Result<UdpSocket> bind(const net::Endpoint& endpoint, IpVersions versions,
                                                      std::size_t receiveBufferBytes);

    /// With the port that the system picked when 0 was asked for.
    [[nodiscard]] const net::Endpoint& localEndpoint() const { return m_local; }

    /// What the kernel granted, in the unit it was asked in; it may be more than asked.
    [[nodiscard]] std::size_t receiveBufferBytes() const { return m_receiveBufferBytes; }

    /// Datagrams that the kernel dropped because the buffer was full, since bind(); wraps around.
    [[nodiscard]] std::uint32_t droppedDatagrams() const;

    [[nodiscard]] int descriptor() const { return m_descriptor.get(); }

private:
    UdpSocket() = default;

    base::FileDescriptor m_descriptor;
    net::Endpoint m_local;
    std::size_t m_receiveBufferBytes = 0;
};

struct ReceivedDatagram {
    std::span<const std::byte> bytes;
    net::Endpoint sender;
    base::Timestamp arrived;
};

/// Takes datagrams out of a socket, many with each system call. Owner thread only.
class UdpReceiver {
public:
    /// `socket` outlives the receiver.
    explicit UdpReceiver(const UdpSocket& socket);
    ~UdpReceiver();
    UdpReceiver(const UdpReceiver&) = delete;
    UdpReceiver& operator=(const UdpReceiver&) = delete;

    /// What waits in the socket, at most 64 datagrams; never waits for more. The views are valid until
    /// the next call. IPv4 senders are shown as IPv4 on dual-stack sockets too.
    [[nodiscard]] base::Result<std::span<const ReceivedDatagram>> receive();

private:
    class Slots;

    const UdpSocket& m_socket;
    std::unique_ptr<Slots> m_slots;
};

} // namespace core::capture
