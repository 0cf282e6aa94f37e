// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/tls_tables.h"

namespace core::session {
namespace {

std::string_view asView(const std::string& text)
{
    return text;
}

std::span<const std::byte> asSpan(const std::vector<std::byte>& bytes)
{
    return bytes;
}

net::Endpoint endpoint(std::string_view address, std::int64_t port)
{
    return {net::IpAddress::parse(address).value_or(net::IpAddress{}), static_cast<std::uint16_t>(port)};
}

} // namespace

std::string_view tlsTables()
{
    return R"(
CREATE TABLE tls_connection_rows(id INTEGER PRIMARY KEY, first_frame INTEGER NOT NULL, first_time INTEGER NOT NULL,
    last_time INTEGER NOT NULL, client_ip TEXT NOT NULL, client_port INTEGER NOT NULL, server_ip TEXT NOT NULL,
    server_port INTEGER NOT NULL, version TEXT NOT NULL, cipher_suite TEXT NOT NULL, server_name TEXT NOT NULL,
    client_random TEXT NOT NULL, outcome TEXT NOT NULL, records INTEGER NOT NULL, undecrypted INTEGER NOT NULL,
    messages INTEGER NOT NULL, sentence TEXT NOT NULL) STRICT;
CREATE TABLE tls_secrets(id INTEGER PRIMARY KEY, known_before INTEGER NOT NULL, label TEXT NOT NULL,
    origin TEXT NOT NULL, client_random BLOB NOT NULL, secret BLOB NOT NULL, UNIQUE(client_random, label)) STRICT;
)";
}

base::Status TlsTableWriter::prepare(sqlite::Database& database)
{
    m_putConnection = {database, "INSERT OR REPLACE INTO tls_connection_rows"
                                 " VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"};
    m_putSecret = {database, "INSERT OR IGNORE INTO tls_secrets(known_before, label, origin, client_random,"
                             " secret) VALUES(?, ?, ?, ?, ?)"};
    return m_putConnection.status() ? m_putSecret.status() : m_putConnection.status();
}

base::Status TlsTableWriter::write(const TlsConnectionRow& row)
{
    const std::string client = row.path.source.address.toString();
    const std::string server = row.path.destination.address.toString();
    return m_putConnection.run(
        row.id, row.firstFrame.value, base::toNanoseconds(row.firstTime), base::toNanoseconds(row.lastTime),
        asView(client), row.path.source.port, asView(server), row.path.destination.port, asView(row.version),
        asView(row.cipherSuite), asView(row.serverName), asView(row.clientRandom), asView(row.outcome),
        row.records, row.undecrypted, row.messages, asView(row.sentence));
}

base::Status TlsTableWriter::write(const TlsSecretRow& row)
{
    return m_putSecret.run(row.knownBefore.value, asView(row.label), asView(row.origin),
                           asSpan(row.clientRandom), asSpan(row.secret));
}

base::Result<std::vector<TlsConnectionRow>> readTlsConnections(sqlite::Database& database)
{
    sqlite::Statement rows{database, "SELECT id, first_frame, first_time, last_time, client_ip, client_port,"
                                     " server_ip, server_port, version, cipher_suite, server_name,"
                                     " client_random, outcome, records, undecrypted, messages, sentence"
                                     " FROM tls_connection_rows ORDER BY id"};
    std::vector<TlsConnectionRow> connections;
    while (rows.next()) {
        TlsConnectionRow& row = connections.emplace_back();
        row.id = rows.integer(0);
        row.firstFrame.value = rows.integer(1);
        row.firstTime = base::fromNanoseconds(rows.integer(2));
        row.lastTime = base::fromNanoseconds(rows.integer(3));
        row.path = {endpoint(rows.text(4), rows.integer(5)), endpoint(rows.text(6), rows.integer(7)),
                    net::Transport::Tls};
        row.version = rows.text(8);
        row.cipherSuite = rows.text(9);
        row.serverName = rows.text(10);
        row.clientRandom = rows.text(11);
        row.outcome = rows.text(12);
        row.records = static_cast<std::uint64_t>(rows.integer(13));
        row.undecrypted = static_cast<std::uint64_t>(rows.integer(14));
        row.messages = static_cast<std::uint64_t>(rows.integer(15));
        row.sentence = rows.text(16);
    }
    if (const auto status = rows.status(); !status)
        return status.error();
    return connections;
}

base::Result<std::vector<TlsSecretRow>> readTlsSecrets(sqlite::Database& database)
{
    sqlite::Statement rows{database,
                           "SELECT known_before, label, origin, client_random, secret FROM tls_secrets"
                           " ORDER BY known_before, id"};
    std::vector<TlsSecretRow> secrets;
    while (rows.next()) {
        const auto random = rows.bytes(3);
        const auto secret = rows.bytes(4);
        secrets.push_back({{rows.integer(0)},
                           std::string{rows.text(1)},
                           std::string{rows.text(2)},
                           {random.begin(), random.end()},
                           {secret.begin(), secret.end()}});
    }
    if (const auto status = rows.status(); !status)
        return status.error();
    return secrets;
}

base::Result<bool> hasTlsSecrets(sqlite::Database& database)
{
    sqlite::Statement any{database, "SELECT EXISTS(SELECT 1 FROM tls_secrets)"};
    const bool isThere = any.next() && any.integer(0) != 0;
    if (const auto status = any.status(); !status)
        return status.error();
    return isThere;
}

base::Status copyTlsSecrets(sqlite::Database& from, sqlite::Database& to)
{
    const auto secrets = readTlsSecrets(from);
    if (!secrets)
        return secrets.error();
    TlsTableWriter writer;
    if (auto done = writer.prepare(to); !done)
        return done;
    for (const TlsSecretRow& secret : *secrets) {
        if (auto done = writer.write(secret); !done)
            return done;
    }
    return {};
}

} // namespace core::session
