// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/table_dictionaries.h"

namespace core::session {
namespace {

/// Rows behind the last known id go to `put(id)`, in pieces, so that no read lasts long.
template <typename Table, typename Put>
base::Status loadRows(sqlite::Statement& rows, const Table& table, Put put)
{
    static constexpr std::int64_t rowsPerPiece = 100'000;
    std::int64_t read = 0;
    do {
        read = 0;
        for (rows.query(table.ids().lastId(), rowsPerPiece); rows.next(); ++read)
            put(rows.integer(0));
        if (auto status = rows.status(); !status)
            return status;
        rows.reset();
    } while (read == rowsPerPiece);
    return {};
}

template <typename Entry, typename Read>
base::Status loadInto(EntryTable<Entry>& entries, sqlite::Statement& rows, Read read)
{
    return loadRows(rows, entries, [&](std::int64_t id) { entries.append(id, read()); });
}

base::Status loadInto(TextTable& texts, sqlite::Statement& rows)
{
    return loadRows(rows, texts, [&](std::int64_t id) { texts.append(id, rows.text(1)); });
}

} // namespace

void TextTable::append(std::int64_t id, std::string_view text)
{
    m_ids.append(id, 1);
    m_texts.append(text);
    m_ends.push_back(m_texts.size());
}

TableDictionaries::TableDictionaries(sqlite::Database& database)
    : m_strings(database, "SELECT id, text FROM strings WHERE id > ? ORDER BY id LIMIT ?"),
      m_paths(database,
              "SELECT id, src_ip, src_port, dst_ip, dst_port, transport, tunnel FROM paths WHERE id > ?"
              " ORDER BY id LIMIT ?"),
      m_starts(database, "SELECT id, kind, method, status, reason, cseq_method FROM starts WHERE id > ?"
                         " ORDER BY id LIMIT ?"),
      m_parties(database, "SELECT id, from_user, from_host, to_user, to_host FROM parties WHERE id > ?"
                          " ORDER BY id LIMIT ?"),
      m_agents(database, "SELECT id, agent, name FROM agent_names WHERE id > ? ORDER BY id LIMIT ?"),
      m_callIds(database, "SELECT key, call_id FROM call_rows WHERE key > ? ORDER BY key LIMIT ?")
{
}

base::Status TableDictionaries::load(Dictionary dictionary)
{
    switch (dictionary) {
    case Dictionary::Strings:
        return loadInto(strings, m_strings);
    case Dictionary::Paths:
        return loadInto(paths, m_paths, [this] {
            const auto endpoint = [this](int column) {
                return net::Endpoint{net::IpAddress::parse(m_paths.text(column)).value_or(net::IpAddress{}),
                                     static_cast<std::uint16_t>(m_paths.integer(column + 1))};
            };
            return TunnelledPath{{endpoint(1), endpoint(3), static_cast<net::Transport>(m_paths.integer(5))},
                                 std::string{m_paths.text(6)}};
        });
    case Dictionary::Starts:
        return loadInto(starts, m_starts, [this] {
            return StartLine{m_starts.integer(1) == 0 ? sip::Kind::Request : sip::Kind::Response,
                             std::string{m_starts.text(2)}, m_starts.integer(3),
                             std::string{m_starts.text(4)}, std::string{m_starts.text(5)}};
        });
    case Dictionary::Parties:
        return loadInto(parties, m_parties, [this] {
            const auto id = [this](int column) {
                return static_cast<std::uint32_t>(m_parties.integer(column));
            };
            return PartyIds{id(1), id(2), id(3), id(4)};
        });
    case Dictionary::Agents:
        return loadInto(agents, m_agents, [this] {
            return AgentName{m_agents.integer(1), std::string{m_agents.text(2)}};
        });
    case Dictionary::CallIds:
        break;
    }
    return loadInto(callIds, m_callIds);
}

const IdRuns& TableDictionaries::ids(Dictionary dictionary) const
{
    switch (dictionary) {
    case Dictionary::Strings:
        return strings.ids();
    case Dictionary::Paths:
        return paths.ids();
    case Dictionary::Starts:
        return starts.ids();
    case Dictionary::Parties:
        return parties.ids();
    case Dictionary::Agents:
        return agents.ids();
    case Dictionary::CallIds:
        break;
    }
    return callIds.ids();
}

std::size_t TableDictionaries::size(Dictionary dictionary) const
{
    return ids(dictionary).size() + 1;
}

std::uint32_t TableDictionaries::codeOf(Dictionary dictionary, std::uint32_t id) const
{
    const auto place = ids(dictionary).rowOf(id);
    return place ? static_cast<std::uint32_t>(*place + 1) : 0;
}

void TableDictionaries::forgetAll()
{
    strings = {};
    paths = {};
    starts = {};
    parties = {};
    agents = {};
    callIds = {};
}

} // namespace core::session
