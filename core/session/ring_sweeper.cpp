// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/ring_sweeper.h"

#include "core/session/primary.h"

#include <algorithm>
#include <utility>

namespace core::session {
namespace {

/// Kept blocks that are looked at with one commit; each takes a millisecond at most.
constexpr int blocksPerSweep = 8;

} // namespace

base::Status RingSweeper::prepare(sqlite::Database& database)
{
    m_version = {database, marksVersionQuery};
    return m_version.status();
}

base::Status RingSweeper::sweep(base::FrameNumber newest)
{
    if (m_phase == Phase::Idle) {
        if (auto done = beginWhenDue(newest); !done)
            return done;
    }
    for (int i = 0; i < blocksPerSweep && m_phase != Phase::Idle; ++i) {
        if (auto done = m_phase == Phase::Frames ? sweepFrames() : sweepAssembled(); !done)
            return done;
    }
    return {};
}

base::Status RingSweeper::beginWhenDue(base::FrameNumber newest)
{
    const std::int64_t version = m_version.query().next() ? m_version.integer(0) : 0;
    if (auto status = m_version.status(); !status)
        return status;
    m_version.reset();
    const std::int64_t lastGone = m_state.lastIn(BlockStream::Signalling);
    if (m_marksVersion == version && lastGone < m_turnEnd)
        return {};
    m_marksVersion = version;
    m_turnEnd = newest.value;
    m_phase = Phase::Frames;
    m_lastFrame = 0;
    m_lastMessage = {};
    m_lastAssembled = 0;
    return {};
}

/// The next kept block of frames; after the last one all messages behind it.
base::Status RingSweeper::sweepFrames()
{
    const std::int64_t end = m_state.lastIn(BlockStream::Signalling);
    const auto place = m_blocks.next(BlockStream::Signalling, m_lastFrame, end);
    if (!place)
        return place.error();
    const bool isLast = place->id == 0;
    const std::int64_t lastFrame = isLast ? end : place->last;
    if (auto done = m_rows.read(m_lastMessage, lastFrame, m_state.lastMessage); !done)
        return done;
    if (!isLast) {
        if (auto done = thin(*place); !done)
            return done;
    }
    const std::uint64_t before = m_state.messages;
    const base::MessageId through =
        isLast ? m_state.lastMessage : std::max(m_lastMessage, m_rows.lastGoing());
    if (auto done = m_rows.remove(through); !done)
        return done;
    m_state.generation += m_state.messages != before ? 1 : 0;
    m_lastMessage = through;
    m_lastFrame = lastFrame;
    if (isLast)
        m_phase = Phase::Assembled;
    return {};
}

/// A block that cannot be read stays as it is.
base::Status RingSweeper::thin(const RingBlocks::Place& place)
{
    const auto block = m_blocks.unpack(place);
    if (!block)
        return {};
    const auto kept = m_rows.keptFrames(place.last);
    if (!kept)
        return kept.error();
    const auto stays = static_cast<std::size_t>(
        std::count_if(block->entries.begin(), block->entries.end(),
                      [&kept](const BlockEntry& entry) { return kept->contains(entry.number); }));
    if (stays == block->entries.size())
        return {};
    const auto gone = m_blocks.replace(place, *block, *kept);
    if (!gone)
        return gone.error();
    m_state.frames += *gone;
    ++m_state.generation;
    return {};
}

base::Status RingSweeper::sweepAssembled()
{
    const std::int64_t end = m_state.lastIn(BlockStream::Assembled);
    const auto place = m_blocks.next(BlockStream::Assembled, m_lastAssembled, end);
    if (!place)
        return place.error();
    if (place->id == 0) {
        m_phase = Phase::Idle;
        return {};
    }
    m_lastAssembled = place->last;
    const auto block = m_blocks.unpack(*place);
    if (!block)
        return {};
    const auto kept = m_rows.withMessage(*block);
    if (!kept)
        return kept.error();
    if (kept->size() == block->entries.size())
        return {};
    const auto gone = m_blocks.replace(*place, *block, *kept);
    return gone ? base::Status{} : gone.error();
}

} // namespace core::session
