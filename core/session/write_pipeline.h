// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bounded_queue.h"
#include "core/base/result.h"
#include "core/session/batch_writer.h"
#include "core/session/commit_batch.h"

#include <condition_variable>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace core::session {

/// The threads behind a session writer: one compresses blocks, one runs the SQL, and live one more keeps the
/// WAL short. In between are queues bounded in bytes. Everything is written in the order of the pushes. The
/// first failure sticks; what is pushed afterwards is thrown away. push...() from one thread.
class WritePipeline {
public:
    WritePipeline(std::filesystem::path path, std::unique_ptr<BatchWriter> writer, Durability durability);
    ~WritePipeline();
    WritePipeline(const WritePipeline&) = delete;
    WritePipeline& operator=(const WritePipeline&) = delete;

    /// The block goes into the file with the next batch that is pushed.
    void push(RawBlock block, bool isTail);
    /// Waits when the threads are too far behind.
    void push(std::unique_ptr<CommitBatch> batch);

    // Any thread.
    [[nodiscard]] base::Status status() const;
    [[nodiscard]] SessionProgress progress() const;
    /// Memory of what was written, for what comes next; without contents.
    [[nodiscard]] RawBlock takeSpareBlock();
    [[nodiscard]] std::unique_ptr<CommitBatch> takeSpareBatch();
    /// Number of the last batch that is in the file (or was thrown away after a failure).
    [[nodiscard]] std::uint64_t lastWritten() const;

    /// Waits until all that was pushed is written, ends the threads, and empties the WAL.
    base::Status finish();

private:
    /// A block to pack, or (when there is one) a batch that goes on to the SQL thread.
    struct Task {
        RawBlock block;
        bool isTail = false;
        std::unique_ptr<CommitBatch> batch;
    };

    void pack();
    void write();
    void writeBatch(const CommitBatch& batch);
    void keepWalShort(const std::stop_token& stop);
    void publish(const CommitBatch& batch);
    void fail(const base::Status& status);
    void giveBack(RawBlock block);
    void giveBack(std::unique_ptr<CommitBatch> batch);

    std::filesystem::path m_path;
    std::unique_ptr<BatchWriter> m_writer;
    Durability m_durability;
    base::BoundedQueue<Task> m_packing;
    base::BoundedQueue<std::unique_ptr<CommitBatch>> m_writing;

    mutable std::mutex m_mutex; // protects the four below
    std::optional<base::Error> m_failure;
    SessionProgress m_progress;
    std::uint64_t m_lastWritten = 0;
    std::int64_t m_walPages = 0;
    std::condition_variable_any m_walGrew;

    std::mutex m_spareMutex; // protects the two below
    std::vector<RawBlock> m_spareBlocks;
    std::vector<std::unique_ptr<CommitBatch>> m_spareBatches;

    std::jthread m_packer;
    std::jthread m_sqlThread;
    std::jthread m_checkpointer;
};

} // namespace core::session
