// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/batch_writer.h"

#include "core/session/schema.h"
#include "core/session/sqlite/write_scope.h"
#include "core/session/varint.h"

#include <utility>

namespace core::session {
namespace {

/// Bindings that a writer goes on from.
constexpr std::size_t registrationsGoneOnWith = 50'000;

/// Readers that missed more commits than this read all calls again.
constexpr std::int64_t keptChanges = 1'000;

/// What may change in a call that is in the file already.
constexpr const char* callUpdate =
    " WHERE true ON CONFLICT(key) DO UPDATE SET type = excluded.type, state = excluded.state,"
    " method = excluded.method, parties = excluded.parties, path = excluded.path, first_time = "
    "excluded.first_time,"
    " last_time = excluded.last_time, first_message = excluded.first_message, last_message = "
    "excluded.last_message,"
    " messages = excluded.messages, requests = excluded.requests, retransmissions = excluded.retransmissions,"
    " final_status = excluded.final_status, final_reason = excluded.final_reason, ended_by = "
    "excluded.ended_by,"
    " invite_time = excluded.invite_time, first_provisional = excluded.first_provisional,"
    " ring_time = excluded.ring_time, answer_time = excluded.answer_time, end_time = excluded.end_time,"
    " from_tag = excluded.from_tag, remote_tag = excluded.remote_tag, invite_cseq = excluded.invite_cseq,"
    " expires = excluded.expires";

/// Without a WAL, pages that do not fit into the cache would go into the file before the commit and lock it
/// against our own search for calls; a batch is bounded, and so are they.
constexpr const char* unreadJournal = "PRAGMA journal_mode=MEMORY; PRAGMA cache_spill=OFF;";
constexpr const char* sharedJournal = "PRAGMA journal_mode=WAL; PRAGMA journal_size_limit=67108864;";

std::string pragmas(Durability durability, bool isUnread)
{
    return std::string{isUnread ? unreadJournal : sharedJournal} +
           "PRAGMA secure_delete=FAST; PRAGMA cache_size=-16384; PRAGMA synchronous=" +
           (durability == Durability::Live ? "FULL" : "OFF");
}

base::Status makeTables(sqlite::Database& database, std::string_view creator)
{
    sqlite::WriteScope scope{database};
    if (!scope.status())
        return scope.status();
    if (auto done = createSchema(database, creator); !done)
        return done;
    return scope.commit();
}

std::optional<std::int64_t> timeOrNull(base::Timestamp time, base::MessageId lastMessage)
{
    return lastMessage ? std::optional{base::toNanoseconds(time)} : std::nullopt;
}

} // namespace

base::Result<std::unique_ptr<BatchWriter>> BatchWriter::open(const std::filesystem::path& path,
                                                             const WriterOptions& options, bool isNew)
{
    auto database = sqlite::Database::open(path, isNew ? sqlite::Access::Create : sqlite::Access::ReadWrite);
    if (!database)
        return database.error();
    if (isNew) {
        // Before the WAL, so that from the start the file itself says what it is.
        if (auto done = preparePages(*database); !done)
            return done.error();
        if (auto done = makeTables(*database, options.creator); !done)
            return done.error();
    } else if (auto checked = checkVersion(*database); !checked) {
        return checked.error();
    } else if (auto added = addStreamTables(*database); !added) {
        return added.error();
    } else if (auto made = addRegistrationTables(*database); !made) {
        return made.error();
    } else if (auto choices = addFrameChoiceTable(*database); !choices) {
        return choices.error();
    }
    if (auto done = database->execute(pragmas(options.durability, isNew && options.isUnread)); !done)
        return done.error();
    std::unique_ptr<BatchWriter> writer{new BatchWriter(std::move(*database))};
    if (auto done = writer->m_database.watchWal(); !done)
        return done.error();
    if (auto done = writer->readStart(); !done)
        return done.error();
    if (auto done = writer->prepare(); !done)
        return done.error();
    if (auto done = writer->prepareRing(options.ring); !done)
        return done.error();
    return writer;
}

base::Status BatchWriter::readStart()
{
    // What a crash left in the tail is not gone on with: it becomes a block of its own.
    if (auto done =
            m_database.execute("INSERT INTO frame_blocks(stream, first, last, data) SELECT stream, first,"
                               " last, data FROM frame_tail; DELETE FROM frame_tail");
        !done)
        return done;
    sqlite::Statement state{m_database, "SELECT last_message, last_call, last_frame, first_time, last_time,"
                                        " last_change, (SELECT coalesce(max(id), 0) FROM source_rows),"
                                        " (SELECT coalesce(max(id), 0) FROM tls_connection_rows),"
                                        " (SELECT coalesce(max(id), 0) FROM stream_rows) FROM state"};
    if (!state.next())
        return state.status() ? base::Error{base::ErrorCode::SessionDamaged, m_database.path(), "state"}
                              : state.status();
    m_start.lastMessage.value = state.integer(0);
    m_start.lastCall.value = state.integer(1);
    m_start.lastFrame.value = state.integer(2);
    m_start.firstTime = base::fromNanoseconds(state.integer(3));
    m_start.lastTime = base::fromNanoseconds(state.integer(4));
    m_lastChange = state.integer(5);
    m_start.lastSource.value = state.integer(6);
    m_start.lastTlsConnection = state.integer(7);
    m_start.lastStream = state.integer(8);
    auto registrations = readRegistrations(m_database, registrationsGoneOnWith);
    if (!registrations)
        return registrations.error();
    m_start.registrations = std::move(*registrations);

    DictionaryIds& ids = m_start.dictionaries;
    const std::pair<const char*, std::uint32_t*> tables[] = {{"strings", &ids.strings},
                                                             {"paths", &ids.paths},
                                                             {"starts", &ids.starts},
                                                             {"parties", &ids.parties},
                                                             {"agent_names", &ids.agents}};
    for (const auto& [table, id] : tables) {
        const auto last = m_database.integer(std::string{"SELECT coalesce(max(id), 0) FROM "} + table);
        if (!last)
            return last.error();
        *id = static_cast<std::uint32_t>(*last);
    }
    return {};
}

base::Status BatchWriter::addTarget(const sqlite::RowBatch CommitBatch::*rows, const std::string& table,
                                    std::size_t columns, const std::string& clause)
{
    sqlite::BatchTable batchTable{m_database, "batch_" + table, columns};
    if (!batchTable.status())
        return batchTable.status();
    sqlite::Statement insert{m_database, "INSERT INTO " + table + " SELECT * FROM batch_" + table + clause};
    if (!insert.status())
        return insert.status();
    m_targets.push_back({rows, std::move(batchTable), std::move(insert)});
    return {};
}

base::Status BatchWriter::prepare()
{
    const auto add = [this](const sqlite::RowBatch CommitBatch::*rows, const char* table, auto& columns,
                            const char* clause = "") {
        return addTarget(rows, table, columns.size(), clause);
    };
    for (const base::Status& added :
         {add(&CommitBatch::strings, "strings", stringColumns),
          add(&CommitBatch::paths, "paths", pathColumns), add(&CommitBatch::starts, "starts", startColumns),
          add(&CommitBatch::parties, "parties", partyColumns),
          add(&CommitBatch::agents, "agent_names", agentColumns),
          add(&CommitBatch::messages, "message_rows", messageColumns),
          add(&CommitBatch::messageFrames, "message_frames", messageFrameColumns),
          add(&CommitBatch::calls, "call_rows", callColumns, callUpdate),
          add(&CommitBatch::callHashes, "call_hashes", callHashColumns)}) {
        if (!added)
            return added;
    }

    const auto statement = [this](const char* sql) { return sqlite::Statement{m_database, sql}; };
    m_insertBlock = statement("INSERT INTO frame_blocks(stream, first, last, data) VALUES(?, ?, ?, ?)");
    m_replaceTail = statement("INSERT OR REPLACE INTO frame_tail VALUES(?, ?, ?, ?)");
    m_deleteTail = statement("DELETE FROM frame_tail WHERE stream = ?");
    m_insertChange = statement("INSERT INTO call_changes VALUES(?, ?)");
    m_pruneChanges = statement("DELETE FROM call_changes WHERE id <= ?");
    m_updateState =
        statement("UPDATE state SET last_message = ?, last_call = ?, last_frame = ?, first_time = ?,"
                  " last_time = ?, last_change = ?");
    for (const sqlite::Statement* prepared :
         {&m_insertBlock, &m_replaceTail, &m_deleteTail, &m_insertChange, &m_pruneChanges, &m_updateState}) {
        if (!prepared->status())
            return prepared->status();
    }
    if (auto done = m_sources.prepare(m_database); !done)
        return done;
    if (auto done = m_agents.prepare(m_database); !done)
        return done;
    if (auto done = m_registrations.prepare(m_database); !done)
        return done;
    if (auto done = m_streams.prepare(m_database); !done)
        return done;
    return m_tls.prepare(m_database);
}

base::Status BatchWriter::write(const CommitBatch& batch)
{
    sqlite::WriteScope scope{m_database};
    if (!scope.status())
        return scope.status();
    if (auto done = writeBlocks(batch); !done)
        return done;
    if (m_ring) {
        if (auto done = m_ring->beforeRows(batch); !done)
            return done;
    }
    if (auto done = writeRows(batch); !done)
        return done;
    for (const SourceRow& source : batch.sources) {
        if (auto done = m_sources.write(source); !done)
            return done;
    }
    if (auto done = writeAgents(batch); !done)
        return done;
    if (auto done = writeTls(batch); !done)
        return done;
    if (auto done = writeStreams(batch); !done)
        return done;
    if (auto done = writeRegistrations(batch); !done)
        return done;
    if (auto done = writeChanges(batch); !done)
        return done;
    if (m_ring) {
        if (auto done = m_ring->afterRows(batch); !done)
            return done;
    }
    const base::Timestamp firstTime =
        m_ring ? m_ring->firstTime().value_or(batch.firstTime) : batch.firstTime;
    if (auto done = m_updateState.run(batch.lastMessage.value, batch.lastCall.value, batch.lastFrame.value,
                                      timeOrNull(firstTime, batch.lastMessage),
                                      timeOrNull(batch.lastTime, batch.lastMessage), m_lastChange);
        !done)
        return done;
    auto committed = scope.commit();
    if (committed && m_ring)
        m_ringState = m_ring->state();
    return committed;
}

base::Status BatchWriter::prepareRing(const RingLimits& limits)
{
    const auto state = readRingState(m_database);
    if (!state)
        return state.error();
    m_ringState = *state;
    if (!limits.isSet())
        return {};
    m_ring = std::make_unique<RingKeeper>(limits);
    return m_ring->prepare(m_database, m_start.lastMessage, m_start.dictionaries);
}

base::Status BatchWriter::writeRows(const CommitBatch& batch)
{
    for (Target& target : m_targets) {
        const sqlite::RowBatch& rows = batch.*target.rows;
        if (rows.isEmpty())
            continue;
        target.batchTable.show(&rows);
        if (auto done = target.insert.run(); !done)
            return done;
    }
    return {};
}

base::Status BatchWriter::writeBlocks(const CommitBatch& batch)
{
    for (const PackedBlock& block : batch.blocks) {
        const auto stream = static_cast<std::int64_t>(block.stream);
        const std::span<const std::byte> data{block.data};
        auto done = block.isTail ? m_replaceTail.run(stream, block.first, block.last, data)
                                 : m_insertBlock.run(stream, block.first, block.last, data);
        if (done && !block.isTail)
            done = m_deleteTail.run(stream);
        if (!done)
            return done;
    }
    return {};
}

base::Status BatchWriter::writeAgents(const CommitBatch& batch)
{
    for (const AgentRow& row : batch.agentRows) {
        if (auto done = m_agents.write(row); !done)
            return done;
    }
    for (const RefusalRow& row : batch.refusals) {
        if (auto done = m_agents.write(row); !done)
            return done;
    }
    return {};
}

base::Status BatchWriter::writeTls(const CommitBatch& batch)
{
    for (const TlsConnectionRow& connection : batch.tlsConnections) {
        if (auto done = m_tls.write(connection); !done)
            return done;
    }
    for (const TlsSecretRow& secret : batch.tlsSecrets) {
        if (auto done = m_tls.write(secret); !done)
            return done;
    }
    return {};
}

base::Status BatchWriter::writeStreams(const CommitBatch& batch)
{
    for (const StreamRow& stream : batch.streams) {
        if (auto done = m_streams.write(stream); !done)
            return done;
    }
    for (const StreamIntervalRow& interval : batch.streamIntervals) {
        if (auto done = m_streams.write(interval); !done)
            return done;
    }
    return {};
}

base::Status BatchWriter::writeRegistrations(const CommitBatch& batch)
{
    for (const call::RegistrationRecord& record : batch.registrations) {
        if (auto done = m_registrations.write(record); !done)
            return done;
    }
    return {};
}

base::Status BatchWriter::writeChanges(const CommitBatch& batch)
{
    std::vector<std::byte> keys;
    std::int64_t previous = 0;
    for (const std::int64_t key : batch.changedCalls)
        putDifference(keys, key, std::exchange(previous, key));
    // Lists of calls tell of their streams.
    for (const StreamRow& stream : batch.streams) {
        if (stream.call)
            putDifference(keys, stream.call.value, std::exchange(previous, stream.call.value));
    }
    if (keys.empty())
        return {};
    ++m_lastChange;
    if (auto done = m_insertChange.run(m_lastChange, std::span<const std::byte>{keys}); !done)
        return done;
    return m_pruneChanges.run(m_lastChange - keptChanges);
}

base::Status BatchWriter::finish()
{
    // Where there is none yet, making a WAL is a commit, and with FULL it puts all before it on the disk.
    if (auto done = m_database.execute("PRAGMA synchronous=FULL; PRAGMA journal_mode=WAL"); !done)
        return done;
    return m_database.checkpoint(sqlite::Checkpoint::Truncate);
}

} // namespace core::session
