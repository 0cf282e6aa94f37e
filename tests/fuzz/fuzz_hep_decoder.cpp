// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/hep/hep_chunks.h"
#include "core/hep/hep_encoder.h"
#include "core/hep/hep_inflate.h"
#include "core/hep/hep_unpacker.h"

#include <cstdint>
#include <cstdlib>

using namespace core::hep;

namespace {

void require(bool isTrue)
{
    if (!isTrue)
        std::abort();
}

/// Every byte of the payload and of the texts must be readable; sanitizers see it otherwise.
unsigned touch(const HepPacket& packet)
{
    unsigned sum = 0;
    for (const std::byte b : packet.payload)
        sum += std::to_integer<unsigned>(b);
    for (const std::string_view text : {packet.agentName, packet.correlationId, packet.authenticationKey}) {
        for (const char c : text)
            sum += static_cast<unsigned char>(c);
    }
    return sum;
}

/// What we can send says the same when it is received.
void checkRoundTrip(const HepPacket& packet)
{
    std::vector<std::byte> encoded;
    if (!encodeHep3(packet, encoded))
        return;
    const HepDecoding again = decodeHep(encoded);
    require(again.packet.has_value());
    require(again.packet->path.source == packet.path.source);
    require(again.packet->path.destination == packet.path.destination);
    require(again.packet->captured == packet.captured);
    require(again.packet->payload.size() == packet.payload.size());
    require(again.packet->captureId == packet.captureId);
    require(!again.packet->defects.contains(HepDefect::CutShort));
    require(!again.packet->defects.contains(HepDefect::ChunkMalformed));
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::span bytes{reinterpret_cast<const std::byte*>(data), size};
    (void)likelyHep(bytes);

    const HepDecoding decoding = decodeHep(bytes);
    require(decoding.packet.has_value() == (decoding.refusal == HepRefusal::None));
    if (decoding.packet) {
        touch(*decoding.packet);
        checkRoundTrip(*decoding.packet);
    }

    static HepUnpacker unpacker;
    const HepDecoding unpacked = unpacker.unpack(bytes);
    if (unpacked.packet) {
        touch(*unpacked.packet);
        require(unpacked.packet->payload.size() <= maximumInflatedBytes);
    }

    HepChunkReader chunks{bytes};
    std::size_t walked = 0;
    while (const auto chunk = chunks.next())
        walked += chunkHeaderSize + chunk->body.size();
    require(walked <= size);
    return 0;
}
