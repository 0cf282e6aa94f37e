// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/session/frame_block.h"
#include "core/session/row_reader.h"
#include "core/session/sqlite/database.h"
#include "core/session/sqlite/statement.h"

#include <cstdint>
#include <deque>
#include <list>
#include <memory>
#include <vector>

namespace core::session {

/// Finds frames and message bytes in the blocks of a session, and keeps the blocks that were used last
/// unpacked: few, and more of them (up to some 50 MiB) once it has to unpack the same block again, as for
/// calls that are read one after the other and lie scattered. One thread, and not longer than its database.
class BlockStore {
public:
    explicit BlockStore(sqlite::Database& database);

    /// The block that may hold this number; null when no block of the stream can. SessionDamaged when it
    /// cannot be unpacked.
    [[nodiscard]] base::Result<std::shared_ptr<const Block>> find(BlockStream stream, std::int64_t number);

    /// The first block of a stream with numbers beyond `after`; null at the end. `covered` gets the last
    /// number of the block, also when it is damaged, so that a loop can go on behind it.
    [[nodiscard]] base::Result<std::shared_ptr<const Block>> next(BlockStream stream, std::int64_t after,
                                                                  std::int64_t& covered);

    /// The bytes of a message: a view of `holder`, which keeps the block alive.
    [[nodiscard]] base::Result<std::span<const std::byte>> bytesOf(const MessagePlace& place,
                                                                   std::shared_ptr<const Block>& holder);

private:
    /// Where a block is in the file; 0: nowhere, -1: in the tail.
    struct Location {
        std::int64_t id = 0;
        std::int64_t last = 0;
    };

    Location locate(BlockStream stream, std::int64_t number);
    [[nodiscard]] std::shared_ptr<const Block> cached(BlockStream stream, std::int64_t number);
    base::Result<std::shared_ptr<const Block>> load(BlockStream stream, Location location);
    [[nodiscard]] Block takeOldest();
    void noteLoaded(std::int64_t id);

    sqlite::Database& m_database;
    sqlite::Statement m_before;
    sqlite::Statement m_after;
    sqlite::Statement m_tailRange;
    sqlite::Statement m_data;
    sqlite::Statement m_tail;
    BlockUnpacker m_unpacker;
    std::list<std::shared_ptr<Block>> m_cache; ///< used last first
    std::size_t m_mostCached;
    /// The blocks that were unpacked last, to know those that should have stayed.
    std::deque<std::int64_t> m_loaded;
};

} // namespace core::session
