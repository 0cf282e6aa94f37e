// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/ring_keeper.h"

#include "core/session/schema.h"

#include <algorithm>

namespace core::session {
namespace {

using base::ErrorCode;

/// Blocks that go with a commit beyond those that it brings: a ring that is made smaller shrinks step by
/// step.
constexpr std::size_t extraBlocks = 3;
/// Once over its size, a ring shrinks by this part of it, so that its rows do not change with each commit.
constexpr std::uint64_t slack = 64;
/// Messages behind a block that goes of which a frame may lie in it: parts of streams that came out of order.
constexpr std::size_t messagesAhead = 1'024;

} // namespace

base::Status RingKeeper::prepare(sqlite::Database& database, base::MessageId lastMessage,
                                 const DictionaryIds& dictionaries)
{
    m_database = &database;
    const auto state = readRingState(database);
    if (!state)
        return state.error();
    m_state = *state;
    const auto key = readHashKey(database);
    if (!key)
        return key.error();
    m_hashKey = *key;
    const auto statement = [&database](const char* sql) { return sqlite::Statement{database, sql}; };
    m_oldestBlock = statement("SELECT id, first, last FROM frame_blocks WHERE stream = ? AND first > ?"
                              " ORDER BY first LIMIT 1");
    m_blockData = statement("SELECT data FROM frame_blocks WHERE id = ?");
    m_deleteBlock = statement("DELETE FROM frame_blocks WHERE id = ?");
    m_insertBlock = statement("INSERT INTO frame_blocks(stream, first, last, data) VALUES(?, ?, ?, ?)");
    m_messages =
        statement("SELECT id, id + frame, call, size & 2 FROM message_rows WHERE id > ? ORDER BY id");
    m_framesOfMessage = statement("SELECT frame FROM message_frames WHERE message = ?");
    m_hasMessage = statement("SELECT 1 FROM message_rows WHERE id = ?");
    m_deleteMessage = statement("DELETE FROM message_rows WHERE id = ?");
    m_deleteMessageFrames = statement("DELETE FROM message_frames WHERE message = ?");
    m_call = statement("SELECT call_id, last_message, EXISTS(SELECT 1 FROM marks WHERE marks.call_id ="
                       " call_rows.call_id AND frame = 0) FROM call_rows WHERE key = ?");
    m_deleteCall = statement("DELETE FROM call_rows WHERE key = ?");
    m_deleteHash = statement("DELETE FROM call_hashes WHERE hash = ? AND key = ?");
    m_insertHash = statement("INSERT OR IGNORE INTO call_hashes VALUES(?, ?)");
    // Long connections among the oldest stay, and a few of the others go each time.
    m_deleteTls = statement("DELETE FROM tls_connection_rows WHERE last_time < ? AND id IN"
                            " (SELECT id FROM tls_connection_rows ORDER BY id LIMIT 256)");
    m_size = statement("SELECT (page_count - freelist_count) * page_size"
                       " FROM pragma_page_count, pragma_freelist_count, pragma_page_size");
    m_first = statement("SELECT captured FROM message_rows ORDER BY id LIMIT 1");
    for (const sqlite::Statement* prepared :
         {&m_oldestBlock, &m_blockData, &m_deleteBlock, &m_insertBlock, &m_messages, &m_framesOfMessage,
          &m_hasMessage, &m_deleteMessage, &m_deleteMessageFrames, &m_call, &m_deleteCall, &m_deleteHash,
          &m_insertHash, &m_deleteTls, &m_size, &m_first}) {
        if (!prepared->status())
            return prepared->status();
    }
    if (m_state.generation != 0) {
        if (auto done = readFirstTime(); !done)
            return done;
    }
    return m_dictionaries.prepare(database, lastMessage, dictionaries);
}

base::Status RingKeeper::beforeRows(const CommitBatch& batch)
{
    if (batch.segment)
        m_dictionaries.beginSegment(batch.segment->lastMessage, batch.segment->dictionaries);
    m_revived.clear();
    for (const std::int64_t key : batch.changedCalls) {
        if (key > m_state.lastCall.value)
            continue;
        const bool isThere = m_call.query(key).next();
        if (auto status = m_call.status(); !status)
            return status;
        m_call.reset();
        if (!isThere)
            m_revived.push_back(key);
    }
    return {};
}

base::Status RingKeeper::afterRows(const CommitBatch& batch)
{
    m_now = std::max(m_now, batch.lastArrival);
    const std::int64_t before = m_state.generation;
    const std::int64_t dictionariesBefore = m_state.dictionaryGeneration;
    if (auto done = revive(); !done)
        return done;
    if (auto done = evictWhatIsDue(batch.blocks.size() + extraBlocks); !done)
        return done;
    if (auto done = m_dictionaries.clean(m_state); !done)
        return done;
    if (m_state.generation == before && m_state.dictionaryGeneration == dictionariesBefore)
        return {};
    if (auto done = readFirstTime(); !done)
        return done;
    return writeRingState(*m_database, m_state);
}

/// Calls that the tracker still had when their last message went are in the lists again with their next one.
base::Status RingKeeper::revive()
{
    for (const std::int64_t key : m_revived) {
        const auto revived = call(key);
        if (!revived)
            return revived.error();
        const auto hash = static_cast<std::int64_t>(base::keyedHash(m_hashKey, (*revived)->callId));
        if (auto done = m_insertHash.run(hash, key); !done)
            return done;
        --m_state.calls;
    }
    if (!m_revived.empty()) {
        // Loaded columns and dictionaries have no place for it.
        ++m_state.generation;
        ++m_state.dictionaryGeneration;
    }
    m_calls.clear();
    return {};
}

base::Status RingKeeper::evictWhatIsDue(std::size_t mostBlocks)
{
    for (std::size_t i = 0; i < mostBlocks; ++i) {
        const auto place = oldestFrames();
        if (!place)
            return place.error();
        if (place->id == 0)
            return {}; // only what is kept, and what is not yet a block
        const auto isLarge = isTooLarge();
        if (!isLarge)
            return isLarge.error();
        bool isDue = *isLarge;
        if (!isDue && m_limits.span.count() != 0) {
            if (m_seenBlock != place->id) {
                const auto block = unpack(*place);
                m_seenBlock = place->id;
                m_seenArrival = block ? block->entries.back().header.arrived : base::Timestamp::min();
            }
            isDue = m_seenArrival < m_now - m_limits.span;
        }
        if (!isDue)
            return {};
        if (auto done = evictFrames(*place); !done)
            return done;
    }
    return {};
}

base::Result<bool> RingKeeper::isTooLarge()
{
    if (m_limits.bytes == 0)
        return false;
    const bool found = m_size.query().next();
    const auto used = found ? static_cast<std::uint64_t>(m_size.integer(0)) : 0;
    if (auto status = m_size.status(); !status)
        return status.error();
    m_size.reset();
    m_isShrinking = used > (m_isShrinking ? m_limits.bytes - m_limits.bytes / slack : m_limits.bytes);
    return m_isShrinking;
}

base::Result<RingKeeper::BlockPlace> RingKeeper::oldest(BlockStream stream)
{
    BlockPlace place;
    const auto number = static_cast<std::size_t>(stream);
    if (m_oldestBlock.query(number, m_state.lastInStream.at(number)).next())
        place = {m_oldestBlock.integer(0), m_oldestBlock.integer(1), m_oldestBlock.integer(2), stream};
    if (auto status = m_oldestBlock.status(); !status)
        return status.error();
    m_oldestBlock.reset();
    return place;
}

/// The block whose frames came in first, of all streams.
base::Result<RingKeeper::BlockPlace> RingKeeper::oldestFrames()
{
    BlockPlace first;
    for (const BlockStream stream : {BlockStream::Signalling, BlockStream::Media, BlockStream::Rest}) {
        const auto place = oldest(stream);
        if (!place)
            return place.error();
        if (place->id != 0 && (first.id == 0 || place->last < first.last))
            first = *place;
    }
    return first;
}

base::Result<Block> RingKeeper::unpack(const BlockPlace& place)
{
    if (!m_blockData.query(place.id).next())
        return m_blockData.status() ? base::Error{ErrorCode::SessionDamaged, m_database->path(), "block"}
                                    : m_blockData.status().error();
    auto block = m_unpacker.unpack(m_blockData.bytes(0));
    m_blockData.reset();
    return block;
}

base::Status RingKeeper::evictFrames(const BlockPlace& place)
{
    // One that cannot be read goes as a whole, so that the ring goes on.
    auto block = unpack(place);
    if (!block)
        block = Block{place.stream, {}, {}};
    m_keptFrames.clear();
    m_calls.clear();
    const bool isSignalling = place.stream == BlockStream::Signalling;
    if (isSignalling) {
        if (auto done = readMessages(place.last); !done)
            return done;
        if (auto done = findKept(place.last); !done)
            return done;
    }
    if (auto done = replaceBlock(place, *block, m_keptFrames); !done)
        return done;
    m_state.frames += block->entries.size() - m_keptFrames.size();
    ++m_state.generation;
    if (!isSignalling)
        return {};
    if (auto done = deleteMessages(); !done)
        return done;
    if (auto done = deleteCalls(); !done)
        return done;
    if (!block->entries.empty()) {
        const auto time = base::toNanoseconds(block->entries.back().header.captured);
        if (auto done = m_deleteTls.run(time); !done)
            return done;
    }
    return evictAssembled();
}

/// Instead of the block one with the kept entries only; none when there are none. Forgets numbers that are
/// not in it.
base::Status RingKeeper::replaceBlock(const BlockPlace& place, const Block& block,
                                      const std::unordered_set<std::int64_t>& kept)
{
    if (auto done = m_deleteBlock.run(place.id); !done)
        return done;
    const auto stream = static_cast<std::size_t>(place.stream);
    m_state.lastInStream.at(stream) = place.last;
    if (kept.empty())
        return {};
    BlockBuilder builder{place.stream};
    for (const BlockEntry& entry : block.entries) {
        if (kept.contains(entry.number))
            builder.append(entry.number, entry.header, block.bytesOf(entry));
    }
    const RawBlock& raw = builder.block();
    if (raw.isEmpty())
        return {};
    const std::vector<std::byte> packed = m_packer.pack(raw);
    return m_insertBlock.run(stream, raw.first, raw.last, std::span<const std::byte>{packed});
}

/// The messages whose frames end with this one, and some behind them.
base::Status RingKeeper::readMessages(std::int64_t lastFrame)
{
    m_going.clear();
    m_ahead.clear();
    m_messages.query(m_state.lastMessage.value);
    while (m_ahead.size() < messagesAhead && m_messages.next()) {
        const Message message{m_messages.integer(0), m_messages.integer(1), m_messages.integer(2),
                              m_messages.integer(3) != 0};
        (m_ahead.empty() && message.frame <= lastFrame ? m_going : m_ahead).push_back(message);
    }
    auto status = m_messages.status();
    m_messages.reset();
    return status;
}

base::Result<const RingKeeper::Call*> RingKeeper::call(std::int64_t key)
{
    const auto [place, isNew] = m_calls.try_emplace(key);
    if (isNew && m_call.query(key).next())
        place->second = {std::string{m_call.text(0)}, m_call.integer(1), m_call.integer(2) != 0};
    if (auto status = m_call.status(); !status)
        return status.error();
    m_call.reset();
    return &place->second;
}

base::Status RingKeeper::keepFramesOf(const Message& message)
{
    if (message.isWithinFrame) {
        m_keptFrames.insert(message.frame);
        return {};
    }
    for (m_framesOfMessage.query(message.id); m_framesOfMessage.next();)
        m_keptFrames.insert(m_framesOfMessage.integer(0));
    auto status = m_framesOfMessage.status();
    m_framesOfMessage.reset();
    return status;
}

/// The frames up to `lastFrame` that stay: those of marked calls, and of messages that stay for now.
base::Status RingKeeper::findKept(std::int64_t lastFrame)
{
    for (const Message& message : m_going) {
        const auto owner = call(message.call);
        if (!owner)
            return owner.error();
        if (!(*owner)->isMarked)
            continue;
        if (auto done = keepFramesOf(message); !done)
            return done;
    }
    for (const Message& message : m_ahead) {
        if (message.isWithinFrame && message.frame > lastFrame)
            continue;
        if (!message.isWithinFrame) {
            const auto owner = call(message.call);
            if (!owner)
                return owner.error();
            if (!(*owner)->isMarked)
                continue; // its bytes are kept as a whole until it goes
        }
        if (auto done = keepFramesOf(message); !done)
            return done;
    }
    std::erase_if(m_keptFrames, [lastFrame](std::int64_t frame) { return frame > lastFrame; });
    return {};
}

base::Status RingKeeper::deleteMessages()
{
    for (const Message& message : m_going) {
        m_state.lastMessage.value = message.id;
        m_state.lastCall.value = std::max(m_state.lastCall.value, message.call);
        if (m_calls[message.call].isMarked)
            continue;
        if (auto done = m_deleteMessage.run(message.id); !done)
            return done;
        if (!message.isWithinFrame) {
            if (auto done = m_deleteMessageFrames.run(message.id); !done)
                return done;
        }
        ++m_state.messages;
    }
    return {};
}

/// Those of which the last message went.
base::Status RingKeeper::deleteCalls()
{
    for (const auto& [key, call] : m_calls) {
        if (call.isMarked || call.lastMessage == 0 || call.lastMessage > m_state.lastMessage.value)
            continue;
        const auto hash = static_cast<std::int64_t>(base::keyedHash(m_hashKey, call.callId));
        if (auto done = m_deleteHash.run(hash, key); !done)
            return done;
        if (auto done = m_deleteCall.run(key); !done)
            return done;
        ++m_state.calls;
    }
    return {};
}

/// Blocks of messages that were put together, when all in them went.
base::Status RingKeeper::evictAssembled()
{
    while (true) {
        const auto place = oldest(BlockStream::Assembled);
        if (!place)
            return place.error();
        if (place->id == 0 || place->last > m_state.lastMessage.value)
            return {};
        auto block = unpack(*place);
        if (!block)
            block = Block{place->stream, {}, {}};
        std::unordered_set<std::int64_t> kept;
        for (const BlockEntry& entry : block->entries) {
            if (m_hasMessage.query(entry.number).next())
                kept.insert(entry.number);
            m_hasMessage.reset();
        }
        if (auto done = replaceBlock(*place, *block, kept); !done)
            return done;
    }
}

base::Status RingKeeper::readFirstTime()
{
    if (m_first.query().next())
        m_firstTime = base::fromNanoseconds(m_first.integer(0));
    auto status = m_first.status();
    m_first.reset();
    return status;
}

} // namespace core::session
