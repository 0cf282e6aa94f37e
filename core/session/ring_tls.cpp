// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/ring_tls.h"

namespace core::session {
namespace {

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
    m_removeConnections = {database, removeConnections};
    m_removeSecrets = {database, removeSecrets};
    for (const base::Status& prepared :
         {m_connections.prepare(database, "tls_connection_rows"), m_secrets.prepare(database, "tls_secrets"),
          m_removeConnections.status(), m_removeSecrets.status()}) {
        if (!prepared)
            return prepared;
    }
    return {};
}

base::Status RingTls::clean(base::Timestamp time)
{
    const auto connections = m_connections.next();
    if (!connections)
        return connections.error();
    if (auto done =
            m_removeConnections.run(connections->before, connections->last, base::toNanoseconds(time));
        !done)
        return done;
    const auto secrets = m_secrets.next();
    if (!secrets)
        return secrets.error();
    return m_removeSecrets.run(secrets->before, secrets->last);
}

} // namespace core::session
