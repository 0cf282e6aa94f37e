// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/forward/collector_address.h"

#include "core/base/file_descriptor.h"

#include <cstring>
#include <memory>
#include <netdb.h>
#include <netinet/in.h>

namespace core::forward {
namespace {

template <typename Address>
Address copyOf(const sockaddr_storage& storage)
{
    Address address;
    std::memcpy(&address, &storage, sizeof address);
    return address;
}

} // namespace

const sockaddr* CollectorAddress::generic() const
{
    return static_cast<const sockaddr*>(static_cast<const void*>(&storage));
}

net::Endpoint CollectorAddress::endpoint() const
{
    if (storage.ss_family == AF_INET6) {
        const auto address = copyOf<sockaddr_in6>(storage);
        const auto bytes = std::as_bytes(std::span{address.sin6_addr.s6_addr});
        return {net::IpAddress::fromIpv6(bytes), ntohs(address.sin6_port)};
    }
    const auto address = copyOf<sockaddr_in>(storage);
    const auto bytes = std::as_bytes(std::span<const in_addr_t, 1>{&address.sin_addr.s_addr, 1});
    return {net::IpAddress::fromIpv4(bytes), ntohs(address.sin_port)};
}

base::Result<std::vector<CollectorAddress>> resolve(const ForwardUrl& url)
{
    addrinfo hints{};
    hints.ai_socktype = isStream(url.protocol) ? SOCK_STREAM : SOCK_DGRAM;
    hints.ai_flags = AI_NUMERICSERV;
    addrinfo* found = nullptr;
    const int problem = ::getaddrinfo(url.host.c_str(), std::to_string(url.port).c_str(), &hints, &found);
    if (problem != 0)
        return base::Error{base::ErrorCode::HostNotFound, url.toString(), ::gai_strerror(problem)};
    const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> owner{found, &::freeaddrinfo};
    std::vector<CollectorAddress> addresses;
    for (const addrinfo* info = found; info != nullptr; info = info->ai_next) {
        CollectorAddress& address = addresses.emplace_back();
        std::memcpy(&address.storage, info->ai_addr, info->ai_addrlen);
        address.size = info->ai_addrlen;
    }
    return addresses;
}

std::optional<net::Endpoint> localEndpointTowards(const CollectorAddress& collector)
{
    // Connecting a UDP socket sends nothing; it only looks up the route. It needs some port.
    CollectorAddress target = collector;
    if (collector.endpoint().port == 0) {
        // The port stands at the same place in both families.
        const in_port_t discard = htons(9);
        std::memcpy(static_cast<char*>(static_cast<void*>(&target.storage)) + offsetof(sockaddr_in, sin_port),
                    &discard, sizeof discard);
    }
    const base::FileDescriptor socket{::socket(collector.storage.ss_family, SOCK_DGRAM | SOCK_CLOEXEC, 0)};
    if (!socket || ::connect(socket.get(), target.generic(), target.size) != 0)
        return std::nullopt;
    return localEndpoint(socket.get());
}

net::Endpoint localEndpoint(int socket)
{
    CollectorAddress local;
    local.size = sizeof local.storage;
    if (::getsockname(socket, static_cast<sockaddr*>(static_cast<void*>(&local.storage)), &local.size) != 0)
        return {};
    return local.endpoint();
}

} // namespace core::forward
