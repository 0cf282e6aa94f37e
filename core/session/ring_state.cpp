// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/ring_state.h"

#include "core/session/sqlite/statement.h"

#include <algorithm>
#include <string_view>
#include <type_traits>
#include <utility>

namespace core::session {
namespace {

/// Calls `visit(name, value)` for each number, with the name that it has in the table meta.
template <typename State, typename Visitor>
void forEachRingNumber(State& state, Visitor visit)
{
    visit("ring_generation", state.generation);
    visit("ring_dictionary_generation", state.dictionaryGeneration);
    visit("ring_last_message", state.lastMessage.value);
    visit("ring_last_call", state.lastCall.value);
    visit("ring_last_signalling", state.lastInStream[0]);
    visit("ring_last_media", state.lastInStream[1]);
    visit("ring_last_rest", state.lastInStream[2]);
    visit("ring_last_assembled", state.lastInStream[3]);
    visit("ring_frames", state.frames);
    visit("ring_messages", state.messages);
    visit("ring_calls", state.calls);
}

/// Those up to the border one by one, for there are few; then all.
base::Result<std::shared_ptr<const IdRuns>> readRingIds(sqlite::Database& database, std::string_view sql,
                                                        std::int64_t border, std::int64_t last)
{
    auto ids = std::make_shared<IdRuns>();
    if (border > 0) {
        sqlite::Statement rows{database, sql};
        for (rows.query(border); rows.next();)
            ids->append(rows.integer(0), 1);
        if (auto status = rows.status(); !status)
            return status.error();
    }
    ids->append(border + 1, last - border);
    return std::shared_ptr<const IdRuns>{std::move(ids)};
}

/// The same ids, and all behind them up to `last`.
std::shared_ptr<const IdRuns> grown(const std::shared_ptr<const IdRuns>& ids, std::int64_t border,
                                    std::int64_t last)
{
    const std::int64_t known = std::max(ids->lastId(), border);
    if (known >= last)
        return ids;
    auto more = std::make_shared<IdRuns>(*ids);
    more->append(known + 1, last - known);
    return more;
}

} // namespace

base::Result<RingState> readRingState(sqlite::Database& database)
{
    RingState state;
    sqlite::Statement rows{database, "SELECT name, value FROM meta WHERE name >= 'ring_' AND name < 'ring`'"};
    while (rows.next()) {
        forEachRingNumber(state, [&rows](std::string_view name, auto& value) {
            if (name == rows.text(0))
                value = static_cast<std::decay_t<decltype(value)>>(rows.integer(1));
        });
    }
    if (auto status = rows.status(); !status)
        return status.error();
    return state;
}

base::Status writeRingState(sqlite::Database& database, const RingState& state)
{
    sqlite::Statement put{database, "INSERT OR REPLACE INTO meta VALUES(?, ?)"};
    base::Status status;
    forEachRingNumber(state, [&](std::string_view name, auto value) {
        if (status)
            status = put.run(name, value);
    });
    return status;
}

base::Result<SessionIds> readSessionIds(sqlite::Database& database, const SessionIds& known,
                                        base::MessageId lastMessage, base::CallKey lastCall)
{
    SessionIds ids;
    auto ring = readRingState(database);
    if (!ring)
        return ring.error();
    ids.ring = *ring;
    if (known.messages && ids.ring.generation == known.ring.generation) {
        ids.messages = grown(known.messages, ids.ring.lastMessage.value, lastMessage.value);
        ids.calls = grown(known.calls, ids.ring.lastCall.value, lastCall.value);
        return ids;
    }
    auto messages = readRingIds(database, "SELECT id FROM message_rows WHERE id <= ? ORDER BY id",
                                ids.ring.lastMessage.value, lastMessage.value);
    if (!messages)
        return messages.error();
    auto calls = readRingIds(database, "SELECT key FROM call_rows WHERE key <= ? ORDER BY key",
                             ids.ring.lastCall.value, lastCall.value);
    if (!calls)
        return calls.error();
    ids.messages = std::move(*messages);
    ids.calls = std::move(*calls);
    return ids;
}

} // namespace core::session
