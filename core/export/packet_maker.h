// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/call/message_record.h"
#include "core/net/packet_builder.h"

#include <set>
#include <span>
#include <utility>
#include <vector>

namespace core::exporting {

/// Whether no captured packet shows the message as it is, so that packets are made for it: it came by HEP,
/// which carries no packet headers, in TLS, or in WebSocket frames, of which other programs understand
/// nothing without the HTTP upgrade before them.
[[nodiscard]] bool needsMadePackets(const call::MessageRecord& record);

/// It came by HEP, to a listener or within captured packets.
[[nodiscard]] bool cameByHep(const call::MessageRecord& record);

/// Makes Ethernet frames for messages (see net::PacketBuilder). What came over TLS becomes plain TCP; what
/// came in WebSocket frames gets such frames again, and each connection an HTTP upgrade, so that other
/// programs know it. Keeps the numbers of the connections. One thread.
class PacketMaker {
public:
    using Bytes = net::PacketBuilder::Bytes;

    [[nodiscard]] std::vector<Bytes> frames(const call::MessageRecord& record,
                                            std::span<const std::byte> message);

private:
    void addWebSocket(const net::Path& path, std::span<const std::byte> message, std::vector<Bytes>& frames);

    net::PacketBuilder m_builder;
    /// Both endpoints of connections that have had their upgrade, the smaller one first.
    std::set<std::pair<net::Endpoint, net::Endpoint>> m_upgraded;
};

} // namespace core::exporting
