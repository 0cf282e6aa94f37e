// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/session/frame_block.h"
#include "core/session/sqlite/database.h"
#include "core/session/sqlite/statement.h"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <unordered_set>

namespace core::session {

/// The blocks of a ring: finds them in their order, and puts smaller ones in their places. Within the
/// transactions of the writer; one thread.
class RingBlocks {
public:
    /// Where a block is, and which numbers it reaches from and to.
    struct Place {
        std::int64_t id = 0; ///< 0: there is none
        std::int64_t first = 0;
        std::int64_t last = 0;
        BlockStream stream = BlockStream::Signalling;
    };

    using Numbers = std::unordered_set<std::int64_t>;

    base::Status prepare(sqlite::Database& database);

    /// The first block of a stream that begins behind the number `after` and not behind `end`.
    [[nodiscard]] base::Result<Place> next(BlockStream stream, std::int64_t after,
                                           std::int64_t end = std::numeric_limits<std::int64_t>::max());
    [[nodiscard]] base::Result<Block> unpack(const Place& place);
    /// Instead of the block at `place`, which is `block`, one with the entries of these numbers only; none
    /// when it has none of them. How many went with it.
    base::Result<std::size_t> replace(const Place& place, const Block& block, const Numbers& kept);

private:
    sqlite::Database* m_database = nullptr;
    BlockPacker m_packer;
    BlockUnpacker m_unpacker;
    sqlite::Statement m_next;
    sqlite::Statement m_data;
    sqlite::Statement m_delete;
    sqlite::Statement m_insert;
};

} // namespace core::session
