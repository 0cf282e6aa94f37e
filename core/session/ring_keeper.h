// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/session/commit_batch.h"
#include "core/session/frame_block.h"
#include "core/session/ring_blocks.h"
#include "core/session/ring_dictionaries.h"
#include "core/session/ring_limits.h"
#include "core/session/ring_registrations.h"
#include "core/session/ring_rows.h"
#include "core/session/ring_state.h"
#include "core/session/ring_streams.h"
#include "core/session/ring_sweeper.h"
#include "core/session/ring_tls.h"
#include "core/session/sqlite/database.h"
#include "core/session/sqlite/statement.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace core::session {

/// Keeps a session within its ring: with each commit the oldest blocks of frames go as far as they have to,
/// and with them the messages and the calls that have nothing left. What belongs to marked calls stays: its
/// frames are copied into blocks of their own, under the same numbers. How much goes with one commit is
/// bounded, and more than a commit brings. Within the transactions of the writer; one thread.
class RingKeeper {
public:
    explicit RingKeeper(const RingLimits& limits) : m_limits(limits) {}

    RingKeeper(const RingKeeper&) = delete;
    RingKeeper& operator=(const RingKeeper&) = delete;

    /// `dictionaries` are the highest ids so far.
    base::Status prepare(sqlite::Database& database, base::MessageId lastMessage,
                         const DictionaryIds& dictionaries);

    // Around the rows of a batch.
    base::Status beforeRows(const CommitBatch& batch);
    base::Status afterRows(const CommitBatch& batch);

    [[nodiscard]] const RingState& state() const { return m_state; }

    /// Of the first message that is left, once something went.
    [[nodiscard]] std::optional<base::Timestamp> firstTime() const { return m_firstTime; }

private:
    base::Status evictWhatIsDue(std::size_t mostBlocks);
    base::Result<bool> isTooLarge();
    base::Result<RingBlocks::Place> oldest(BlockStream stream);
    base::Result<RingBlocks::Place> oldestFrames();
    base::Status evictFrames(const RingBlocks::Place& place);
    base::Status evictRows(const Block& block);
    base::Status evictAssembled();
    base::Status readFirstTime();
    base::Status revive();

    RingLimits m_limits;
    sqlite::Database* m_database = nullptr;
    RingState m_state;
    RingBlocks m_blocks;
    RingRows m_rows{m_state};
    RingSweeper m_sweeper{m_blocks, m_rows, m_state};
    RingTls m_tls;
    RingStreams m_streams;
    RingRegistrations m_registrations;
    RingDictionaries m_dictionaries;
    std::optional<base::Timestamp> m_firstTime;
    base::Timestamp m_now;
    bool m_isShrinking = false;
    std::vector<std::int64_t> m_revived; ///< calls that come back with the present batch

    /// The oldest block when it was looked at last, because packed blocks do not tell their times.
    std::int64_t m_seenBlock = 0;
    base::Timestamp m_seenArrival;
    sqlite::Statement m_size;
    sqlite::Statement m_first;
};

} // namespace core::session
