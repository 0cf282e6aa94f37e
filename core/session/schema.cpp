// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/schema.h"

#include "core/call/call_record.h"
#include "core/net/address.h"
#include "core/session/agent_tables.h"
#include "core/session/clock_corrections.h"
#include "core/session/link_decisions.h"
#include "core/session/registration_tables.h"
#include "core/session/rows.h"
#include "core/session/source_tables.h"
#include "core/session/sqlite/statement.h"
#include "core/session/stream_tables.h"
#include "core/session/tls_tables.h"
#include "core/sip/defect.h"

namespace core::session {
namespace {

// Frames. `first` and `last` are frame numbers; in stream 3 (assembled messages) they are message ids. The
// tail is the last block of each stream while it is not yet full.
constexpr std::string_view frameTables = R"(
CREATE TABLE frame_blocks(id INTEGER PRIMARY KEY, stream INTEGER NOT NULL, first INTEGER NOT NULL,
    last INTEGER NOT NULL, data BLOB NOT NULL) STRICT;
CREATE INDEX frame_block_places ON frame_blocks(stream, first, last);
CREATE TABLE frame_tail(stream INTEGER PRIMARY KEY, first INTEGER NOT NULL, last INTEGER NOT NULL,
    data BLOB NOT NULL) STRICT;
)";

// Dictionaries of what repeats. 0 in a row means "none"; a value may stand here more than once.
constexpr std::string_view dictionaryTables = R"(
CREATE TABLE strings(id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT;
CREATE TABLE paths(id INTEGER PRIMARY KEY, src_ip TEXT NOT NULL, src_port INTEGER NOT NULL, dst_ip TEXT NOT NULL,
    dst_port INTEGER NOT NULL, transport INTEGER NOT NULL, tunnel TEXT NOT NULL) STRICT;
CREATE TABLE starts(id INTEGER PRIMARY KEY, kind INTEGER NOT NULL, method TEXT NOT NULL, status INTEGER NOT NULL,
    reason TEXT NOT NULL, cseq_method TEXT NOT NULL) STRICT;
CREATE TABLE parties(id INTEGER PRIMARY KEY, from_user INTEGER NOT NULL, from_host INTEGER NOT NULL,
    to_user INTEGER NOT NULL, to_host INTEGER NOT NULL) STRICT;
CREATE TABLE agent_names(id INTEGER PRIMARY KEY, agent INTEGER NOT NULL, name TEXT NOT NULL) STRICT;
CREATE TABLE names(kind TEXT NOT NULL, number INTEGER NOT NULL, name TEXT NOT NULL,
    PRIMARY KEY(kind, number)) STRICT, WITHOUT ROWID;
)";

// Narrow rows: most numbers are distances. arrived: to `captured`; previous: from the message before this one
// in the same call, 0 when there is none; frame: from the id; size: times 4, plus 1 with SDP, plus 2 when the
// message lies within its frame at `place` (else its bytes are in stream 3 and message_frames lists its
// frames); repeats: from the message that this one retransmits, negative from the one that it duplicates.
constexpr std::string_view messageTables = R"(
CREATE TABLE message_rows(id INTEGER PRIMARY KEY, captured INTEGER NOT NULL, arrived INTEGER NOT NULL,
    source INTEGER NOT NULL, path INTEGER NOT NULL, start INTEGER NOT NULL, call INTEGER NOT NULL,
    previous INTEGER NOT NULL, parties INTEGER NOT NULL, user_agent INTEGER NOT NULL, cseq INTEGER NOT NULL,
    frame INTEGER NOT NULL, place INTEGER NOT NULL, size INTEGER NOT NULL, repeats INTEGER NOT NULL,
    defects INTEGER NOT NULL, agent INTEGER NOT NULL, correlation INTEGER NOT NULL) STRICT;
CREATE TABLE message_frames(message INTEGER NOT NULL, position INTEGER NOT NULL, frame INTEGER NOT NULL,
    PRIMARY KEY(message, position)) STRICT, WITHOUT ROWID;
)";

