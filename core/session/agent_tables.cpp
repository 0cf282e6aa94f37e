// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/agent_tables.h"

namespace core::session {
namespace {

// Times in nanoseconds since 1970; clock_offset in nanoseconds.
constexpr std::string_view schema = R"(
CREATE TABLE agent_rows(source INTEGER NOT NULL, number INTEGER NOT NULL, agent INTEGER NOT NULL,
    name TEXT NOT NULL, address TEXT NOT NULL, transport TEXT NOT NULL, version INTEGER NOT NULL,
    packets INTEGER NOT NULL, bytes INTEGER NOT NULL, first_seen INTEGER NOT NULL, last_seen INTEGER NOT NULL,
    clock_offset INTEGER, payloads TEXT NOT NULL, defects TEXT NOT NULL,
    PRIMARY KEY(source, number)) STRICT, WITHOUT ROWID;
CREATE TABLE refusal_rows(source INTEGER NOT NULL, sender TEXT NOT NULL, reason TEXT NOT NULL,
    packets INTEGER NOT NULL, first_seen INTEGER NOT NULL, last_seen INTEGER NOT NULL, senders INTEGER NOT NULL,
    PRIMARY KEY(source, sender, reason)) STRICT, WITHOUT ROWID;

CREATE VIEW refusals AS SELECT r.source AS source_id, s.name AS source, nullif(r.sender, '') AS sender, r.reason,
    r.packets, strftime('%Y-%m-%d %H:%M:%S', r.first_seen / 1000000000, 'unixepoch')
        || printf('.%09dZ', r.first_seen % 1000000000) AS first_seen,
    strftime('%Y-%m-%d %H:%M:%S', r.last_seen / 1000000000, 'unixepoch')
        || printf('.%09dZ', r.last_seen % 1000000000) AS last_seen, r.senders
    FROM refusal_rows r LEFT JOIN source_rows s ON s.id = r.source;

CREATE VIEW agents AS
    WITH refused AS (SELECT source, sender, sum(packets) AS packets, min(first_seen) AS first_seen,
            max(last_seen) AS last_seen, group_concat(reason || ':' || packets) AS why
        FROM refusal_rows GROUP BY source, sender),
    rows AS (SELECT a.source, a.number, CASE WHEN a.number > 0 THEN a.agent END AS id, a.name, a.address,
            a.transport, a.version, a.packets, a.bytes, a.first_seen, a.last_seen,
            coalesce(r.packets, 0) AS refused, coalesce(r.why, '') AS refused_why, a.clock_offset, a.payloads,
            a.defects
        FROM agent_rows a LEFT JOIN refused r ON r.source = a.source AND r.sender = a.address AND a.number > 0
        UNION ALL
        SELECT source, 1000000000, NULL, '', sender, '', NULL, 0, 0, first_seen, last_seen, packets, why, NULL,
            '', '' FROM refused r
        WHERE NOT EXISTS (SELECT 1 FROM agent_rows a WHERE a.source = r.source AND a.address = r.sender
            AND a.number > 0))
    SELECT rows.id, nullif(rows.name, '') AS name, nullif(address, '') AS address, nullif(transport, '') AS transport,
        version, s.name AS source, packets, bytes,
        CASE WHEN packets > 1 AND last_seen >= first_seen + 1000000000
            THEN (packets - 1) * 1e9 / (last_seen - first_seen) END AS rate,
        strftime('%Y-%m-%d %H:%M:%S', first_seen / 1000000000, 'unixepoch')
            || printf('.%09dZ', first_seen % 1000000000) AS first_seen,
        strftime('%Y-%m-%d %H:%M:%S', last_seen / 1000000000, 'unixepoch')
            || printf('.%09dZ', last_seen % 1000000000) AS last_seen,
        rows.refused, nullif(refused_why, '') AS refused_why, clock_offset / 1e9 AS clock_offset,
        nullif(payloads, '') AS payloads, nullif(defects, '') AS defects,
        first_seen AS first_seen_ns, last_seen AS last_seen_ns, clock_offset AS clock_offset_ns
    FROM rows LEFT JOIN source_rows s ON s.id = rows.source ORDER BY rows.source, number, address;
)";

} // namespace

