// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/websocket_framer.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <vector>

using core::net::WebSocketFramer;

namespace {

void require(bool isTrue)
{
    if (!isTrue)
        std::abort();
}

struct Seen {
    std::uint64_t begin;
    std::vector<std::byte> bytes;
    bool isTruncated;

    bool operator==(const Seen&) const = default;
};

void drain(WebSocketFramer& framer, std::vector<Seen>& seen)
{
    while (const auto message = framer.next()) {
        require(message->bytes.size() <= WebSocketFramer::maximumMessage);
        require(message->streamBegin <= message->streamEnd);
        require(seen.empty() || message->streamBegin > seen.back().begin);
        seen.push_back(
            {message->streamBegin, {message->bytes.begin(), message->bytes.end()}, message->isTruncated});
    }
}

} // namespace

/// The first byte says how the rest is cut into segments, and whether some of them follow a gap.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    if (size == 0)
        return 0;
    const std::size_t segment = 1 + (data[0] & 0x3fU);
    const bool hasGaps = (data[0] & 0x80U) != 0;
    const std::span stream{reinterpret_cast<const std::byte*>(data + 1), size - 1};

    WebSocketFramer parts;
    std::vector<Seen> inParts;
    for (std::size_t offset = 0; offset < stream.size(); offset += segment) {
        parts.append(stream.subspan(offset, std::min(segment, stream.size() - offset)),
                     hasGaps && offset / segment % 5 == 4);
        drain(parts, inParts);
    }
    const bool isForeign = parts.verdict() == WebSocketFramer::Verdict::Foreign;
    parts.append({}, true);
    drain(parts, inParts);

    // Without gaps it does not matter how the stream is cut, as long as the framer stays in step.
    WebSocketFramer whole;
    std::vector<Seen> atOnce;
    whole.append(stream, false);
    drain(whole, atOnce);
    whole.append({}, true);
    drain(whole, atOnce);
    if (!hasGaps && !isForeign && whole.hasHandshake() && !atOnce.empty() && !inParts.empty())
        require(atOnce.front() == inParts.front());
    return 0;
}
