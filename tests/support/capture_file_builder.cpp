// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/capture_file_builder.h"

#include <algorithm>
#include <fstream>
#include <lz4frame.h>
#include <lzma.h>
#include <memory>
#include <zlib.h>
#include <zstd.h>

namespace tests::support {
namespace {

Bytes ordered(Bytes bigEndian, ByteOrder order)
{
    if (order == ByteOrder::Little)
        std::reverse(bigEndian.begin(), bigEndian.end());
    return bigEndian;
}

Bytes padded(Bytes bytes)
{
    bytes.resize((bytes.size() + 3) / 4 * 4);
    return bytes;
}

} // namespace

Bytes pcapFile(const std::vector<PcapPacket>& packets, const PcapOptions& options)
{
    const auto n16 = [&](std::uint16_t value) { return ordered(big16(value), options.order); };
    const auto n32 = [&](std::size_t value) {
        return ordered(big32(static_cast<std::uint32_t>(value)), options.order);
    };
    Bytes file = join({n32(options.magic), n16(2), n16(options.minorVersion), n32(0), n32(0), n32(262144),
                       n32(options.link)});
    for (const PcapPacket& packet : packets) {
        const std::size_t original = packet.originalLength == 0 ? packet.bytes.size() : packet.originalLength;
        const Bytes extra = options.magic == 0xa1b2cd34 ? Bytes(8) : Bytes{};
        const Bytes record = join({n32(packet.seconds), n32(packet.fraction), n32(packet.bytes.size()),
                                   n32(original), extra, packet.bytes});
        file.insert(file.end(), record.begin(), record.end());
    }
    return file;
}

PcapngBuilder& PcapngBuilder::section(ByteOrder order)
{
    m_order = order;
    return block(0x0a0d0d0a,
                 join({number32(0x1a2b3c4d), number16(1), number16(0), Bytes(8, std::byte{0xff})}));
}

PcapngBuilder& PcapngBuilder::interface(const Interface& interface)
{
    Bytes body = join({number16(interface.link), number16(0), number32(interface.snapshotLength)});
    Bytes options;
    if (!interface.name.empty())
        options = join({options, option(2, text(interface.name))});
    if (interface.resolution)
        options = join({options, option(9, {static_cast<std::byte>(*interface.resolution)})});
    if (interface.offsetSeconds) {
        const auto bits = static_cast<std::uint64_t>(*interface.offsetSeconds);
        const Bytes big =
            join({big32(static_cast<std::uint32_t>(bits >> 32U)), big32(static_cast<std::uint32_t>(bits))});
        options = join({options, option(14, ordered(big, m_order))});
    }
    if (!options.empty())
        options = join({options, option(0, {})});
    return block(1, join({body, options}));
}

PcapngBuilder& PcapngBuilder::enhancedPacket(std::uint32_t interface, std::uint64_t stamp,
                                             const Bytes& packet, std::uint32_t originalLength,
                                             const std::vector<std::string>& comments)
{
    const auto captured = static_cast<std::uint32_t>(packet.size());
    Bytes options;
    for (const std::string& comment : comments)
        options = join({options, option(1, text(comment))});
    if (!comments.empty())
        options = join({options, number32(0)});
    return block(6,
                 join({number32(interface), number32(static_cast<std::uint32_t>(stamp >> 32U)),
                       number32(static_cast<std::uint32_t>(stamp)), number32(captured),
                       number32(originalLength == 0 ? captured : originalLength), padded(packet), options}));
}

PcapngBuilder& PcapngBuilder::obsoletePacket(std::uint16_t interface, std::uint64_t stamp,
                                             const Bytes& packet)
{
    const auto captured = static_cast<std::uint32_t>(packet.size());
    return block(
        2, join({number16(interface), number16(0xffff), number32(static_cast<std::uint32_t>(stamp >> 32U)),
                 number32(static_cast<std::uint32_t>(stamp)), number32(captured), number32(captured),
                 padded(packet)}));
}

PcapngBuilder& PcapngBuilder::simplePacket(const Bytes& packet, std::uint32_t originalLength)
{
    const auto captured = static_cast<std::uint32_t>(packet.size());
    return block(3, join({number32(originalLength == 0 ? captured : originalLength), padded(packet)}));
}

PcapngBuilder& PcapngBuilder::block(std::uint32_t type, Bytes body)
{
    body = padded(std::move(body));
    const Bytes length = number32(static_cast<std::uint32_t>(body.size() + 12));
    const Bytes whole = join({number32(type), length, body, length});
    m_bytes.insert(m_bytes.end(), whole.begin(), whole.end());
    return *this;
}

Bytes PcapngBuilder::number16(std::uint16_t value) const
{
    return ordered(big16(value), m_order);
}

Bytes PcapngBuilder::number32(std::uint32_t value) const
{
    return ordered(big32(value), m_order);
}

Bytes PcapngBuilder::option(std::uint16_t code, const Bytes& value) const
{
    return join({number16(code), number16(static_cast<std::uint16_t>(value.size())), padded(value)});
}

Bytes gzip(const Bytes& plain)
{
    z_stream zlib{};
    constexpr int withGzipHeader = 16;
    if (deflateInit2(&zlib, Z_DEFAULT_COMPRESSION, Z_DEFLATED, MAX_WBITS + withGzipHeader, 8,
                     Z_DEFAULT_STRATEGY) != Z_OK)
        return {};
    Bytes packed(deflateBound(&zlib, plain.size()));
    Bytes input = plain;
    zlib.next_in = reinterpret_cast<Bytef*>(input.data());
    zlib.avail_in = static_cast<uInt>(input.size());
    zlib.next_out = reinterpret_cast<Bytef*>(packed.data());
    zlib.avail_out = static_cast<uInt>(packed.size());
    deflate(&zlib, Z_FINISH);
    packed.resize(zlib.total_out);
    deflateEnd(&zlib);
    return packed;
}

Bytes zstd(const Bytes& plain, int windowLog)
{
    const std::unique_ptr<ZSTD_CCtx, std::size_t (*)(ZSTD_CCtx*)> context{ZSTD_createCCtx(), ZSTD_freeCCtx};
    ZSTD_CCtx_setParameter(context.get(), ZSTD_c_checksumFlag, 1);
    if (windowLog != 0) {
        ZSTD_CCtx_setParameter(context.get(), ZSTD_c_windowLog, windowLog);
        ZSTD_CCtx_setParameter(context.get(), ZSTD_c_contentSizeFlag, 0);
    }
    Bytes packed(ZSTD_compressBound(plain.size()));
    ZSTD_inBuffer in{plain.data(), plain.size(), 0};
    ZSTD_outBuffer out{packed.data(), packed.size(), 0};
    // In two steps, so that the window is not cut to what there is.
    ZSTD_compressStream2(context.get(), &out, &in, ZSTD_e_flush);
    ZSTD_compressStream2(context.get(), &out, &in, ZSTD_e_end);
    packed.resize(out.pos);
    return packed;
}

Bytes lz4(const Bytes& plain)
{
    LZ4F_preferences_t preferences{};
    preferences.frameInfo.contentChecksumFlag = LZ4F_contentChecksumEnabled;
    Bytes packed(LZ4F_compressFrameBound(plain.size(), &preferences));
    packed.resize(LZ4F_compressFrame(packed.data(), packed.size(), plain.data(), plain.size(), &preferences));
    return packed;
}

Bytes xz(const Bytes& plain)
{
    constexpr std::uint32_t fastest = 0;
    Bytes packed(lzma_stream_buffer_bound(plain.size()));
    std::size_t size = 0;
    const auto result = lzma_easy_buffer_encode(
        fastest, LZMA_CHECK_CRC32, nullptr, reinterpret_cast<const std::uint8_t*>(plain.data()), plain.size(),
        reinterpret_cast<std::uint8_t*>(packed.data()), &size, packed.size());
    packed.resize(result == LZMA_OK ? size : 0);
    return packed;
}

bool writeFile(const std::string& path, const Bytes& bytes)
{
    std::ofstream file{path, std::ios::binary};
    file.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    return file.good();
}

} // namespace tests::support
