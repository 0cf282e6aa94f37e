// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/session/agent_tables.h"
#include "core/session/commit_batch.h"
#include "core/session/registration_tables.h"
#include "core/session/ring_keeper.h"
#include "core/session/row_builder.h"
#include "core/session/session_writer.h"
#include "core/session/source_tables.h"
#include "core/session/sqlite/batch_table.h"
#include "core/session/sqlite/database.h"
#include "core/session/sqlite/statement.h"
#include "core/session/stream_tables.h"
#include "core/session/tls_tables.h"

#include <filesystem>
#include <memory>
#include <vector>

namespace core::session {

/// Where a file stands that is gone on with.
struct WriterStart {
    base::MessageId lastMessage;
    base::CallKey lastCall;
    base::FrameNumber lastFrame;
    base::SourceId lastSource;
    std::int64_t lastTlsConnection = 0;
    std::int64_t lastStream = 0;
    std::vector<call::RegistrationRecord> registrations; ///< the newest ones
    base::Timestamp firstTime;
    base::Timestamp lastTime;
    DictionaryIds dictionaries;
};

/// The write connection of a session: batches in, transactions out. One thread at a time.
class BatchWriter {
public:
    /// Opens the file, and makes its tables when it is new. `options.whenPresent` has been seen to.
    [[nodiscard]] static base::Result<std::unique_ptr<BatchWriter>>
    open(const std::filesystem::path& path, const WriterOptions& options, bool isNew);

    [[nodiscard]] const WriterStart& start() const { return m_start; }

    /// What a ring has let go as of the last write().
    [[nodiscard]] const RingState& ringState() const { return m_ringState; }

    /// One transaction. After a failure the file is as it was before.
    base::Status write(const CommitBatch& batch);

    /// Pages in the WAL as of the last write().
    [[nodiscard]] std::int64_t walPages() const { return m_database.walPages(); }

    base::Status checkpoint(sqlite::Checkpoint mode) { return m_database.checkpoint(mode); }

    /// Empties the WAL (or makes it the file's mode), with everything on the disk.
    base::Status finish();

private:
    /// A table and the way its rows get in.
    struct Target {
        const sqlite::RowBatch CommitBatch::*rows;
        sqlite::BatchTable batchTable;
        sqlite::Statement insert;
    };

    BatchWriter(sqlite::Database database) : m_database(std::move(database)) {}

    base::Status prepare();
    base::Status addTarget(const sqlite::RowBatch CommitBatch::*rows, const std::string& table,
                           std::size_t columns, const std::string& clause = {});
    base::Status readStart();
    base::Status prepareRing(const RingLimits& limits);
    base::Status writeRows(const CommitBatch& batch);
    base::Status writeBlocks(const CommitBatch& batch);
    base::Status writeAgents(const CommitBatch& batch);
    base::Status writeTls(const CommitBatch& batch);
    base::Status writeStreams(const CommitBatch& batch);
    base::Status writeRegistrations(const CommitBatch& batch);
    base::Status writeChanges(const CommitBatch& batch);

    sqlite::Database m_database;
    WriterStart m_start;
    RingState m_ringState;
    std::unique_ptr<RingKeeper> m_ring; ///< null: nothing ever goes
    std::int64_t m_lastChange = 0;
    std::vector<Target> m_targets;
    sqlite::Statement m_insertBlock;
    sqlite::Statement m_replaceTail;
    sqlite::Statement m_deleteTail;
    sqlite::Statement m_insertChange;
    sqlite::Statement m_pruneChanges;
    sqlite::Statement m_updateState;
    SourceTableWriter m_sources;
    AgentWriter m_agents;
    TlsTableWriter m_tls;
    StreamTableWriter m_streams;
    RegistrationTableWriter m_registrations;
};

} // namespace core::session
