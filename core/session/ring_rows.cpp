// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/ring_rows.h"

#include "core/session/schema.h"

#include <algorithm>

namespace core::session {
namespace {

/// Messages behind a block that goes of which a frame may lie in it: parts of streams that came out of order.
constexpr std::size_t messagesAhead = 1'024;

} // namespace

base::Status RingRows::prepare(sqlite::Database& database)
{
    const auto key = readHashKey(database);
    if (!key)
        return key.error();
    m_hashKey = *key;
    const auto statement = [&database](const char* sql) { return sqlite::Statement{database, sql}; };
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
    for (const sqlite::Statement* prepared :
         {&m_messages, &m_framesOfMessage, &m_hasMessage, &m_deleteMessage, &m_deleteMessageFrames, &m_call,
          &m_deleteCall, &m_deleteHash, &m_insertHash}) {
        if (!prepared->status())
            return prepared->status();
    }
    return {};
}

base::Status RingRows::read(base::MessageId after, std::int64_t lastFrame, base::MessageId border)
{
    m_going.clear();
    m_ahead.clear();
    m_calls.clear();
    m_messages.query(after.value);
    while (m_ahead.size() < messagesAhead && m_messages.next()) {
        const Message message{m_messages.integer(0), m_messages.integer(1), m_messages.integer(2),
                              m_messages.integer(3) != 0};
        const bool isGoing = m_ahead.empty() && message.frame <= lastFrame && message.id <= border.value;
        (isGoing ? m_going : m_ahead).push_back(message);
    }
    auto status = m_messages.status();
    m_messages.reset();
    return status;
}

base::MessageId RingRows::lastGoing() const
{
    return {m_going.empty() ? 0 : m_going.back().id};
}

base::CallKey RingRows::lastCallGoing() const
{
    std::int64_t last = 0;
    for (const Message& message : m_going)
        last = std::max(last, message.call);
    return {last};
}

base::Result<const RingRows::Call*> RingRows::call(std::int64_t key)
{
    const auto [place, isNew] = m_calls.try_emplace(key);
    if (isNew && m_call.query(key).next())
        place->second = {std::string{m_call.text(0)}, m_call.integer(1), m_call.integer(2) != 0};
    if (auto status = m_call.status(); !status)
        return status.error();
    m_call.reset();
    return &place->second;
}

base::Status RingRows::keepFramesOf(const Message& message, RingBlocks::Numbers& kept)
{
    if (message.isWithinFrame) {
        kept.insert(message.frame);
        return {};
    }
    for (m_framesOfMessage.query(message.id); m_framesOfMessage.next();)
        kept.insert(m_framesOfMessage.integer(0));
    auto status = m_framesOfMessage.status();
    m_framesOfMessage.reset();
    return status;
}

base::Result<RingBlocks::Numbers> RingRows::keptFrames(std::int64_t lastFrame)
{
    RingBlocks::Numbers kept;
    const auto keepIfMarked = [&](const Message& message) -> base::Status {
        const auto owner = call(message.call);
        if (!owner)
            return owner.error();
        return (*owner)->isMarked ? keepFramesOf(message, kept) : base::Status{};
    };
    for (const Message& message : m_going) {
        if (auto done = keepIfMarked(message); !done)
            return done.error();
    }
    for (const Message& message : m_ahead) {
        if (message.isWithinFrame && message.frame > lastFrame)
            continue;
        // The bytes of one in several frames are kept as a whole until it goes.
        if (auto done = message.isWithinFrame ? keepFramesOf(message, kept) : keepIfMarked(message); !done)
            return done.error();
    }
    std::erase_if(kept, [lastFrame](std::int64_t frame) { return frame > lastFrame; });
    return kept;
}

base::Status RingRows::remove(base::MessageId through)
{
    if (auto done = removeMessages(); !done)
        return done;
    return removeCalls(through);
}

base::Status RingRows::removeMessages()
{
    for (const Message& message : m_going) {
        const auto owner = call(message.call);
        if (!owner)
            return owner.error();
        if ((*owner)->isMarked)
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

base::Status RingRows::removeCalls(base::MessageId through)
{
    for (const auto& [key, call] : m_calls) {
        if (call.isMarked || call.lastMessage == 0 || call.lastMessage > through.value)
            continue;
        if (auto done = m_deleteHash.run(hashOf(call), key); !done)
            return done;
        if (auto done = m_deleteCall.run(key); !done)
            return done;
        ++m_state.calls;
    }
    return {};
}

base::Result<RingBlocks::Numbers> RingRows::withMessage(const Block& block)
{
    RingBlocks::Numbers found;
    for (const BlockEntry& entry : block.entries) {
        if (m_hasMessage.query(entry.number).next())
            found.insert(entry.number);
        if (auto status = m_hasMessage.status(); !status)
            return status.error();
        m_hasMessage.reset();
    }
    return found;
}

base::Result<bool> RingRows::hasCall(std::int64_t key)
{
    const bool found = m_call.query(key).next();
    if (auto status = m_call.status(); !status)
        return status.error();
    m_call.reset();
    return found;
}

base::Status RingRows::revive(std::span<const std::int64_t> keys)
{
    m_calls.clear();
    for (const std::int64_t key : keys) {
        const auto revived = call(key);
        if (!revived)
            return revived.error();
        if (auto done = m_insertHash.run(hashOf(**revived), key); !done)
            return done;
        --m_state.calls;
    }
    return {};
}

std::int64_t RingRows::hashOf(const Call& call) const
{
    return static_cast<std::int64_t>(base::keyedHash(m_hashKey, call.callId));
}

} // namespace core::session
