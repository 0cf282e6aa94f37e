// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/block_carver.h"

#include "core/base/byte_reader.h"
#include "core/session/schema.h"
#include "core/session/session_file.h"

#include <algorithm>
#include <array>
#include <bit>
#include <functional>

namespace core::session {
namespace {

constexpr std::size_t databaseHeaderSize = 100;
constexpr std::size_t walHeaderSize = 32;
constexpr std::size_t walFrameHeaderSize = 24;

/// What may stand before the block in its row: sizes, types, and up to three small numbers.
constexpr std::uint32_t shortestPrefix = 4;
constexpr std::uint32_t longestPrefix = 48;

std::uint32_t bigEndianAt(std::span<const std::byte> bytes, std::size_t offset)
{
    base::ByteReader reader{bytes.subspan(offset)};
    return reader.u32();
}

/// Bytes of a row that stand in the leaf page itself (SQLite file format, section 1.6, "table b-tree leaf
/// cell").
std::uint32_t localSize(std::uint32_t payload, std::uint32_t usable)
{
    if (payload <= usable - 35)
        return payload;
    const std::uint32_t smallest = (usable - 12) * 32 / 255 - 23;
    const std::uint32_t best = smallest + (payload - smallest) % (usable - 4);
    return best <= usable - 35 ? best : smallest;
}

} // namespace

base::Result<BlockCarver> BlockCarver::open(const std::filesystem::path& path)
{
    auto file = sqlite::RawFile::open(path);
    if (!file)
        return file.error();
    BlockCarver carver{std::move(*file)};
    carver.readPageSize();
    if (fileBytes(walPath(path)) > walHeaderSize) {
        if (auto wal = sqlite::RawFile::open(walPath(path))) {
            carver.m_wal.emplace(std::move(*wal));
            carver.readWal();
        }
    }
    return carver;
}

/// From the file's header when it makes sense, else what we write.
void BlockCarver::readPageSize()
{
    m_pageSize = m_usableSize = pageSize;
    std::array<std::byte, databaseHeaderSize> header{};
    if (!m_file.read(0, header) || std::to_integer<char>(header[0]) != 'S')
        return;
    base::ByteReader reader{std::span{header}.subspan(16)};
    const std::uint32_t size = reader.u16();
    reader.skip(2);
    const std::uint32_t reserved = reader.u8();
    if (size >= 512 && std::has_single_bit(size) && reserved <= 32) {
        m_pageSize = size;
        m_usableSize = size - reserved;
    }
}

/// Frames of the newest round of the WAL have the salts of its header (section 4.1).
void BlockCarver::readWal()
{
    std::array<std::byte, walHeaderSize> header{};
    if (!m_wal->read(0, header) || (bigEndianAt(header, 0) & ~1U) != 0x377f0682 ||
        bigEndianAt(header, 8) != m_pageSize)
        return;
    std::array<std::byte, walFrameHeaderSize> frame{};
    const std::uint64_t step = walFrameHeaderSize + std::uint64_t{m_pageSize};
    for (std::uint64_t at = walHeaderSize; m_wal->read(at, frame); at += step) {
        if (!std::equal(frame.begin() + 8, frame.begin() + 16, header.begin() + 16))
            break;
        m_walPageOffsets.push_back(at + walFrameHeaderSize);
        m_newestInWal[bigEndianAt(frame, 0)] = at + walFrameHeaderSize;
    }
}

void BlockCarver::findInPage(std::span<const std::byte> page, std::uint64_t pageOffset, bool isInWal,
                             std::vector<Place>& places) const
{
    static const std::boyer_moore_horspool_searcher searcher{
        blockMagic.begin(), blockMagic.end(),
        [](std::byte byte) { return std::to_integer<std::size_t>(byte); }};
    for (auto at = page.begin();; ++at) {
        at = std::search(at, page.end(), searcher);
        if (at == page.end())
            return;
        const auto offset = static_cast<std::size_t>(at - page.begin());
        const auto summary = readBlockHeader(page.subspan(offset));
        if (summary && summary->stream != BlockStream::Assembled) {
            places.push_back({summary->first, summary->last, summary->stream, isInWal, pageOffset,
                              static_cast<std::uint32_t>(offset)});
        }
    }
}

std::vector<BlockCarver::Place> BlockCarver::findAll()
{
    std::vector<Place> places;
    std::vector<std::byte> page(m_pageSize);
    for (std::uint64_t at = 0; m_file.read(at, page); at += m_pageSize)
        findInPage(page, at, false, places);
    for (const std::uint64_t at : m_walPageOffsets) {
        if (m_wal->read(at, page))
            findInPage(page, at, true, places);
    }
    return places;
}

bool BlockCarver::readPage(std::uint32_t number, bool withWal, std::vector<std::byte>& page) const
{
    if (withWal) {
        if (const auto found = m_newestInWal.find(number); found != m_newestInWal.end())
            return m_wal->read(found->second, page);
    }
    return number > 0 && m_file.read((std::uint64_t{number} - 1) * m_pageSize, page);
}

/// `start` is the page from the block on; `prefix` how many bytes of the row are taken to stand before it.
std::optional<Block> BlockCarver::assemble(std::span<const std::byte> start, std::uint32_t size,
                                           std::uint32_t prefix, bool withWal)
{
    const std::uint32_t local = localSize(prefix + size, m_usableSize);
    if (local == prefix + size) {
        auto block = start.size() >= size ? m_unpacker->unpack(start.first(size)) : base::Error{};
        return block ? std::optional{std::move(*block)} : std::nullopt;
    }
    const std::uint32_t here = local - prefix;
    if (local <= prefix || std::size_t{here} + 4 > start.size())
        return std::nullopt;
    std::vector<std::byte> bytes(start.begin(), start.begin() + here);
    std::vector<std::byte> page(m_pageSize);
    std::uint32_t next = bigEndianAt(start, here);
    while (bytes.size() < size) {
        if (next < 2 || !readPage(next, withWal, page))
            return std::nullopt;
        const std::size_t taken = std::min<std::size_t>(size - bytes.size(), m_usableSize - 4);
        bytes.insert(bytes.end(), page.begin() + 4, page.begin() + 4 + static_cast<std::ptrdiff_t>(taken));
        next = bigEndianAt(page, 0);
    }
    if (next != 0) // the chain of another length of prefix
        return std::nullopt;
    auto block = m_unpacker->unpack(bytes);
    return block ? std::optional{std::move(*block)} : std::nullopt;
}

std::optional<Block> BlockCarver::load(const Place& place)
{
    std::vector<std::byte> page(m_pageSize);
    const sqlite::RawFile& file = place.isInWal ? *m_wal : m_file;
    if (!file.read(place.pageOffset, page))
        return std::nullopt;
    const auto start = std::span<const std::byte>{page}.subspan(place.offset);
    const auto summary = readBlockHeader(start);
    if (!summary)
        return std::nullopt;
    for (const bool withWal : {true, false}) {
        if (withWal && m_newestInWal.empty())
            continue;
        for (std::uint32_t prefix = shortestPrefix; prefix <= longestPrefix; ++prefix) {
            if (auto block = assemble(start, summary->size, prefix, withWal))
                return block;
        }
    }
    return std::nullopt;
}

} // namespace core::session
