// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/registration_tables.h"

#include <algorithm>

namespace core::session {
namespace {

constexpr std::string_view registrationTable = R"(
CREATE TABLE IF NOT EXISTS registration_rows(id INTEGER PRIMARY KEY, call INTEGER NOT NULL, aor TEXT NOT NULL,
    contact TEXT NOT NULL, instance TEXT NOT NULL, reg_id INTEGER, gruu TEXT NOT NULL, user_agent TEXT NOT NULL,
    src_ip TEXT NOT NULL, src_port INTEGER NOT NULL, dst_ip TEXT NOT NULL, dst_port INTEGER NOT NULL,
    transport INTEGER NOT NULL, state INTEGER NOT NULL, flapping INTEGER NOT NULL, first_time INTEGER NOT NULL,
    last_time INTEGER NOT NULL, refreshed INTEGER, expires INTEGER, granted INTEGER, attempts INTEGER NOT NULL,
    failed_attempts INTEGER NOT NULL, refreshes INTEGER NOT NULL, removals INTEGER NOT NULL,
    expirations INTEGER NOT NULL, contact_changes INTEGER NOT NULL, failures TEXT NOT NULL,
    last_failure INTEGER, last_failure_status INTEGER NOT NULL, last_failure_time INTEGER NOT NULL) STRICT;
)";

/// "CASE column WHEN 0 THEN 'trying' ..."; not by the table of names, which sessions of earlier programs have
/// without these.
template <typename Enum>
std::string namesOf(const std::string& column, std::size_t count)
{
    std::string text = "CASE " + column;
    for (std::size_t i = 0; i < count; ++i)
        text.append(" WHEN " + std::to_string(i) + " THEN '").append(name(static_cast<Enum>(i))) += '\'';
    return text + " END";
}

/// Nanoseconds as text; NULL stays NULL.
std::string pointText(const std::string& column)
{
    return "strftime('%Y-%m-%d %H:%M:%S', " + column + " / 1000000000, 'unixepoch') || printf('.%09dZ', " +
           column + " % 1000000000)";
}

std::string placeText(const std::string& side)
{
    const std::string address = "r." + side + "_ip";
    return "CASE WHEN instr(" + address + ", ':') THEN '[' || " + address + " || ']' ELSE " + address +
           " END || ':' || r." + side + "_port AS " + side;
}

std::string bindingsView()
{
    return "CREATE VIEW IF NOT EXISTS bindings AS SELECT r.id, " + pointText("r.first_time") + " AS time, " +
           namesOf<call::RegistrationState>("r.state", call::registrationStateCount) +
           " AS state, r.aor, nullif(r.contact, '') AS contact, nullif(r.user_agent, '') AS user_agent, " +
           placeText("src") + ", " + placeText("dst") + ", CASE WHEN r.expires IS NOT NULL THEN " +
           pointText("r.expires") +
           " END AS expires, r.granted / 1000000000 AS interval, CASE WHEN r.refreshed IS NOT NULL THEN " +
           pointText("r.refreshed") + " END AS refreshed, " + pointText("r.last_time") +
           " AS last_time, r.refreshes, r.attempts, r.failed_attempts, nullif(r.failures, '') AS failures, " +
           namesOf<call::RegistrationFailure>("r.last_failure", call::registrationFailureCount) +
           " AS last_failure, nullif(r.last_failure_status, 0) AS last_status, r.removals, r.expirations,"
           " r.contact_changes, r.flapping, c.call_id, nullif(r.instance, '') AS instance, r.reg_id,"
           " nullif(r.gruu, '') AS gruu FROM registration_rows r LEFT JOIN call_rows c ON c.key = r.call;";
}

template <typename Point>
std::optional<std::int64_t> nanosOrNull(const std::optional<Point>& time)
{
    if (!time)
        return std::nullopt;
    if constexpr (std::is_same_v<Point, base::Timestamp>)
        return base::toNanoseconds(*time);
    else
        return time->count();
}

std::optional<base::Timestamp> timeOrNothing(const sqlite::Statement& row, int column)
{
    if (row.isNull(column))
        return std::nullopt;
    return base::fromNanoseconds(row.integer(column));
}

net::Endpoint endpointAt(const sqlite::Statement& row, int column)
{
    const auto address = net::IpAddress::parse(row.text(column));
    return {address.value_or(net::IpAddress{}), static_cast<std::uint16_t>(row.integer(column + 1))};
}

std::uint32_t countAt(const sqlite::Statement& row, int column)
{
    return static_cast<std::uint32_t>(row.integer(column));
}

/// A number of ours in a file that anybody may have changed.
template <typename Enum>
Enum enumAt(const sqlite::Statement& row, int column, std::size_t count)
{
    return static_cast<Enum>(
        std::clamp<std::int64_t>(row.integer(column), 0, static_cast<std::int64_t>(count) - 1));
}

call::RegistrationRecord readRecord(const sqlite::Statement& row)
{
    call::RegistrationRecord record;
    record.id = row.integer(0);
    record.call.value = row.integer(1);
    record.aor = row.text(2);
    record.contact = row.text(3);
    record.instance = row.text(4);
    if (!row.isNull(5))
        record.regId = countAt(row, 5);
    record.gruu = row.text(6);
    record.userAgent = row.text(7);
    record.path = {endpointAt(row, 8), endpointAt(row, 10),
                   enumAt<net::Transport>(row, 12, static_cast<std::size_t>(net::Transport::Wss) + 1)};
    record.state = enumAt<call::RegistrationState>(row, 13, call::registrationStateCount);
    record.isFlapping = row.integer(14) != 0;
    record.firstTime = base::fromNanoseconds(row.integer(15));
    record.lastTime = base::fromNanoseconds(row.integer(16));
    record.refreshed = timeOrNothing(row, 17);
    record.expires = timeOrNothing(row, 18);
    if (!row.isNull(19))
        record.interval = base::Duration{row.integer(19)};
    record.attempts = countAt(row, 20);
    record.failedAttempts = countAt(row, 21);
    record.refreshes = countAt(row, 22);
    record.removals = countAt(row, 23);
    record.expirations = countAt(row, 24);
    record.contactChanges = countAt(row, 25);
    record.readFailures(row.text(26));
    if (!row.isNull(27)) {
        record.lastFailure = enumAt<call::RegistrationFailure>(row, 27, call::registrationFailureCount);
        record.lastFailureStatus = static_cast<std::uint16_t>(row.integer(28));
        record.lastFailureTime = base::fromNanoseconds(row.integer(29));
    }
    return record;
}

} // namespace

