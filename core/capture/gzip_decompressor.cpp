// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/gzip_decompressor.h"

#include <algorithm>
#include <limits>
#include <zlib.h>

namespace core::capture {
namespace {

constexpr std::byte gzipFirstByte{0x1f};

/// zlib counts in unsigned int.
uInt clampedSize(std::size_t size)
{
    return static_cast<uInt>(std::min<std::size_t>(size, std::numeric_limits<uInt>::max()));
}

} // namespace

struct GzipDecompressor::Stream {
    Stream()
    {
        constexpr int gzipOnly = 16;
        isUsable = inflateInit2(&zlib, MAX_WBITS + gzipOnly) == Z_OK;
    }

    ~Stream() { inflateEnd(&zlib); }

    Stream(const Stream&) = delete;
    Stream& operator=(const Stream&) = delete;

    z_stream zlib{};
    bool isUsable = false;
};

GzipDecompressor::GzipDecompressor() : m_stream(std::make_unique<Stream>()) {}

GzipDecompressor::~GzipDecompressor() = default;

Decompressor::Step GzipDecompressor::decompress(std::span<const std::byte> input, std::span<std::byte> output)
{
    if (!m_stream->isUsable)
        return {0, 0, State::Damaged};
    // Tapes and downloads pad with zeros; gzip itself ignores whatever follows the last member.
    if (state() == State::BetweenMembers && m_hadMember && input.front() != gzipFirstByte)
        return {0, 0, State::Finished};

    z_stream& zlib = m_stream->zlib;
    zlib.next_in = const_cast<Bytef*>(reinterpret_cast<const Bytef*>(input.data()));
    zlib.avail_in = clampedSize(input.size());
    zlib.next_out = reinterpret_cast<Bytef*>(output.data());
    zlib.avail_out = clampedSize(output.size());
    const uInt inputBefore = zlib.avail_in;
    const uInt outputBefore = zlib.avail_out;

    State reached = State::Running;
    const int result = inflate(&zlib, Z_NO_FLUSH);
    if (result == Z_STREAM_END) {
        m_hadMember = true;
        reached = State::BetweenMembers;
        inflateReset(&zlib);
    } else if (result != Z_OK && result != Z_BUF_ERROR) {
        reached = State::Damaged;
    }
    return {inputBefore - zlib.avail_in, outputBefore - zlib.avail_out, reached};
}

} // namespace core::capture
