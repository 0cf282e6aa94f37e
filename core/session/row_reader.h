// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/call/call_record.h"
#include "core/call/message_record.h"
#include "core/session/sqlite/database.h"
#include "core/session/sqlite/statement.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace core::session {

/// Where the bytes of a message are.
struct MessagePlace {
    base::MessageId id;
    base::FrameNumber frame;
    /// Within the frame, when isWithinFrame.
    std::uint32_t offset = 0;
    std::uint32_t size = 0;
    bool isWithinFrame = true;
};

/// Turns rows of numbers into records, with a bounded cache of the dictionaries. One thread, and not longer
/// than its database.
class RowReader {
public:
    explicit RowReader(sqlite::Database& database);

    // Nothing when there is no such row.
    [[nodiscard]] base::Result<std::optional<call::MessageRecord>> message(base::MessageId id);
    [[nodiscard]] base::Result<std::optional<call::CallRecord>> call(base::CallKey key);
    /// `hash` is the keyed hash of the Call-ID.
    [[nodiscard]] base::Result<std::optional<call::CallRecord>> findCall(std::uint64_t hash,
                                                                         std::string_view callId);

private:
    struct Start {
        sip::Kind kind = sip::Kind::Request;
        std::string method;
        std::uint16_t status = 0;
        std::string reason;
        std::string cseqMethod;
    };

    struct Parties {
        std::string fromUser;
        std::string fromHost;
        std::string toUser;
        std::string toHost;
    };

    struct TunnelledPath : net::Path {
        std::string tunnel;
    };

    struct Agent {
        std::uint32_t id = 0;
        std::string name;
    };

    /// Values of one dictionary table that were asked for lately.
    template <typename Value>
    class Cache {
    public:
        template <typename Load>
        const Value& get(std::int64_t id, Load load)
        {
            static constexpr std::size_t capacity = 16'384;
            if (const auto found = m_values.find(id); found != m_values.end())
                return found->second;
            Value value = id != 0 ? load() : Value{};
            if (m_values.size() >= capacity)
                m_values.clear();
            return m_values.emplace(id, std::move(value)).first->second;
        }

    private:
        std::unordered_map<std::int64_t, Value> m_values;
    };

    const std::string& text(std::int64_t id);
    const TunnelledPath& path(std::int64_t id);
    const Start& start(std::int64_t id);
    const Parties& parties(std::int64_t id);
    const Agent& agent(std::int64_t id);
    const std::string& callIdOf(std::int64_t key);
    call::CallRecord readCall();

    sqlite::Statement m_message;
    sqlite::Statement m_call;
    sqlite::Statement m_keys;
    sqlite::Statement m_callId;
    sqlite::Statement m_text;
    sqlite::Statement m_path;
    sqlite::Statement m_start;
    sqlite::Statement m_parties;
    sqlite::Statement m_agent;
    Cache<std::string> m_texts;
    Cache<TunnelledPath> m_paths;
    Cache<Start> m_starts;
    Cache<Parties> m_partiesCache;
    Cache<Agent> m_agents;
    Cache<std::string> m_callIds;
};

} // namespace core::session
