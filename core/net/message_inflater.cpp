// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/message_inflater.h"

#include <algorithm>
#include <array>
#include <zlib.h>

namespace core::net {
namespace {

constexpr std::size_t growth = std::size_t{16} << 10U;

} // namespace

struct MessageInflater::Stream {
    Stream() { isUsable = inflateInit2(&zlib, -MAX_WBITS) == Z_OK; }

    ~Stream() { inflateEnd(&zlib); }

    Stream(const Stream&) = delete;
    Stream& operator=(const Stream&) = delete;

    z_stream zlib{};
    bool isUsable = false;
};

MessageInflater::MessageInflater() : m_stream(std::make_unique<Stream>()) {}

MessageInflater::~MessageInflater() = default;

bool MessageInflater::inflate(std::span<const std::byte> packed, std::size_t maximumSize,
                              std::vector<std::byte>& plain)
{
    // The sender left these bytes out.
    constexpr std::array tail{std::byte{0x00}, std::byte{0x00}, std::byte{0xff}, std::byte{0xff}};
    plain.clear();
    const bool isWhole =
        m_stream->isUsable && feed(packed, maximumSize, plain) && feed(tail, maximumSize, plain);
    if (!isWhole)
        inflateReset(&m_stream->zlib);
    return isWhole;
}

bool MessageInflater::feed(std::span<const std::byte> packed, std::size_t maximumSize,
                           std::vector<std::byte>& plain)
{
    z_stream& zlib = m_stream->zlib;
    zlib.next_in = const_cast<Bytef*>(reinterpret_cast<const Bytef*>(packed.data()));
    zlib.avail_in = static_cast<uInt>(packed.size());
    for (;;) {
        const std::size_t filled = plain.size();
        // One byte more than allowed, to tell "exactly" from "too long".
        const std::size_t room = std::min(growth, maximumSize + 1 - filled);
        if (room == 0)
            return false;
        plain.resize(filled + room);
        zlib.next_out = reinterpret_cast<Bytef*>(plain.data() + filled);
        zlib.avail_out = static_cast<uInt>(room);
        const int result = ::inflate(&zlib, Z_SYNC_FLUSH);
        plain.resize(filled + room - zlib.avail_out);
        if (plain.size() > maximumSize) {
            plain.resize(maximumSize);
            return false;
        }
        if (result == Z_STREAM_END) // a final block: what follows begins anew
            inflateReset(&zlib);
        else if (result != Z_OK && result != Z_BUF_ERROR)
            return false;
        if (zlib.avail_out != 0 && (zlib.avail_in == 0 || result == Z_BUF_ERROR))
            return true;
    }
}

} // namespace core::net
