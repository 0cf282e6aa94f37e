// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/ring_blocks.h"

#include <vector>

namespace core::session {

base::Status RingBlocks::prepare(sqlite::Database& database)
{
    m_database = &database;
    const auto statement = [&database](const char* sql) { return sqlite::Statement{database, sql}; };
    m_next =
        statement("SELECT id, first, last FROM frame_blocks WHERE stream = ? AND first > ? AND first <= ?"
                  " ORDER BY first LIMIT 1");
    m_data = statement("SELECT data FROM frame_blocks WHERE id = ?");
    m_delete = statement("DELETE FROM frame_blocks WHERE id = ?");
    m_insert = statement("INSERT INTO frame_blocks(stream, first, last, data) VALUES(?, ?, ?, ?)");
    for (const sqlite::Statement* prepared : {&m_next, &m_data, &m_delete, &m_insert}) {
        if (!prepared->status())
            return prepared->status();
    }
    return {};
}

base::Result<RingBlocks::Place> RingBlocks::next(BlockStream stream, std::int64_t after, std::int64_t end)
{
    Place place;
    if (m_next.query(static_cast<std::int64_t>(stream), after, end).next())
        place = {m_next.integer(0), m_next.integer(1), m_next.integer(2), stream};
    if (auto status = m_next.status(); !status)
        return status.error();
    m_next.reset();
    return place;
}

base::Result<Block> RingBlocks::unpack(const Place& place)
{
    if (!m_data.query(place.id).next())
        return m_data.status() ? base::Error{base::ErrorCode::SessionDamaged, m_database->path(), "block"}
                               : m_data.status().error();
    auto block = m_unpacker.unpack(m_data.bytes(0));
    m_data.reset();
    return block;
}

base::Result<std::size_t> RingBlocks::replace(const Place& place, const Block& block, const Numbers& kept)
{
    if (auto done = m_delete.run(place.id); !done)
        return done.error();
    BlockBuilder builder{place.stream};
    for (const BlockEntry& entry : block.entries) {
        if (kept.contains(entry.number))
            builder.append(entry.number, entry.header, block.bytesOf(entry), block.commentOf(entry));
    }
    const RawBlock& raw = builder.block();
    const std::size_t gone = block.entries.size() - raw.frames;
    if (raw.isEmpty())
        return gone;
    const std::vector<std::byte> packed = m_packer.pack(raw);
    if (auto done = m_insert.run(static_cast<std::int64_t>(place.stream), raw.first, raw.last,
                                 std::span<const std::byte>{packed});
        !done)
        return done.error();
    return gone;
}

} // namespace core::session