std::string_view agentSchema()
{
    return schema;
}

base::Status AgentWriter::prepare(sqlite::Database& database)
{
    m_agent = sqlite::Statement{
        database, "INSERT OR REPLACE INTO agent_rows VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"};
    m_refusal =
        sqlite::Statement{database, "INSERT OR REPLACE INTO refusal_rows VALUES(?, ?, ?, ?, ?, ?, ?)"};
    m_removeRefusal = sqlite::Statement{
        database, "DELETE FROM refusal_rows WHERE source = ? AND sender = ? AND reason = ?"};
    for (const sqlite::Statement* prepared : {&m_agent, &m_refusal, &m_removeRefusal}) {
        if (!prepared->status())
            return prepared->status();
    }
    return {};
}

base::Status AgentWriter::write(const AgentRow& row)
{
    std::optional<std::int64_t> offset;
    if (row.clockOffset)
        offset = row.clockOffset->count();
    return m_agent.run(row.source.value, std::uint64_t{row.number}, std::uint64_t{row.agentId},
                       std::string_view{row.name}, std::string_view{row.address},
                       std::string_view{row.transport}, std::uint64_t{row.version}, row.packets, row.bytes,
                       base::toNanoseconds(row.first), base::toNanoseconds(row.last), offset,
                       std::string_view{row.payloads}, std::string_view{row.defects});
}

base::Status AgentWriter::write(const RefusalRow& row)
{
    const std::string_view sender{row.sender};
    const std::string_view reason{row.reason};
    if (row.packets == 0)
        return m_removeRefusal.run(row.source.value, sender, reason);
    return m_refusal.run(row.source.value, sender, reason, row.packets, base::toNanoseconds(row.first),
                         base::toNanoseconds(row.last), row.senders);
}

base::Result<std::vector<AgentSummary>> readAgents(sqlite::Database& database)
{
    sqlite::Statement rows{database,
                           "SELECT id, name, address, transport, version, source, packets, bytes, rate,"
                           " first_seen_ns, last_seen_ns, refused, refused_why, clock_offset_ns, payloads,"
                           " defects FROM agents"};
    std::vector<AgentSummary> agents;
    while (rows.next()) {
        const auto count = [&rows](int column) { return static_cast<std::uint64_t>(rows.integer(column)); };
        AgentSummary& agent = agents.emplace_back();
        if (!rows.isNull(0))
            agent.agentId = static_cast<std::uint32_t>(rows.integer(0));
        agent.name = rows.text(1);
        agent.address = rows.text(2);
        agent.transport = rows.text(3);
        agent.version = static_cast<unsigned>(rows.integer(4));
        agent.source = rows.text(5);
        agent.packets = count(6);
        agent.bytes = count(7);
        agent.first = base::fromNanoseconds(rows.integer(9));
        agent.last = base::fromNanoseconds(rows.integer(10));
        if (!rows.isNull(8))
            agent.rate = static_cast<double>(agent.packets - 1) /
                         std::chrono::duration<double>(agent.last - agent.first).count();
        agent.refused = count(11);
        agent.refusedWhy = rows.text(12);
        if (!rows.isNull(13))
            agent.clockOffset = std::chrono::nanoseconds{rows.integer(13)};
        agent.payloads = rows.text(14);
        agent.defects = rows.text(15);
    }
    if (!rows.status())
        return rows.status().error();
    return agents;
}

base::Status copyRefusals(sqlite::Database& from, sqlite::Database& to)
{
    sqlite::Statement rows{
        from, "SELECT source, sender, reason, packets, first_seen, last_seen, senders FROM refusal_rows"};
    sqlite::Statement insert{to, "INSERT OR REPLACE INTO refusal_rows VALUES(?, ?, ?, ?, ?, ?, ?)"};
    while (rows.next()) {
        if (auto done = insert.run(rows.integer(0), rows.text(1), rows.text(2), rows.integer(3),
                                   rows.integer(4), rows.integer(5), rows.integer(6));
            !done)
            return done;
    }
    return rows.status();
}

} // namespace core::session
