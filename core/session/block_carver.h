// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/session/frame_block.h"
#include "core/session/sqlite/raw_file.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <unordered_map>
#include <vector>

namespace core::session {

/// Finds blocks in a session that SQLite cannot read, by their magic alone. A block begins somewhere in a
/// leaf page of a table and goes on in a chain of overflow pages (SQLite file format, sections 1.6 and 1.7);
/// pages may lie in the file or in its WAL. Everything is checked by the block's checksum.
class BlockCarver {
public:
    /// Where a block begins.
    struct Place {
        std::int64_t first = 0;
        std::int64_t last = 0;
        BlockStream stream = BlockStream::Signalling;
        bool isInWal = false;
        std::uint64_t pageOffset = 0; ///< of the page, in its file
        std::uint32_t offset = 0;     ///< of the block, in the page
    };

    [[nodiscard]] static base::Result<BlockCarver> open(const std::filesystem::path& path);

    /// All beginnings of blocks, in no order; what their headers say is not yet checked.
    [[nodiscard]] std::vector<Place> findAll();

    /// Nothing when the block is damaged.
    [[nodiscard]] std::optional<Block> load(const Place& place);

private:
    explicit BlockCarver(sqlite::RawFile file) : m_file(std::move(file)) {}

    void readPageSize();
    void readWal();
    void findInPage(std::span<const std::byte> page, std::uint64_t pageOffset, bool isInWal,
                    std::vector<Place>& places) const;
    [[nodiscard]] bool readPage(std::uint32_t number, bool withWal, std::vector<std::byte>& page) const;
    [[nodiscard]] std::optional<Block> assemble(std::span<const std::byte> start, std::uint32_t size,
                                                std::uint32_t prefix, bool withWal);

    sqlite::RawFile m_file;
    std::optional<sqlite::RawFile> m_wal;
    std::uint32_t m_pageSize = 0;
    std::uint32_t m_usableSize = 0;
    std::vector<std::uint64_t> m_walPageOffsets;                    ///< in the order of the WAL
    std::unordered_map<std::uint32_t, std::uint64_t> m_newestInWal; ///< page number -> offset in the WAL
    std::unique_ptr<BlockUnpacker> m_unpacker = std::make_unique<BlockUnpacker>();
};

} // namespace core::session
