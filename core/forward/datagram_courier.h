// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/file_descriptor.h"
#include "core/base/result.h"
#include "core/forward/collector_address.h"
#include "core/forward/courier.h"

#include <memory>

namespace core::forward {

/// Sends HEP in UDP datagrams. There is no answer; all one can learn is that nobody listens.
class UdpCourier final : public Courier {
public:
    /// `url` names the collector in errors. Error: IoFailed.
    [[nodiscard]] static base::Result<std::unique_ptr<Courier>> open(const ForwardUrl& url,
                                                                     const CollectorAddress& collector);
    void run(std::stop_token stop, Outbox& outbox) override;
    [[nodiscard]] std::string captureFilter() const override;

private:
    UdpCourier(base::FileDescriptor socket, net::Endpoint collector);

    base::FileDescriptor m_socket;
    net::Endpoint m_collector;
};

/// Sends IP packets within IP packets (RFC 2003, RFC 4213): protocol 4 for IPv4, 41 for IPv6 inside.
class IpInIpCourier final : public Courier {
public:
    /// Errors: SendNotPermitted with the command that changes it as detail; IoFailed.
    [[nodiscard]] static base::Result<std::unique_ptr<Courier>> open(const ForwardUrl& url,
                                                                     const CollectorAddress& collector);
    void run(std::stop_token stop, Outbox& outbox) override;
    [[nodiscard]] std::string captureFilter() const override;

private:
    IpInIpCourier(base::FileDescriptor ipv4, base::FileDescriptor ipv6, net::Endpoint collector);

    /// 0, or what errno said.
    [[nodiscard]] int send(std::span<const std::byte> packets) const;

    base::FileDescriptor m_ipv4;
    base::FileDescriptor m_ipv6;
    net::Endpoint m_collector;
};

} // namespace core::forward
