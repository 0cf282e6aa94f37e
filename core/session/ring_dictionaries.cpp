// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/ring_dictionaries.h"

#include <algorithm>
#include <string>

namespace core::session {
namespace {

/// Entries of one table that go with one commit.
constexpr std::int64_t entriesPerClean = 4'096;

struct DictionaryTable {
    const char* name;
    /// The ids that rows before the border of the ring may name: ?3 is the last message, ?4 the last call.
    const char* named;
};

/// Parties stand before the strings that they name.
constexpr std::array dictionaryNames{
    DictionaryTable{"paths", "SELECT path FROM message_rows WHERE id <= ?3"
                             " UNION SELECT path FROM call_rows WHERE key <= ?4"},
    DictionaryTable{"starts", "SELECT start FROM message_rows WHERE id <= ?3 AND 0 <= ?4"},
    DictionaryTable{"agent_names", "SELECT agent FROM message_rows WHERE id <= ?3 AND 0 <= ?4"},
    DictionaryTable{"parties", "SELECT parties FROM message_rows WHERE id <= ?3"
                               " UNION SELECT parties FROM call_rows WHERE key <= ?4"},
    DictionaryTable{"strings", "SELECT user_agent FROM message_rows WHERE id <= ?3"
                               " UNION SELECT correlation FROM message_rows WHERE id <= ?3"
                               " UNION SELECT method FROM call_rows WHERE key <= ?4"
                               " UNION SELECT final_reason FROM call_rows WHERE key <= ?4"
                               " UNION SELECT from_user FROM parties WHERE id <= ?5"
                               " UNION SELECT from_host FROM parties WHERE id <= ?5"
                               " UNION SELECT to_user FROM parties WHERE id <= ?5"
                               " UNION SELECT to_host FROM parties WHERE id <= ?5"},
};
constexpr std::size_t partiesTable = 3;
constexpr std::size_t stringsTable = 4;

} // namespace

RingDictionaries::Segment RingDictionaries::segment(base::MessageId lastMessage, const DictionaryIds& ids)
{
    return {lastMessage, {ids.paths, ids.starts, ids.agents, ids.parties, ids.strings}};
}

base::Status RingDictionaries::prepare(sqlite::Database& database, base::MessageId lastMessage,
                                       const DictionaryIds& ids)
{
    m_segments.assign(1, segment(lastMessage, ids));
    for (std::size_t i = 0; i < tableCount; ++i) {
        const std::string table{dictionaryNames[i].name};
        // The highest one stays, so that no id is ever given again.
        std::string unnamed = "DELETE FROM ";
        unnamed.append(table)
            .append(" WHERE id > ?1 AND id <= ?2 AND id < (SELECT max(id) FROM ")
            .append(table);
        unnamed.append(") AND id NOT IN (").append(dictionaryNames[i].named).append(")");
        m_delete[i] = {database, unnamed};
        if (!m_delete[i].status())
            return m_delete[i].status();
        const auto first = database.integer("SELECT coalesce(min(id), 1) FROM " + table);
        if (!first)
            return first.error();
        m_cleaned[i] = *first - 1;
    }
    return {};
}

void RingDictionaries::beginSegment(base::MessageId lastMessage, const DictionaryIds& ids)
{
    m_segments.push_back(segment(lastMessage, ids));
}

base::Status RingDictionaries::clean(RingState& state)
{
    // The newest segment before which no message is left.
    while (m_segments.size() > 1 && m_segments[1].lastMessage <= state.lastMessage)
        m_segments.pop_front();
    const Segment& reached = m_segments.front();
    if (reached.lastMessage > state.lastMessage)
        return {};
    bool hasCleaned = false;
    bool isDone = true;
    for (std::size_t i = 0; i < tableCount; ++i) {
        if (m_cleaned[i] >= reached.ids[i])
            continue;
        // Strings go when no parties are left that could name them without need.
        if (i == stringsTable && m_cleaned[partiesTable] < reached.ids[partiesTable])
            break;
        const std::int64_t end = std::min(reached.ids[i], m_cleaned[i] + entriesPerClean);
        const auto done = i == stringsTable ? m_delete[i].run(m_cleaned[i], end, state.lastMessage.value,
                                                              state.lastCall.value, reached.ids[partiesTable])
                                            : m_delete[i].run(m_cleaned[i], end, state.lastMessage.value,
                                                              state.lastCall.value);
        if (!done)
            return done;
        m_cleaned[i] = end;
        hasCleaned = true;
        isDone = isDone && end == reached.ids[i];
    }
    if (hasCleaned && isDone)
        ++state.dictionaryGeneration;
    return {};
}

} // namespace core::session
