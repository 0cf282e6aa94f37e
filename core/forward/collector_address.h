// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/forward/forward_url.h"
#include "core/net/address.h"

#include <optional>
#include <string>
#include <sys/socket.h>
#include <vector>

namespace core::forward {

/// An address of a collector, as the socket functions want it.
struct CollectorAddress {
    sockaddr_storage storage{};
    socklen_t size = 0;

    [[nodiscard]] const sockaddr* generic() const;
    [[nodiscard]] net::Endpoint endpoint() const;
};

/// The addresses of the URL's host, in the order in which they should be tried; at least one. May ask name
/// servers. Error: HostNotFound with the URL as subject.
[[nodiscard]] base::Result<std::vector<CollectorAddress>> resolve(const ForwardUrl& url);

/// Our own address towards the collector; nothing when there is no route.
[[nodiscard]] std::optional<net::Endpoint> localEndpointTowards(const CollectorAddress& collector);

/// The local end of a socket.
[[nodiscard]] net::Endpoint localEndpoint(int socket);

} // namespace core::forward
