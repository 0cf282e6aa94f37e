// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/hep/hep_inflate.h"

#include "core/base/byte_reader.h"

#include <algorithm>
#include <zlib.h>

namespace core::hep {
namespace {

constexpr int detectGzipOrZlib = MAX_WBITS + 32;
constexpr int bareDeflate = -MAX_WBITS;

/// RFC 1950 section 2.2: method 8, and the first two bytes are a multiple of 31.
bool beginsLikeZlib(std::span<const std::byte> bytes)
{
    base::ByteReader reader{bytes};
    const std::uint16_t header = reader.u16();
    return !reader.failed() && (header >> 8U & 0x0fU) == Z_DEFLATED && header % 31 == 0;
}

class InflateStream {
public:
    explicit InflateStream(int windowBits) { m_isOpen = inflateInit2(&m_stream, windowBits) == Z_OK; }

    InflateStream(const InflateStream&) = delete;
    InflateStream& operator=(const InflateStream&) = delete;

    ~InflateStream()
    {
        if (m_isOpen)
            inflateEnd(&m_stream);
    }

    [[nodiscard]] bool isOpen() const { return m_isOpen; }

    z_stream& get() { return m_stream; }

private:
    z_stream m_stream{};
    bool m_isOpen = false;
};

} // namespace

bool beginsLikeGzip(std::span<const std::byte> bytes)
{
    return bytes.size() >= 2 && bytes[0] == std::byte{0x1f} && bytes[1] == std::byte{0x8b};
}

Inflation inflatePayload(std::span<const std::byte> compressed, std::vector<std::byte>& output)
{
    const bool hasHeader = beginsLikeGzip(compressed) || beginsLikeZlib(compressed);
    InflateStream inflater{hasHeader ? detectGzipOrZlib : bareDeflate};
    output.resize(maximumInflatedBytes + 1);
    if (!inflater.isOpen()) {
        output.clear();
        return Inflation::Broken;
    }
    z_stream& stream = inflater.get();
    // zlib's interface has no const for input that it does not change.
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<std::byte*>(compressed.data()));
    stream.avail_in = static_cast<uInt>(std::min<std::size_t>(compressed.size(), maximumInflatedBytes));
    stream.next_out = reinterpret_cast<Bytef*>(output.data());
    stream.avail_out = static_cast<uInt>(output.size());
    const int result = inflate(&stream, Z_FINISH);
    const std::size_t produced = output.size() - stream.avail_out;
    output.resize(std::min(produced, maximumInflatedBytes));
    if (produced > maximumInflatedBytes)
        return Inflation::TooLarge;
    return result == Z_STREAM_END ? Inflation::Done : Inflation::Broken;
}

} // namespace core::hep
