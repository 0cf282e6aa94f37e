// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/net/address.h"
#include "core/session/id_runs.h"
#include "core/session/sqlite/database.h"
#include "core/session/sqlite/statement.h"
#include "core/sip/message.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace core::session {

/// Texts in one piece of memory, by code: their places in the table from 1, which are their ids where none is
/// left out. Code 0 and unknown codes are the empty text.
class TextTable {
public:
    [[nodiscard]] std::size_t size() const { return m_ends.size(); }

    [[nodiscard]] std::string_view at(std::size_t code) const
    {
        if (code == 0 || code >= m_ends.size())
            return {};
        return std::string_view{m_texts}.substr(m_ends[code - 1], m_ends[code] - m_ends[code - 1]);
    }

    /// Ids grow.
    void append(std::int64_t id, std::string_view text);

    [[nodiscard]] const IdRuns& ids() const { return m_ids; }

    [[nodiscard]] std::size_t footprint() const
    {
        return m_texts.capacity() + m_ends.capacity() * sizeof(std::size_t);
    }

private:
    IdRuns m_ids;
    std::string m_texts;
    std::vector<std::size_t> m_ends{0};
};

/// Entries by code, as in TextTable; code 0 is an empty one.
template <typename Entry>
class EntryTable {
public:
    [[nodiscard]] std::size_t size() const { return m_entries.size(); }

    [[nodiscard]] const Entry& operator[](std::size_t code) const { return m_entries[code]; }

    /// Ids grow.
    void append(std::int64_t id, Entry entry)
    {
        m_ids.append(id, 1);
        m_entries.push_back(std::move(entry));
    }

    [[nodiscard]] const IdRuns& ids() const { return m_ids; }

private:
    IdRuns m_ids;
    std::vector<Entry> m_entries{1};
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

enum class Dictionary : std::uint8_t { Strings, Paths, Starts, Parties, Agents, CallIds };

/// The dictionary tables of a session in memory. Each grows by load(). One thread, and not longer than its
/// database.
class TableDictionaries {
public:
    explicit TableDictionaries(sqlite::Database& database);

    /// Call-IDs are by call key.
    base::Status load(Dictionary dictionary);
    /// Codes that it has, with 0.
    [[nodiscard]] std::size_t size(Dictionary dictionary) const;
    /// Of an id, which is 0 or in a row of the file; 0 when the dictionary does not have it (any more).
    [[nodiscard]] std::uint32_t codeOf(Dictionary dictionary, std::uint32_t id) const;
    /// They have lost entries in the file: what is loaded is of no use.
    void forgetAll();

    TextTable strings;
    EntryTable<TunnelledPath> paths;
    EntryTable<StartLine> starts;
    /// With ids of strings, not codes.
    EntryTable<PartyIds> parties;
    EntryTable<AgentName> agents;
    TextTable callIds;

private:
    [[nodiscard]] const IdRuns& ids(Dictionary dictionary) const;

    sqlite::Statement m_strings;
    sqlite::Statement m_paths;
    sqlite::Statement m_starts;
    sqlite::Statement m_parties;
    sqlite::Statement m_agents;
    sqlite::Statement m_callIds;
};

} // namespace core::session