// All times but first_time are distances to it.
constexpr std::string_view callTables = R"(
CREATE TABLE call_rows(key INTEGER PRIMARY KEY, call_id TEXT NOT NULL, type INTEGER NOT NULL, state INTEGER NOT NULL,
    method INTEGER NOT NULL, parties INTEGER NOT NULL, path INTEGER NOT NULL, first_time INTEGER NOT NULL,
    last_time INTEGER NOT NULL, first_message INTEGER NOT NULL, last_message INTEGER NOT NULL,
    messages INTEGER NOT NULL, requests INTEGER NOT NULL, retransmissions INTEGER NOT NULL,
    final_status INTEGER NOT NULL, final_reason INTEGER NOT NULL, ended_by INTEGER NOT NULL, invite_time INTEGER,
    first_provisional INTEGER, ring_time INTEGER, answer_time INTEGER, end_time INTEGER, from_tag TEXT NOT NULL,
    remote_tag TEXT NOT NULL, invite_cseq INTEGER NOT NULL, expires INTEGER) STRICT;
CREATE TABLE call_hashes(hash INTEGER NOT NULL, key INTEGER NOT NULL, PRIMARY KEY(hash, key)) STRICT, WITHOUT ROWID;
CREATE TABLE call_changes(id INTEGER PRIMARY KEY, keys BLOB NOT NULL) STRICT;
)";

// One row in state: what the last commit reached.
constexpr std::string_view primaryTables = R"(
CREATE TABLE meta(name TEXT PRIMARY KEY, value ANY) STRICT, WITHOUT ROWID;
CREATE TABLE state(id INTEGER PRIMARY KEY CHECK(id = 1), last_message INTEGER NOT NULL, last_call INTEGER NOT NULL,
    last_frame INTEGER NOT NULL, first_time INTEGER, last_time INTEGER, last_change INTEGER NOT NULL) STRICT;
INSERT INTO state VALUES(1, 0, 0, 0, NULL, NULL, 0);
CREATE TABLE source_rows(id INTEGER PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL, interface TEXT NOT NULL,
    link INTEGER NOT NULL, received INTEGER NOT NULL, received_bytes INTEGER NOT NULL, stored INTEGER NOT NULL,
    dropped_by_kernel INTEGER NOT NULL, dropped_by_queue INTEGER NOT NULL, refused INTEGER NOT NULL,
    messages INTEGER NOT NULL, first_time INTEGER NOT NULL, last_time INTEGER NOT NULL) STRICT;
CREATE TABLE source_fates(source INTEGER NOT NULL, fate INTEGER NOT NULL, detail INTEGER NOT NULL,
    frames INTEGER NOT NULL, not_stored INTEGER NOT NULL, examples TEXT NOT NULL,
    PRIMARY KEY(source, fate, detail)) STRICT, WITHOUT ROWID;
CREATE TABLE source_warnings(source INTEGER NOT NULL, position INTEGER NOT NULL, text TEXT NOT NULL,
    PRIMARY KEY(source, position)) STRICT, WITHOUT ROWID;
CREATE TABLE marks(id INTEGER PRIMARY KEY, call_id TEXT NOT NULL, frame INTEGER NOT NULL, label TEXT NOT NULL,
    note TEXT NOT NULL) STRICT;
CREATE TABLE host_names(address TEXT PRIMARY KEY, name TEXT NOT NULL) STRICT, WITHOUT ROWID;
)";

std::string joined(std::initializer_list<std::string_view> parts)
{
    std::string whole;
    for (const std::string_view part : parts)
        whole += part;
    return whole;
}

/// A time as text for the views: UTC with nanoseconds.
std::string timeText(std::string_view column)
{
    return joined({"strftime('%Y-%m-%d %H:%M:%S', ", column,
                   " / 1000000000, 'unixepoch') || printf('.%09dZ', ", column, " % 1000000000)"});
}

/// A number of nanoseconds as seconds with six decimals; NULL stays NULL.
std::string secondsText(std::string_view span)
{
    return joined({"CASE WHEN (", span, ") IS NOT NULL THEN printf('%d.%06d', (", span,
                   ") / 1000000000, abs(", span, ") / 1000 % 1000000) END"});
}

std::string nameText(std::string_view kind, std::string_view column)
{
    return joined({"(SELECT name FROM names WHERE kind = '", kind, "' AND number = ", column, ")"});
}

std::string stringText(std::string_view column)
{
    return joined({"(SELECT text FROM strings WHERE id = ", column, ")"});
}

