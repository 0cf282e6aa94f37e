// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/hep/hep_stream_framer.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <vector>

using core::hep::HepStreamFramer;

namespace {

void require(bool condition)
{
    if (!condition)
        std::abort();
}

struct Seen {
    std::uint64_t offset;
    std::size_t size;
    bool isPacket;
    bool operator==(const Seen&) const = default;
};

/// A packet may begin with the last letters of the one before it.
bool follows(std::uint64_t offset, const std::vector<Seen>& seen)
{
    const std::uint64_t end = seen.empty() ? 0 : seen.back().offset + seen.back().size;
    const std::uint64_t overlap = !seen.empty() && seen.back().isPacket ? 3 : 0;
    return offset <= end && offset + overlap >= end;
}

/// Takes all pieces and checks that they are the stream, byte by byte.
void drain(HepStreamFramer& framer, std::span<const std::byte> stream, std::vector<Seen>& seen)
{
    while (const auto piece = framer.next()) {
        require(!piece->bytes.empty() && piece->bytes.size() <= HepStreamFramer::maximumPiece);
        require(follows(piece->streamOffset, seen));
        require(std::ranges::equal(piece->bytes, stream.subspan(piece->streamOffset, piece->bytes.size())));
        seen.push_back({piece->streamOffset, piece->bytes.size(), piece->isPacket});
    }
}

} // namespace

/// The first byte says how the rest is cut into segments, and whether bytes are missing between some of them.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    if (size == 0)
        return 0;
    const std::size_t segment = 1 + (data[0] & 0x3FU);
    const bool hasGaps = (data[0] & 0x80U) != 0;
    const std::span<const std::byte> stream(reinterpret_cast<const std::byte*>(data + 1), size - 1);

    HepStreamFramer whole;
    HepStreamFramer parts;
    std::vector<Seen> fromWhole;
    std::vector<Seen> fromParts;
    whole.append(stream);
    drain(whole, stream, fromWhole);
    std::size_t count = 0;
    for (std::size_t at = 0; at < stream.size(); at += segment) {
        const bool followsGap = hasGaps && ++count % 5 == 0;
        parts.append(stream.subspan(at, std::min(segment, stream.size() - at)), followsGap);
        drain(parts, stream, fromParts);
        require(parts.pendingBytes() <= HepStreamFramer::maximumPiece);
    }
    whole.finish();
    parts.finish();
    drain(whole, stream, fromWhole);
    drain(parts, stream, fromParts);
    require(hasGaps || fromWhole == fromParts);
    require(whole.pendingBytes() == 0 && parts.pendingBytes() == 0);
    return 0;
}
