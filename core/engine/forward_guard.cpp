// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/forward_guard.h"

#include "core/forward/collector_address.h"

#include <algorithm>

namespace core::engine {

std::string withoutOwnPackets(const std::string& captureFilter, const Forwarders& forwarders)
{
    // Ours come first: a filter may end within VLAN tags, where everything is looked for further back.
    std::string filter;
    for (const auto& forwarder : forwarders)
        filter += (filter.empty() ? "not (" : " and not (") + forwarder->captureFilter() + ')';
    if (filter.empty())
        return captureFilter;
    if (!captureFilter.empty())
        filter += " and (" + captureFilter + ')';
    return filter;
}

base::Status refuseLoop(const capture::HepUrl& listening, const Forwarders& forwarders)
{
    const bool isEveryAddress = std::ranges::all_of(listening.endpoint.address.bytes(),
                                                    [](std::byte b) { return b == std::byte{0}; });
    for (const auto& forwarder : forwarders) {
        const forward::ForwardUrl& url = forwarder->url();
        const auto addresses = forward::resolve(url);
        const bool isSameKind =
            forward::isStream(url.protocol) == (listening.transport != net::Transport::Udp);
        if (!addresses || !isSameKind || url.port != listening.endpoint.port)
            continue;
        for (const forward::CollectorAddress& address : *addresses) {
            const net::IpAddress collector = address.endpoint().address;
            const auto local = forward::localEndpointTowards(address);
            // Our own address towards ourselves is that address.
            const bool isThisMachine = local && local->address == collector;
            if (collector == listening.endpoint.address || (isEveryAddress && isThisMachine))
                return base::Error{base::ErrorCode::OptionInvalid, url.toString(),
                                   "this is where the capture listens for HEP, so that messages would go "
                                   "round for ever"};
        }
    }
    return {};
}

} // namespace core::engine