/// Columns are the field names with '_' for '.'; fields that are read from the message bytes are left out.
std::string messagesView()
{
    return joined(
        {"CREATE VIEW messages AS SELECT m.id, ", timeText("m.captured"),
         " AS time, s.name AS source, p.src_ip, p.src_port, p.dst_ip, p.dst_port, ",
         nameText("transport", "p.transport"),
         " AS transport, CASE t.kind WHEN 0 THEN 'request' ELSE 'response' END AS kind, nullif(t.method, '') "
         "AS method,"
         " nullif(t.status, 0) AS status, nullif(t.reason, '') AS reason, c.call_id, m.cseq, t.cseq_method, ",
         stringText("q.from_user"), " AS from_user, ", stringText("q.from_host"), " AS from_host, ",
         stringText("q.to_user"), " AS to_user, ", stringText("q.to_host"), " AS to_host, ",
         stringText("m.user_agent"),
         " AS user_agent, m.size >> 2 AS size, a.agent AS agent_id, a.name AS agent_name, ",
         stringText("m.correlation"),
         " AS correlation_id, CASE WHEN m.repeats > 0 THEN m.id - m.repeats END AS retransmission,"
         " CASE WHEN m.repeats < 0 THEN m.id + m.repeats END AS duplicate,"
         " (SELECT group_concat(name) FROM names WHERE kind = 'defect' AND m.defects >> number & 1) AS "
         "defects,"
         " m.size & 1 AS has_sdp, m.id + m.frame AS frame, nullif(p.tunnel, '') AS tunnel FROM message_rows "
         "m LEFT JOIN source_rows s ON "
         "s.id = m.source"
         " LEFT JOIN paths p ON p.id = m.path LEFT JOIN starts t ON t.id = m.start"
         " LEFT JOIN parties q ON q.id = m.parties LEFT JOIN call_rows c ON c.key = m.call"
         " LEFT JOIN agent_names a ON a.id = m.agent;"});
}

std::string endpointText(std::string_view side)
{
    const std::string address = joined({"p.", side, "_ip"});
    return joined({"CASE WHEN instr(", address, ", ':') THEN '[' || ", address, " || ']' ELSE ", address,
                   " END || ':' || p.", side, "_port AS ", side});
}

std::string callsView()
{
    return joined({"CREATE VIEW calls AS SELECT c.key AS id, ",
                   timeText("c.first_time"),
                   " AS time, ",
                   secondsText("c.last_time"),
                   " AS duration, ",
                   nameText("type", "c.type"),
                   " AS type, ",
                   nameText("state", "c.state"),
                   " AS state, c.call_id, ",
                   stringText("q.from_user"),
                   " AS from_user, ",
                   stringText("q.from_host"),
                   " AS from_host, ",
                   stringText("q.to_user"),
                   " AS to_user, ",
                   stringText("q.to_host"),
                   " AS to_host, ",
                   endpointText("src"),
                   ", ",
                   endpointText("dst"),
                   ", c.messages, c.requests, c.retransmissions, ",
                   stringText("c.method"),
                   " AS method, nullif(c.final_status, 0) AS final_status, ",
                   secondsText("c.first_provisional - c.invite_time"),
                   " AS pdd, ",
                   secondsText("c.answer_time - c.invite_time"),
                   " AS setup, ",
                   secondsText("c.answer_time - c.ring_time"),
                   " AS ring, ",
                   secondsText("c.end_time - c.answer_time"),
                   " AS talk, ",
                   nameText("ended_by", "c.ended_by"),
                   " AS ended_by, EXISTS(SELECT 1 FROM marks k WHERE k.call_id = c.call_id AND k.frame = 0)"
                   " AS marked, NOT EXISTS(SELECT 1 FROM message_rows f WHERE f.id = c.first_message)"
                   " AS lost_start FROM call_rows c LEFT JOIN paths p ON p.id = c.path"
                   " LEFT JOIN parties q ON q.id = c.parties;"});
}

std::string registrationsView()
{
    return joined(
        {"CREATE VIEW registrations AS SELECT c.key AS id, ", timeText("c.first_time"), " AS time, ",
         nameText("state", "c.state"), " AS state, c.call_id, ", stringText("q.to_user"), " AS user, ",
         stringText("q.to_host"), " AS host, ", endpointText("src"), ", ", endpointText("dst"),
         ", c.messages, nullif(c.final_status, 0) AS final_status, CASE WHEN c.expires IS NOT NULL THEN ",
         timeText("(c.first_time + c.expires)"),
         " END AS expires FROM call_rows c LEFT JOIN paths p ON p.id = c.path"
         " LEFT JOIN parties q ON q.id = c.parties WHERE c.type = ",
         std::to_string(static_cast<int>(call::CallType::Registration)), ";"});
}

