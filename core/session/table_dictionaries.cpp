// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/table_dictionaries.h"

namespace core::session {
namespace {

/// Ids are dense. Where a damaged file leaves some out they stay empty, but not without end.
constexpr std::int64_t longestGap = 1'000'000;

/// Rows behind the last known id go to `put(id)`, in pieces, so that no read lasts long.
template <typename Size, typename Put>
base::Status loadRows(sqlite::Statement& rows, Size size, Put put)
{
    static constexpr std::int64_t rowsPerRead = 100'000;
    std::int64_t read = 0;
    do {
        read = 0;
        rows.query(size() - 1, rowsPerRead);
        while (rows.next()) {
            ++read;
            const std::int64_t id = rows.integer(0);
            if (id - size() > longestGap)
                break;
            put(static_cast<std::size_t>(id));
        }
        if (auto status = rows.status(); !status)
            return status;
        rows.reset();
    } while (read == rowsPerRead);
    return {};
}

template <typename Entry, typename Read>
base::Status loadInto(std::vector<Entry>& entries, sqlite::Statement& rows, Read read)
{
    return loadRows(
        rows, [&] { return static_cast<std::int64_t>(entries.size()); },
        [&](std::size_t id) {
            entries.resize(id + 1);
            entries[id] = read();
        });
}

base::Status loadInto(TextTable& texts, sqlite::Statement& rows)
{
    return loadRows(
        rows, [&] { return static_cast<std::int64_t>(texts.size()); },
        [&](std::size_t id) { texts.append(static_cast<std::int64_t>(id), rows.text(1)); });
}

} // namespace

void TextTable::append(std::int64_t id, std::string_view text)
{
    m_ends.resize(static_cast<std::size_t>(id), m_texts.size());
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

base::Status TableDictionaries::loadStrings()
{
    return loadInto(strings, m_strings);
}

base::Status TableDictionaries::loadPaths()
{
    return loadInto(paths, m_paths, [this] {
        const auto endpoint = [this](int column) {
            return net::Endpoint{net::IpAddress::parse(m_paths.text(column)).value_or(net::IpAddress{}),
                                 static_cast<std::uint16_t>(m_paths.integer(column + 1))};
        };
        return TunnelledPath{{endpoint(1), endpoint(3), static_cast<net::Transport>(m_paths.integer(5))},
                             std::string{m_paths.text(6)}};
    });
}

base::Status TableDictionaries::loadStarts()
{
    return loadInto(starts, m_starts, [this] {
        return StartLine{m_starts.integer(1) == 0 ? sip::Kind::Request : sip::Kind::Response,
                         std::string{m_starts.text(2)}, m_starts.integer(3), std::string{m_starts.text(4)},
                         std::string{m_starts.text(5)}};
    });
}

base::Status TableDictionaries::loadParties()
{
    const auto id = [this](int column) { return static_cast<std::uint32_t>(m_parties.integer(column)); };
    return loadInto(parties, m_parties, [&] { return PartyIds{id(1), id(2), id(3), id(4)}; });
}

base::Status TableDictionaries::loadAgents()
{
    return loadInto(agents, m_agents, [this] {
        return AgentName{m_agents.integer(1), std::string{m_agents.text(2)}};
    });
}

base::Status TableDictionaries::loadCallIds()
{
    return loadInto(callIds, m_callIds);
}

} // namespace core::session
