// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/strong_id.h"
#include "core/session/ring_blocks.h"
#include "core/session/ring_rows.h"
#include "core/session/ring_state.h"
#include "core/session/sqlite/database.h"
#include "core/session/sqlite/statement.h"

#include <cstdint>
#include <optional>

namespace core::session {

/// Goes through what a ring has kept, and lets go what nobody wants any more: the frames, messages and calls
/// whose mark was taken away. Does so when the writer starts, after each change of the marks, and once with
/// each turn of the ring; a bounded part with each commit. Within the transactions of the writer; one thread.
class RingSweeper {
public:
    /// All three must outlive it.
    RingSweeper(RingBlocks& blocks, RingRows& rows, RingState& state)
        : m_blocks(blocks), m_rows(rows), m_state(state)
    {
    }

    base::Status prepare(sqlite::Database& database);

    /// `newest` is the last frame so far. Raises the generation of the state when something went.
    base::Status sweep(base::FrameNumber newest);

private:
    enum class Phase : std::uint8_t { Idle, Frames, Assembled };

    base::Status beginWhenDue(base::FrameNumber newest);
    base::Status sweepFrames();
    base::Status sweepAssembled();
    base::Status thin(const RingBlocks::Place& place);

    RingBlocks& m_blocks;
    RingRows& m_rows;
    RingState& m_state;
    Phase m_phase = Phase::Idle;
    std::optional<std::int64_t> m_marksVersion; ///< as of the beginning of the last sweep
    std::int64_t m_turnEnd = 0;                 ///< when this frame goes, the ring has turned once
    std::int64_t m_lastFrame = 0;               ///< kept blocks up to here are done
    base::MessageId m_lastMessage;              ///< the same
    std::int64_t m_lastAssembled = 0;           ///< the same
    sqlite::Statement m_version;
};

} // namespace core::session