std::string sourceViews()
{
    return joined(
        {"CREATE VIEW sources AS SELECT id, kind, name, interface, link, received, received_bytes, stored,"
         " dropped_by_kernel, dropped_by_queue, refused, messages, ",
         timeText("first_time"), " AS first_time, ", timeText("last_time"),
         " AS last_time FROM source_rows;"
         "CREATE VIEW drops AS SELECT s.id AS source_id, s.name AS source, d.place, d.frames FROM "
         "source_rows s,"
         " (SELECT id, 'kernel' AS place, dropped_by_kernel AS frames FROM source_rows"
         " UNION ALL SELECT id, 'queue', dropped_by_queue FROM source_rows"
         " UNION ALL SELECT id, 'refused', refused FROM source_rows"
         " UNION ALL SELECT source, 'not stored', sum(not_stored) FROM source_fates GROUP BY source) d"
         " WHERE d.id = s.id AND d.frames > 0 ORDER BY s.id;"
         "CREATE VIEW frame_classes AS SELECT f.source AS source_id, s.name AS source, ",
         nameText("fate", "f.fate"), " AS class, nullif(", nameText("detail", "f.detail"),
         ", '') AS detail, f.frames, f.not_stored, f.examples FROM source_fates f JOIN source_rows s"
         " ON s.id = f.source WHERE f.frames > 0 ORDER BY f.source, f.fate, f.detail;"});
}

std::string tlsConnectionsView()
{
    return joined(
        {"CREATE VIEW tls_connections AS SELECT id, ", timeText("first_time"), " AS time, ",
         timeText("last_time"),
         " AS last_time, client_ip, client_port, server_ip, server_port, nullif(version, '') AS "
         "version, nullif(cipher_suite, '') AS cipher_suite, nullif(server_name, '') AS server_name,"
         " nullif(client_random, '') AS client_random, outcome, records, undecrypted, messages,"
         " sentence, first_frame AS frame FROM tls_connection_rows;"});
}

/// A number of nanoseconds as milliseconds with three decimals.
std::string millisecondsText(std::string_view span)
{
    return joined({"printf('%.3f', ", span, " / 1000000.0)"});
}

/// Not by the table of names, which sessions of earlier programs have without these.
std::string originText()
{
    std::string text = "CASE r.origin";
    for (int i = 0; i <= static_cast<int>(media::StreamOrigin::Reports); ++i)
        text +=
            joined({" WHEN ", std::to_string(i), " THEN '", name(static_cast<media::StreamOrigin>(i)), "'"});
    return text + " END";
}

std::string streamsView()
{
    return joined(
        {"DROP VIEW IF EXISTS streams; CREATE VIEW streams AS SELECT r.id, ",
         timeText("r.first_time"),
         " AS time, ",
         secondsText("r.last_time - r.first_time"),
         " AS duration, c.call_id, r.src_ip, r.src_port, r.dst_ip, r.dst_port,"
         " printf('0x%08x', r.ssrc) AS ssrc, nullif(r.codec, '') AS codec, r.payload_type, r.packets,"
         " r.expected, r.lost, r.missing, r.duplicates, r.reordered, ",
         millisecondsText("r.mean_jitter"),
         " AS jitter, ",
         millisecondsText("r.max_jitter"),
         " AS max_jitter, ",
         millisecondsText("r.max_delta"),
         " AS max_delta, r.dscp, ",
         originText(),
         " AS origin, r.confidence, nullif(d.agreed, '') AS agreed, d.encrypted,"
         " nullif(d.payload_types, '') AS payload_types, iif(d.heard > 0, ",
         secondsText("d.silent"),
         ", NULL) AS silent, nullif(d.digits, '') AS dtmf,"
         " nullif(d.inband_digits, '') AS dtmf_inband, nullif(d.info_digits, '') AS dtmf_info,"
         " d.sender_reports, d.reception_reports, iif(d.reception_reports > 0, d.far_lost, NULL) AS far_lost,"
         " iif(d.reception_reports > 0, ",
         millisecondsText("d.far_loss"),
         ", NULL) AS far_loss, iif(d.reception_reports > 0, ",
         millisecondsText("d.far_jitter"),
         ", NULL) AS far_jitter, iif(d.round_trips > 0, ",
         millisecondsText("d.round_trip"),
         ", NULL) AS round_trip, iif(d.xr_conversational_mos IS NOT NULL, ",
         millisecondsText("d.xr_conversational_mos"),
         ", NULL) AS far_mos, t.reports, nullif(t.reporter, '') AS reporter, iif(t.mos IS NOT NULL, ",
         millisecondsText("t.mos"),
         ", NULL) AS reported_mos FROM stream_rows r LEFT JOIN call_rows c ON c.key = r.call"
         " LEFT JOIN stream_details d ON d.stream = r.id LEFT JOIN stream_told t ON t.stream = r.id;"});
}