base::Status addRegistrationTables(sqlite::Database& database)
{
    return database.execute(std::string{registrationTable} + bindingsView());
}

base::Status RegistrationTableWriter::prepare(sqlite::Database& database)
{
    m_put = {database, "INSERT OR REPLACE INTO registration_rows VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
                       " ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"};
    return m_put.status();
}

base::Status RegistrationTableWriter::write(const call::RegistrationRecord& record)
{
    const std::string source = record.path.source.address.toString();
    const std::string destination = record.path.destination.address.toString();
    const std::string failures = record.failuresText();
    std::optional<std::int64_t> regId;
    if (record.regId)
        regId = *record.regId;
    std::optional<std::int64_t> lastFailure;
    if (record.lastFailure)
        lastFailure = static_cast<int>(*record.lastFailure);
    return m_put.run(
        record.id, record.call.value, std::string_view{record.aor}, std::string_view{record.contact},
        std::string_view{record.instance}, regId, std::string_view{record.gruu},
        std::string_view{record.userAgent}, std::string_view{source}, record.path.source.port,
        std::string_view{destination}, record.path.destination.port, static_cast<int>(record.path.transport),
        static_cast<int>(record.state), record.isFlapping ? 1 : 0, base::toNanoseconds(record.firstTime),
        base::toNanoseconds(record.lastTime), nanosOrNull(record.refreshed), nanosOrNull(record.expires),
        nanosOrNull(record.interval), record.attempts, record.failedAttempts, record.refreshes,
        record.removals, record.expirations, record.contactChanges, std::string_view{failures}, lastFailure,
        record.lastFailureStatus, base::toNanoseconds(record.lastFailureTime));
}

base::Result<bool> hasRegistrationTables(sqlite::Database& database)
{
    const auto found =
        database.integer("SELECT count(*) FROM sqlite_master WHERE name = 'registration_rows'");
    if (!found)
        return found.error();
    return *found != 0;
}

base::Result<std::vector<call::RegistrationRecord>> readRegistrations(sqlite::Database& database,
                                                                      std::size_t newest)
{
    const auto present = hasRegistrationTables(database);
    if (!present)
        return present.error();
    std::vector<call::RegistrationRecord> records;
    if (!*present)
        return records;
    std::string query = "SELECT * FROM registration_rows";
    if (newest != 0)
        query += " WHERE id > (SELECT max(id) FROM registration_rows) - " + std::to_string(newest);
    sqlite::Statement rows{database, query + " ORDER BY id"};
    while (rows.next())
        records.push_back(readRecord(rows));
    if (const auto status = rows.status(); !status)
        return status.error();
    return records;
}

} // namespace core::session
