// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/export/packet_maker.h"

#include "core/base/ascii.h"
#include "core/sip/message.h"

#include <algorithm>
#include <string>
#include <string_view>

namespace core::exporting {
namespace {

using net::Transport;
using Bytes = PacketMaker::Bytes;

bool isWebSocket(Transport transport)
{
    return transport == Transport::Ws || transport == Transport::Wss;
}

bool isStream(Transport transport)
{
    return transport == Transport::Tcp || transport == Transport::Tls;
}

/// The key of RFC 6455 section 4.1 is random; this one and its answer are always the same.
std::string upgradeRequest(const net::Endpoint& server)
{
    return "GET / HTTP/1.1\r\nHost: " + server.toString() +
           "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n"
           "Sec-WebSocket-Protocol: sip\r\nSec-WebSocket-Version: 13\r\n\r\n";
}

constexpr std::string_view upgradeResponse =
    "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Accept: ICX+Yqv66kxgM0FcWaLWlFLwTAI=\r\nSec-WebSocket-Protocol: sip\r\n\r\n";

/// One text frame (RFC 6455 section 5.2). What a client sends is masked; a mask of zeros leaves it readable.
Bytes webSocketFrame(std::span<const std::byte> message, bool isFromClient)
{
    constexpr std::byte finalText{0x81};
    constexpr std::size_t longestShort = 125;
    constexpr std::size_t longestMedium = 0xFFFF;
    Bytes frame{finalText};
    const auto append = [&frame](std::uint64_t value, unsigned size) {
        for (unsigned i = size; i-- > 0;)
            frame.push_back(static_cast<std::byte>(value >> 8U * i & 0xFFU));
    };
    const unsigned mask = isFromClient ? 0x80U : 0U;
    if (message.size() <= longestShort) {
        append(mask | message.size(), 1);
    } else if (message.size() <= longestMedium) {
        append(mask | 126U, 1);
        append(message.size(), 2);
    } else {
        append(mask | 127U, 1);
        append(message.size(), 8);
    }
    if (isFromClient)
        append(0, 4);
    frame.insert(frame.end(), message.begin(), message.end());
    return frame;
}

void appendTo(std::vector<Bytes>& frames, std::vector<Bytes>&& more)
{
    std::move(more.begin(), more.end(), std::back_inserter(frames));
}

/// How many bytes of the message are missing at its end: what it says itself, or else one.
std::uint32_t missingBytes(std::span<const std::byte> bytes)
{
    constexpr std::uint64_t most = std::uint64_t{1} << 20U;
    sip::Message message;
    if (!message.parse(bytes))
        return 1;
    const auto length =
        base::parseDecimal<std::uint64_t>(base::trimmed(message.header(sip::HeaderName::ContentLength)));
    const std::size_t present = message.body().size();
    return length && *length > present ? static_cast<std::uint32_t>(std::min(*length - present, most)) : 1;
}

} // namespace

bool cameByHep(const call::MessageRecord& record)
{
    std::string_view rest = record.tunnel;
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find('/'), rest.size());
        if (rest.substr(0, end) == "hep")
            return true;
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return false;
}

bool needsMadePackets(const call::MessageRecord& record)
{
    return record.path.transport == Transport::Tls || isWebSocket(record.path.transport) || cameByHep(record);
}

std::vector<Bytes> PacketMaker::frames(const call::MessageRecord& record, std::span<const std::byte> message)
{
    net::Path path = record.path;
    if (isWebSocket(path.transport)) {
        path.transport = Transport::Tcp;
        std::vector<Bytes> frames;
        addWebSocket(path, message, frames);
        return frames;
    }
    std::vector<Bytes> frames = m_builder.frames(path, message);
    // The rest of a cut message was not captured either; without a gap the next one would be taken for it.
    const bool isCut = record.defects.contains(sip::Defect::MessageTruncated) ||
                       record.defects.contains(sip::Defect::ContentLengthTooLarge);
    if (isCut && isStream(path.transport))
        m_builder.skip(path, missingBytes(message));
    return frames;
}

void PacketMaker::addWebSocket(const net::Path& path, std::span<const std::byte> message,
                               std::vector<Bytes>& frames)
{
    // Clients take a port from the upper range, servers have a fixed one below.
    const bool isFromClient = path.source.port >= path.destination.port;
    if (m_upgraded.size() >= net::PacketBuilder::maximumDirections / 2) {
        m_upgraded.clear();
        m_builder.restart();
    }
    if (m_upgraded.insert(std::minmax(path.source, path.destination)).second) {
        const net::Path back{path.destination, path.source, path.transport};
        const net::Path& toServer = isFromClient ? path : back;
        const std::string request = upgradeRequest(toServer.destination);
        appendTo(frames, m_builder.frames(toServer, base::asBytes(request)));
        appendTo(frames, m_builder.frames(isFromClient ? back : path, base::asBytes(upgradeResponse)));
    }
    appendTo(frames, m_builder.frames(path, webSocketFrame(message, isFromClient)));
}

} // namespace core::exporting