/// The names of numbers in the rows, so that the views can show them.
base::Status fillNames(sqlite::Database& database)
{
    sqlite::Statement insert{database, "INSERT INTO names VALUES(?, ?, ?)"};
    base::Status status;
    const auto add = [&](std::string_view kind, auto value) {
        if (status)
            status = insert.run(kind, static_cast<int>(value), name(value));
    };
    for (int i = 0; i <= static_cast<int>(net::Transport::Wss); ++i)
        add("transport", static_cast<net::Transport>(i));
    for (int i = 0; i <= static_cast<int>(call::CallType::Publication); ++i)
        add("type", static_cast<call::CallType>(i));
    for (int i = 0; i <= static_cast<int>(call::CallState::Answered); ++i)
        add("state", static_cast<call::CallState>(i));
    // Nobody has no name in the view.
    for (int i = 1; i <= static_cast<int>(call::EndedBy::Timeout); ++i)
        add("ended_by", static_cast<call::EndedBy>(i));
    for (unsigned i = 0; i < sip::defectCount; ++i)
        add("defect", static_cast<sip::Defect>(i));
    for (std::size_t i = 0; i < frameFateCount; ++i)
        add("fate", static_cast<FrameFate>(i));
    for (const net::FrameDetail detail : net::allFrameDetails())
        add("detail", detail);
    return status;
}

base::Status fillMeta(sqlite::Database& database, std::string_view creator)
{
    const base::HashKey key = base::randomHashKey();
    sqlite::Statement insert{database, "INSERT INTO meta VALUES(?, ?)"};
    if (auto done = insert.run(std::string_view{"creator"}, creator); !done)
        return done;
    if (auto done = insert.run(std::string_view{"hash_key_0"}, static_cast<std::int64_t>(key[0])); !done)
        return done;
    return insert.run(std::string_view{"hash_key_1"}, static_cast<std::int64_t>(key[1]));
}

} // namespace

base::Status preparePages(sqlite::Database& database)
{
    return database.execute("PRAGMA page_size=" + std::to_string(pageSize));
}

base::Status createSchema(sqlite::Database& database, std::string_view creator)
{
    std::string sql;
    sql.append(frameTables)
        .append(dictionaryTables)
        .append(messageTables)
        .append(callTables)
        .append(primaryTables);
    sql += marksIndex;
    sql += linkDecisionTable();
    sql += clockCorrectionTable();
    sql += agentSchema();
    sql += tlsTables();
    sql += messagesView() + callsView() + registrationsView() + sourceViews() + tlsConnectionsView();
    sql += "PRAGMA application_id=" + std::to_string(applicationId) + ";";
    sql += "PRAGMA user_version=" + std::to_string(schemaVersion) + ";";
    if (auto done = database.execute(sql); !done)
        return done;
    if (auto done = addStreamTables(database); !done)
        return done;
    if (auto done = addRegistrationTables(database); !done)
        return done;
    if (auto done = addFrameChoiceTable(database); !done)
        return done;
    if (auto done = fillNames(database); !done)
        return done;
    return fillMeta(database, creator);
}

base::Status addStreamTables(sqlite::Database& database)
{
    return database.execute(streamTables() + streamsView());
}

base::Status checkVersion(sqlite::Database& database)
{
    const auto id = database.integer("PRAGMA application_id");
    if (!id)
        return id.error();
    if (*id != applicationId)
        return base::Error{base::ErrorCode::NotASession, database.path(), {}};
    const auto version = database.integer("PRAGMA user_version");
    if (!version)
        return version.error();
    if (*version == schemaVersion)
        return {};
    return base::Error{*version > schemaVersion ? base::ErrorCode::SessionNewer
                                                : base::ErrorCode::SessionOlder,
                       database.path(), "version " + std::to_string(*version)};
}

base::Result<sqlite::Database> openForWriting(const std::filesystem::path& session)
{
    auto database = sqlite::Database::open(session, sqlite::Access::ReadWrite);
    if (!database)
        return database.error();
    if (auto checked = checkVersion(*database); !checked)
        return checked.error();
    return database;
}

base::Result<base::HashKey> readHashKey(sqlite::Database& database)
{
    base::HashKey key{};
    for (std::size_t i = 0; i < key.size(); ++i) {
        const auto word =
            database.integer("SELECT value FROM meta WHERE name = 'hash_key_" + std::to_string(i) + "'");
        if (!word)
            return word.error();
        key[i] = static_cast<std::uint64_t>(*word);
    }
    return key;
}

} // namespace core::session
