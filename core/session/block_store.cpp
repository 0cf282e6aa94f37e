// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/block_store.h"

#include "core/session/sqlite/write_scope.h"

#include <algorithm>

namespace core::session {
namespace {

using base::ErrorCode;

/// About 500 KiB each.
constexpr std::size_t fewestCachedBlocks = 16;
constexpr std::size_t mostCachedBlocks = 96;
/// What reads a whole session twice in order unpacks every block twice, and keeping more would not help.
constexpr std::size_t rememberedBlocks = 256;

constexpr std::int64_t tailId = -1;

} // namespace

BlockStore::BlockStore(sqlite::Database& database)
    : m_database(database),
      m_before(
          database,
          "SELECT id, last FROM frame_blocks WHERE stream = ? AND first <= ? ORDER BY first DESC LIMIT 1"),
      m_after(database,
              "SELECT id, last FROM frame_blocks WHERE stream = ? AND first > ? ORDER BY first LIMIT 1"),
      m_tailRange(database, "SELECT last FROM frame_tail WHERE stream = ? AND last >= ?"),
      m_data(database, "SELECT data FROM frame_blocks WHERE id = ?"),
      m_tail(database, "SELECT data FROM frame_tail WHERE stream = ?"), m_mostCached(fewestCachedBlocks)
{
}

/// The block with `number`, else the next one after it.
BlockStore::Location BlockStore::locate(BlockStream stream, std::int64_t number)
{
    const auto streamNumber = static_cast<std::int64_t>(stream);
    Location location;
    if (m_before.query(streamNumber, number).next() && m_before.integer(1) >= number)
        location = {m_before.integer(0), m_before.integer(1)};
    else if (m_after.query(streamNumber, number).next())
        location = {m_after.integer(0), m_after.integer(1)};
    else if (m_tailRange.query(streamNumber, number).next())
        location = {tailId, m_tailRange.integer(0)};
    m_before.reset();
    m_after.reset();
    m_tailRange.reset();
    return location;
}

std::shared_ptr<const Block> BlockStore::cached(BlockStream stream, std::int64_t number)
{
    for (auto at = m_cache.begin(); at != m_cache.end(); ++at) {
        const Block& block = **at;
        if (block.stream == stream && block.entries.front().number <= number &&
            block.entries.back().number >= number) {
            m_cache.splice(m_cache.begin(), m_cache, at);
            return m_cache.front();
        }
    }
    return nullptr;
}

/// Makes room in the cache; the memory of the block that goes, unless somebody still looks at it.
Block BlockStore::takeOldest()
{
    Block oldest;
    if (m_cache.size() < m_mostCached)
        return oldest;
    if (m_cache.back().use_count() == 1)
        oldest = std::move(*m_cache.back());
    m_cache.pop_back();
    return oldest;
}

/// A block that comes again had to go too soon. The tail does, because it grows.
void BlockStore::noteLoaded(std::int64_t id)
{
    if (id == tailId)
        return;
    const bool isKnown = std::find(m_loaded.begin(), m_loaded.end(), id) != m_loaded.end();
    if (isKnown && m_mostCached < mostCachedBlocks)
        ++m_mostCached;
    if (m_loaded.size() == rememberedBlocks)
        m_loaded.pop_front();
    m_loaded.push_back(id);
}

base::Result<std::shared_ptr<const Block>> BlockStore::load(BlockStream stream, Location location)
{
    sqlite::Statement& data =
        location.id == tailId ? m_tail.query(static_cast<std::int64_t>(stream)) : m_data.query(location.id);
    if (!data.next()) {
        const auto status = data.status();
        return status ? base::Error{ErrorCode::SessionDamaged, m_database.path(), "block"} : status.error();
    }
    noteLoaded(location.id);
    auto block = m_unpacker.unpack(data.bytes(0), takeOldest());
    data.reset();
    if (!block || block->entries.empty() || block->stream != stream) {
        return base::Error{ErrorCode::SessionDamaged, m_database.path(),
                           "block " + std::to_string(location.id) + ", frames up to " +
                               std::to_string(location.last)};
    }
    m_cache.push_front(std::make_shared<Block>(std::move(*block)));
    return std::shared_ptr<const Block>{m_cache.front()};
}

base::Result<std::shared_ptr<const Block>> BlockStore::find(BlockStream stream, std::int64_t number)
{
    if (auto block = cached(stream, number))
        return block;
    const sqlite::ReadScope scope{m_database};
    const Location location = locate(stream, number);
    if (location.id == 0)
        return std::shared_ptr<const Block>{};
    return load(stream, location);
}

base::Result<std::shared_ptr<const Block>> BlockStore::next(BlockStream stream, std::int64_t after,
                                                            std::int64_t& covered)
{
    const sqlite::ReadScope scope{m_database};
    const Location location = locate(stream, after + 1);
    if (location.id == 0)
        return std::shared_ptr<const Block>{};
    covered = location.last;
    return load(stream, location);
}

base::Result<std::span<const std::byte>> BlockStore::bytesOf(const MessagePlace& place,
                                                             std::shared_ptr<const Block>& holder)
{
    const std::int64_t number = place.isWithinFrame ? place.frame.value : place.id.value;
    const BlockStream stream = place.isWithinFrame ? BlockStream::Signalling : BlockStream::Assembled;
    const auto damaged = [&] {
        return base::Error{ErrorCode::SessionDamaged, m_database.path(),
                           "message " + std::to_string(place.id.value)};
    };
    const BlockEntry* entry = holder && holder->stream == stream ? holder->find(number) : nullptr;
    if (entry == nullptr) {
        auto block = find(stream, number);
        if (!block)
            return block.error();
        holder = std::move(*block);
        entry = holder ? holder->find(number) : nullptr;
    }
    if (entry == nullptr && place.isWithinFrame) {
        // Frames are kept with their message's stream only as far as the decoder could tell.
        for (const auto other : {BlockStream::Rest, BlockStream::Media}) {
            auto block = find(other, number);
            if (!block)
                return block.error();
            if (*block && (*block)->find(number) != nullptr) {
                holder = std::move(*block);
                entry = holder->find(number);
                break;
            }
        }
    }
    if (entry == nullptr)
        return damaged();
    const auto frame = holder->bytesOf(*entry);
    if (place.offset > frame.size() || place.size > frame.size() - place.offset)
        return damaged();
    return frame.subspan(place.offset, place.size);
}

} // namespace core::session
