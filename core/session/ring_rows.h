// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/keyed_hash.h"
#include "core/base/result.h"
#include "core/base/strong_id.h"
#include "core/session/ring_blocks.h"
#include "core/session/ring_state.h"
#include "core/session/sqlite/database.h"
#include "core/session/sqlite/statement.h"

#include <cstdint>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

namespace core::session {

/// The messages of a ring and their calls: which go with a block of frames, which of its frames have to
/// stay, and taking the rows out. Counts in the state what went. Within the transactions of the writer; one
/// thread.
class RingRows {
public:
    /// `state` must outlive it.
    explicit RingRows(RingState& state) : m_state(state) {}

    base::Status prepare(sqlite::Database& database);

    /// Looks at the messages behind `after` up to `border`: those whose frames end with `lastFrame` are the
    /// ones that go, but for marked calls; some that come next are looked at too.
    base::Status read(base::MessageId after, std::int64_t lastFrame, base::MessageId border);
    /// The last message that goes, or would if its call had no mark; none when none does.
    [[nodiscard]] base::MessageId lastGoing() const;
    /// The last call among those of the messages that go.
    [[nodiscard]] base::CallKey lastCallGoing() const;
    /// The frames up to `lastFrame` that stay: those of marked calls, and of messages that stay for now.
    [[nodiscard]] base::Result<RingBlocks::Numbers> keptFrames(std::int64_t lastFrame);
    /// Removes what goes, and the calls of which no message behind `through` is left.
    base::Status remove(base::MessageId through);

    /// Of a block of assembled messages the numbers of those that are there.
    [[nodiscard]] base::Result<RingBlocks::Numbers> withMessage(const Block& block);
    [[nodiscard]] base::Result<bool> hasCall(std::int64_t key);
    /// Calls whose rows came back: they are found by their Call-ID again.
    base::Status revive(std::span<const std::int64_t> keys);

private:
    struct Message {
        std::int64_t id = 0;
        std::int64_t frame = 0;
        std::int64_t call = 0;
        bool isWithinFrame = true;
    };

    struct Call {
        std::string callId;
        std::int64_t lastMessage = 0; ///< 0: there is no such call
        bool isMarked = false;
    };

    [[nodiscard]] base::Result<const Call*> call(std::int64_t key);
    base::Status keepFramesOf(const Message& message, RingBlocks::Numbers& kept);
    base::Status removeMessages();
    base::Status removeCalls(base::MessageId through);
    [[nodiscard]] std::int64_t hashOf(const Call& call) const;

    RingState& m_state;
    base::HashKey m_hashKey{};
    std::vector<Message> m_going; ///< but for marked calls
    std::vector<Message> m_ahead; ///< some that come next
    std::unordered_map<std::int64_t, Call> m_calls;
    sqlite::Statement m_messages;
    sqlite::Statement m_framesOfMessage;
    sqlite::Statement m_hasMessage;
    sqlite::Statement m_deleteMessage;
    sqlite::Statement m_deleteMessageFrames;
    sqlite::Statement m_call;
    sqlite::Statement m_deleteCall;
    sqlite::Statement m_deleteHash;
    sqlite::Statement m_insertHash;
};

} // namespace core::session
