// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/xz_decompressor.h"

#include <algorithm>
#include <lzma.h>

namespace core::capture {

struct XzDecompressor::Stream {
    Stream() { restart(); }

    ~Stream() { lzma_end(&lzma); }

    Stream(const Stream&) = delete;
    Stream& operator=(const Stream&) = delete;

    void restart() { isUsable = lzma_stream_decoder(&lzma, maximumMemory, 0) == LZMA_OK; }

    lzma_stream lzma = LZMA_STREAM_INIT;
    bool isUsable = false;
};

XzDecompressor::XzDecompressor() : m_stream(std::make_unique<Stream>()) {}

XzDecompressor::~XzDecompressor() = default;

Decompressor::Step XzDecompressor::decompress(std::span<const std::byte> input, std::span<std::byte> output)
{
    if (state() == State::BetweenMembers) {
        const auto isPadding = [](std::byte byte) { return byte == std::byte{}; };
        const auto streamBegin = std::find_if_not(input.begin(), input.end(), isPadding);
        if (streamBegin != input.begin())
            return {static_cast<std::size_t>(streamBegin - input.begin()), 0, State::BetweenMembers};
    }
    if (!m_stream->isUsable)
        return {0, 0, State::Unsupported};

    lzma_stream& lzma = m_stream->lzma;
    lzma.next_in = reinterpret_cast<const std::uint8_t*>(input.data());
    lzma.avail_in = input.size();
    lzma.next_out = reinterpret_cast<std::uint8_t*>(output.data());
    lzma.avail_out = output.size();
    const lzma_ret result = lzma_code(&lzma, LZMA_RUN);
    const std::size_t consumed = input.size() - lzma.avail_in;
    const std::size_t produced = output.size() - lzma.avail_out;
    switch (result) {
    case LZMA_OK:
    case LZMA_BUF_ERROR: // neither input nor room: not an error of the file
        return {consumed, produced, State::Running};
    case LZMA_STREAM_END:
        m_stream->restart();
        return {consumed, produced, State::BetweenMembers};
    case LZMA_MEM_ERROR:
    case LZMA_MEMLIMIT_ERROR:
    case LZMA_OPTIONS_ERROR:
        return {consumed, produced, State::Unsupported};
    default:
        return {consumed, produced, State::Damaged};
    }
}

} // namespace core::capture
