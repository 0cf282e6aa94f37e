// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/ring_keeper.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace core::session {
namespace {

/// Blocks that go with a commit beyond those that it brings: a ring that is made smaller shrinks step by
/// step.
constexpr std::size_t extraBlocks = 3;
/// Once over its size, a ring shrinks by this part of it, so that its rows do not change with each commit.
constexpr std::uint64_t slack = 64;

} // namespace

base::Status RingKeeper::prepare(sqlite::Database& database, base::MessageId lastMessage,
                                 const DictionaryIds& dictionaries)
{
    m_database = &database;
    const auto state = readRingState(database);
    if (!state)
        return state.error();
    m_state = *state;
    m_size = {database, "SELECT (page_count - freelist_count) * page_size"
                        " FROM pragma_page_count, pragma_freelist_count, pragma_page_size"};
    m_first = {database, "SELECT captured FROM message_rows ORDER BY id LIMIT 1"};
    for (const base::Status& prepared :
         {m_size.status(), m_first.status(), m_blocks.prepare(database), m_rows.prepare(database),
          m_tls.prepare(database), m_streams.prepare(database), m_registrations.prepare(database),
          m_sweeper.prepare(database)}) {
        if (!prepared)
            return prepared;
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
        const auto isThere = m_rows.hasCall(key);
        if (!isThere)
            return isThere.error();
        if (!*isThere)
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
    if (auto done = m_sweeper.sweep(batch.lastFrame); !done)
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
    if (auto done = m_rows.revive(m_revived); !done)
        return done;
    if (!m_revived.empty()) {
        // Loaded columns and dictionaries have no place for it.
        ++m_state.generation;
        ++m_state.dictionaryGeneration;
    }
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
                const auto block = m_blocks.unpack(*place);
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

base::Result<RingBlocks::Place> RingKeeper::oldest(BlockStream stream)
{
    return m_blocks.next(stream, m_state.lastIn(stream));
}

/// The block whose frames came in first, of all streams.
base::Result<RingBlocks::Place> RingKeeper::oldestFrames()
{
    RingBlocks::Place first;
    for (const BlockStream stream : {BlockStream::Signalling, BlockStream::Media, BlockStream::Rest}) {
        const auto place = oldest(stream);
        if (!place)
            return place.error();
        if (place->id != 0 && (first.id == 0 || place->last < first.last))
            first = *place;
    }
    return first;
}

base::Status RingKeeper::evictFrames(const RingBlocks::Place& place)
{
    // One that cannot be read goes as a whole, so that the ring goes on.
    auto block = m_blocks.unpack(place);
    if (!block)
        block = Block{place.stream, {}, {}};
    RingBlocks::Numbers kept;
    const bool isSignalling = place.stream == BlockStream::Signalling;
    if (isSignalling) {
        constexpr base::MessageId noBorder{std::numeric_limits<std::int64_t>::max()};
        if (auto done = m_rows.read(m_state.lastMessage, place.last, noBorder); !done)
            return done;
        auto found = m_rows.keptFrames(place.last);
        if (!found)
            return found.error();
        kept = std::move(*found);
    }
    const auto gone = m_blocks.replace(place, *block, kept);
    if (!gone)
        return gone.error();
    m_seenBlock = 0; // another one may get its id
    m_state.lastIn(place.stream) = place.last;
    m_state.frames += *gone;
    ++m_state.generation;
    if (!block->entries.empty()) {
        const base::Timestamp time = block->entries.back().header.captured;
        if (auto done = m_streams.clean(time); !done)
            return done;
        if (auto done = m_registrations.clean(time); !done)
            return done;
    }
    return isSignalling ? evictRows(*block) : base::Status{};
}

/// What hangs on the frames of a block of signalling.
base::Status RingKeeper::evictRows(const Block& block)
{
    m_state.lastMessage = std::max(m_state.lastMessage, m_rows.lastGoing());
    m_state.lastCall = std::max(m_state.lastCall, m_rows.lastCallGoing());
    if (auto done = m_rows.remove(m_state.lastMessage); !done)
        return done;
    if (!block.entries.empty()) {
        if (auto done = m_tls.clean(block.entries.back().header.captured); !done)
            return done;
    }
    return evictAssembled();
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
        auto block = m_blocks.unpack(*place);
        if (!block)
            block = Block{place->stream, {}, {}};
        const auto kept = m_rows.withMessage(*block);
        if (!kept)
            return kept.error();
        if (const auto gone = m_blocks.replace(*place, *block, *kept); !gone)
            return gone.error();
        m_state.lastIn(place->stream) = place->last;
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
