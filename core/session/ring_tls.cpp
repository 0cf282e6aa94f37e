// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/ring_tls.h"

namespace core::session {
namespace {

/// Rows of each table at a time: more than the frames of one block bring.
constexpr std::int64_t rowsPerClean = 4'096;

constexpr const char* connectionsEnd =
    "SELECT max(id), count(*) FROM (SELECT id FROM tls_connection_rows WHERE id > ?1 ORDER BY id LIMIT ?2)";
constexpr const char* secretsEnd =
    "SELECT max(id), count(*) FROM (SELECT id FROM tls_secrets WHERE id > ?1 ORDER BY id LIMIT ?2)";

constexpr const char* removeConnections =
    "DELETE FROM tls_connection_rows WHERE id > ?1 AND id <= ?2 AND last_time < ?3";
/// Its handshake went with the first frames of the connection, and without it a secret decrypts nothing.
constexpr const char* removeSecrets =
    "DELETE FROM tls_secrets WHERE id > ?1 AND id <= ?2 AND NOT EXISTS (SELECT 1 FROM"
    " tls_connection_rows WHERE tls_connection_rows.client_random = lower(hex(tls_secrets.client_random)))";
/// Rings only: others never ask for the connection of a secret.
constexpr const char* randomsIndex =
    "CREATE INDEX IF NOT EXISTS tls_client_randoms ON tls_connection_rows(client_random)";

} // namespace

base::Status RingTls::prepare(sqlite::Database& database)
{
    if (auto done = database.execute(randomsIndex); !done)
        return done;
    m_connections = {{database, connectionsEnd}, {database, removeConnections}, 0};
    m_secrets = {{database, secretsEnd}, {database, removeSecrets}, 0};
    for (const sqlite::Statement* prepared :
         {&m_connections.end, &m_connections.remove, &m_secrets.end, &m_secrets.remove}) {
        if (!prepared->status())
            return prepared->status();
    }
    return {};
}

base::Result<RingTls::Ids> RingTls::next(Round& round)
{
    const bool found = round.end.query(round.last, rowsPerClean).next();
    const Ids ids{round.last, found ? round.end.integer(0) : 0};
    const bool isAtEnd = !found || round.end.integer(1) < rowsPerClean;
    if (auto status = round.end.status(); !status)
        return status.error();
    round.end.reset();
    round.last = isAtEnd ? 0 : ids.last;
    return ids;
}

base::Status RingTls::clean(base::Timestamp time)
{
    const auto connections = next(m_connections);
    if (!connections)
        return connections.error();
    if (auto done =
            m_connections.remove.run(connections->before, connections->last, base::toNanoseconds(time));
        !done)
        return done;
    const auto secrets = next(m_secrets);
    if (!secrets)
        return secrets.error();
    return m_secrets.remove.run(secrets->before, secrets->last);
}

} // namespace core::session
