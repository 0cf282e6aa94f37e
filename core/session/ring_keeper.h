// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/keyed_hash.h"
#include "core/base/result.h"
#include "core/session/commit_batch.h"
#include "core/session/frame_block.h"
#include "core/session/ring_dictionaries.h"
#include "core/session/ring_limits.h"
#include "core/session/ring_state.h"
#include "core/session/sqlite/database.h"
#include "core/session/sqlite/statement.h"

#include <cstdint>
#include <optional>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace core::session {

/// Keeps a session within its ring: with each commit the oldest blocks of frames go as far as they have to,
/// and with them the messages and the calls that have nothing left. What belongs to marked calls stays: its
/// frames are copied into blocks of their own, under the same numbers. How much goes with one commit is
/// bounded, and more than a commit brings. Within the transactions of the writer; one thread.
class RingKeeper {
public:
    explicit RingKeeper(const RingLimits& limits) : m_limits(limits) {}

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
    struct BlockPlace {
        std::int64_t id = 0; ///< 0: there is none
        std::int64_t first = 0;
        std::int64_t last = 0;
        BlockStream stream = BlockStream::Signalling;
    };

    struct Message {
        std::int64_t id = 0;
        std::int64_t frame = 0;
        std::int64_t call = 0;
        bool isWithinFrame = true;
    };

    struct Call {
        std::string callId;
        std::int64_t lastMessage = 0;
        bool isMarked = false;
    };

    base::Status evictWhatIsDue(std::size_t mostBlocks);
    base::Result<bool> isTooLarge();
    base::Result<BlockPlace> oldest(BlockStream stream);
    base::Result<BlockPlace> oldestFrames();
    base::Result<Block> unpack(const BlockPlace& place);
    base::Status evictFrames(const BlockPlace& place);
    base::Status evictAssembled();
    base::Status replaceBlock(const BlockPlace& place, const Block& block,
                              const std::unordered_set<std::int64_t>& kept);
    base::Status readMessages(std::int64_t lastFrame);
    base::Status keepFramesOf(const Message& message);
    base::Status findKept(std::int64_t lastFrame);
    base::Status deleteMessages();
    base::Status deleteCalls();
    base::Result<const Call*> call(std::int64_t key);
    base::Status readFirstTime();
    base::Status revive();

    RingLimits m_limits;
    sqlite::Database* m_database = nullptr;
    base::HashKey m_hashKey{};
    RingState m_state;
    RingDictionaries m_dictionaries;
    std::optional<base::Timestamp> m_firstTime;
    base::Timestamp m_now;
    bool m_isShrinking = false;
    std::vector<std::int64_t> m_revived; ///< calls that come back with the present batch

    // Of the block that goes.
    std::vector<Message> m_going; ///< messages that go with it, but for marked calls
    std::vector<Message> m_ahead; ///< some that come next
    std::unordered_map<std::int64_t, Call> m_calls;
    std::unordered_set<std::int64_t> m_keptFrames;
    /// The oldest block when it was looked at last, because packed blocks do not tell their times.
    std::int64_t m_seenBlock = 0;
    base::Timestamp m_seenArrival;

    BlockPacker m_packer;
    BlockUnpacker m_unpacker;
    sqlite::Statement m_oldestBlock;
    sqlite::Statement m_blockData;
    sqlite::Statement m_deleteBlock;
    sqlite::Statement m_insertBlock;
    sqlite::Statement m_messages;
    sqlite::Statement m_framesOfMessage;
    sqlite::Statement m_hasMessage;
    sqlite::Statement m_deleteMessage;
    sqlite::Statement m_deleteMessageFrames;
    sqlite::Statement m_call;
    sqlite::Statement m_deleteCall;
    sqlite::Statement m_deleteHash;
    sqlite::Statement m_insertHash;
    sqlite::Statement m_deleteTls;
    sqlite::Statement m_size;
    sqlite::Statement m_first;
};

} // namespace core::session
