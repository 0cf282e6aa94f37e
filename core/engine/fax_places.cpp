// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/fax_places.h"

#include "core/base/ascii.h"
#include "core/sip/sdp.h"

namespace core::engine {

void FaxPlaces::learn(const sip::Message& message)
{
    if (!message.hasSdp() || message.sdpBody().find("m=image") == std::string_view::npos)
        return;
    const auto session = sip::SessionDescription::parse(message.sdpBody());
    for (const sip::MediaDescription& line : session.media) {
        const auto address = net::IpAddress::parse(line.connectionAddress);
        const bool isFax = line.media == "image" && base::equalsIgnoringCase(line.protocol, "udptl");
        if (isFax && address && line.port != 0)
            add({*address, line.port});
    }
}

void FaxPlaces::add(const net::Endpoint& place)
{
    if (!m_places.insert(place).second)
        return;
    m_order.push_back(place);
    if (m_order.size() <= most)
        return;
    m_places.erase(m_order.front());
    m_order.pop_front();
}

} // namespace core::engine
