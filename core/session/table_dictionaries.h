// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/net/address.h"
#include "core/session/sqlite/database.h"
#include "core/session/sqlite/statement.h"
#include "core/sip/message.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace core::session {

/// Texts by dense ids from 1, in one piece of memory. Id 0 and unknown ids are the empty text.
class TextTable {
public:
    [[nodiscard]] std::size_t size() const { return m_ends.size(); }

    [[nodiscard]] std::string_view at(std::size_t id) const
    {
        if (id == 0 || id >= m_ends.size())
            return {};
        return std::string_view{m_texts}.substr(m_ends[id - 1], m_ends[id] - m_ends[id - 1]);
    }

    /// Ids grow; those left out are empty.
    void append(std::int64_t id, std::string_view text);

    [[nodiscard]] std::size_t footprint() const
    {
        return m_texts.capacity() + m_ends.capacity() * sizeof(std::size_t);
    }

private:
    std::string m_texts;
    std::vector<std::size_t> m_ends{0};
};

struct StartLine {
    sip::Kind kind = sip::Kind::Request;
    std::string method;
    std::int64_t status = 0;
    std::string reason;
    std::string cseqMethod;
};

struct PartyIds {
    std::uint32_t fromUser = 0;
    std::uint32_t fromHost = 0;
    std::uint32_t toUser = 0;
    std::uint32_t toHost = 0;
};

struct TunnelledPath : net::Path {
    std::string tunnel;
};

struct AgentName {
    std::int64_t id = 0;
    std::string name;
};

/// The dictionary tables of a session in memory; by id, with an empty entry 0. Each grows by load...(). One
/// thread, and not longer than its database.
class TableDictionaries {
public:
    explicit TableDictionaries(sqlite::Database& database);

    base::Status loadStrings();
    base::Status loadPaths();
    base::Status loadStarts();
    base::Status loadParties();
    base::Status loadAgents();
    /// By call key.
    base::Status loadCallIds();

    TextTable strings;
    std::vector<TunnelledPath> paths{1};
    std::vector<StartLine> starts{1};
    std::vector<PartyIds> parties{1};
    std::vector<AgentName> agents{1};
    TextTable callIds;

private:
    sqlite::Statement m_strings;
    sqlite::Statement m_paths;
    sqlite::Statement m_starts;
    sqlite::Statement m_parties;
    sqlite::Statement m_agents;
    sqlite::Statement m_callIds;
};

} // namespace core::session
