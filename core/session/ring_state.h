// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/strong_id.h"
#include "core/session/frame_block.h"
#include "core/session/id_runs.h"
#include "core/session/sqlite/database.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>

namespace core::session {

/// What a ring has let go, as the file says. All 0 in a session that still has everything.
struct RingState {
    /// Goes up with each change to the rows before the two borders.
    std::int64_t generation = 0;
    /// Goes up when entries leave the dictionaries.
    std::int64_t dictionaryGeneration = 0;
    /// All messages behind this one, and all calls behind this one, are there. Before them only what was
    /// kept: what belongs to marked calls, and calls that have lost their start.
    base::MessageId lastMessage;
    base::CallKey lastCall;
    /// Of each block stream: all blocks behind this number are there, before it only kept ones.
    std::array<std::int64_t, 4> lastInStream{};

    [[nodiscard]] std::int64_t& lastIn(BlockStream stream)
    {
        return lastInStream.at(static_cast<std::size_t>(stream));
    }

    // How much went since the session began.
    std::uint64_t frames = 0;
    std::uint64_t messages = 0;
    std::uint64_t calls = 0;
};

[[nodiscard]] base::Result<RingState> readRingState(sqlite::Database& database);
base::Status writeRingState(sqlite::Database& database, const RingState& state);

/// The ids that are in the lists. Shared with whoever holds rows of them.
struct SessionIds {
    RingState ring;
    std::shared_ptr<const IdRuns> messages; ///< null before the first read
    std::shared_ptr<const IdRuns> calls;
};

/// Up to these; to be called in the transaction in which they were read. What is `known` is read again only
/// when a ring has changed it.
[[nodiscard]] base::Result<SessionIds> readSessionIds(sqlite::Database& database, const SessionIds& known,
                                                      base::MessageId lastMessage, base::CallKey lastCall);

} // namespace core::session
