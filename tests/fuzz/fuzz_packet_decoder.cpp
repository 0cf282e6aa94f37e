// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/byte_reader.h"
#include "core/net/packet_decoder.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <set>

using namespace core;
using namespace core::net;

namespace {

void require(bool isTrue)
{
    if (!isTrue)
        std::abort();
}

bool isPartOf(std::span<const std::byte> part, std::span<const std::byte> whole)
{
    return part.data() >= whole.data() && part.data() + part.size() <= whole.data() + whole.size();
}

/// Every byte must be readable; sanitizers see it otherwise.
void touch(std::span<const std::byte> bytes)
{
    volatile unsigned sum = 0;
    for (const std::byte value : bytes)
        sum = sum + std::to_integer<unsigned>(value);
}

class CheckingHandler final : public PayloadHandler {
public:
    void onDatagram(const FrameView& frame, const Datagram& datagram) override
    {
        ++delivered;
        touch(datagram.bytes);
        if (datagram.isWithinFrame)
            require(isPartOf(datagram.bytes, frame.bytes));
        else
            require(!datagram.frames.empty() && datagram.frames.back() == frame.number);
    }

    void onStreamBytes(const FrameView& frame, const StreamBytes& bytes) override
    {
        ++delivered;
        touch(bytes.bytes);
        require(!bytes.bytes.empty());
        require(!m_closed.contains(bytes.stream));
        require(bytes.stream != bytes.opposite);
        if (bytes.isWithinFrame)
            require(bytes.frame == frame.number &&
                    frame.bytes.data() + bytes.frameOffset == bytes.bytes.data());
        m_open.insert(bytes.stream);
    }

    void onStreamClosed(StreamId stream) override
    {
        require(m_open.erase(stream) == 1);
        require(m_closed.insert(stream).second);
    }

    [[nodiscard]] bool allClosed() const { return m_open.empty(); }

    int delivered = 0;

private:
    std::set<StreamId> m_open;
    std::set<StreamId> m_closed;
};

} // namespace

/// A list of frames: link type (index), seconds since the last one, length (16 bits), bytes.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    constexpr std::array<std::uint32_t, 20> links{1,   113, 276, 101, 0,   108, 9,   50,  51, 104,
                                                  239, 105, 127, 192, 258, 119, 204, 228, 8,  0x10000};
    DecoderLimits limits;
    limits.fragmentBytes = 100'000;
    limits.streams = 8;
    limits.heldBytesPerStream = 2'000;
    limits.heldBytes = 5'000;
    limits.streamIdle = std::chrono::seconds{100};
    PacketDecoder decoder{limits};
    CheckingHandler handler;

    base::ByteReader reader{{reinterpret_cast<const std::byte*>(data), size}};
    FrameView frame;
    while (reader.remaining() >= 4) {
        frame.link = static_cast<LinkType>(links.at(reader.u8() % links.size()));
        frame.arrived += std::chrono::seconds{reader.u8()};
        frame.captured = frame.arrived;
        const std::size_t length = reader.u16();
        // Its own allocation, so that reading past the end is seen.
        const auto bytes = reader.bytes(std::min(length, reader.remaining()));
        const std::vector<std::byte> copy(bytes.begin(), bytes.end());
        frame.bytes = copy;
        frame.number.value += 1;
        handler.delivered = 0;
        const FrameClass result = decoder.decode(frame, handler);
        require(result != FrameClass::Payload || handler.delivered > 0);
    }
    decoder.finish(handler);
    require(handler.allClosed());
    return 0;
}
