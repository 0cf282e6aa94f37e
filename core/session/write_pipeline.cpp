// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/write_pipeline.h"

#include "core/session/schema.h"
#include "core/session/session_file.h"

#include <utility>

namespace core::session {
namespace {

/// Room for raw blocks before the compressor, and for batches before the SQL thread.
constexpr std::size_t packingQueueBytes = 6U << 20U;
constexpr std::size_t writingQueueBytes = 12U << 20U;

/// Memory that waits to be used again: this many blocks and batches, none of them out of the ordinary.
constexpr std::size_t mostSpareBlocks = 8;
constexpr std::size_t mostSpareBatches = 3;
constexpr std::size_t largestSpareBlock = 2 * fullBlockBytes;
constexpr std::size_t largestSpareBatch = 16U << 20U;

/// An import empties the WAL itself at this size, between two commits.
constexpr std::int64_t importWalPages = (48 << 20) / std::int64_t{pageSize};
/// Live, the checkpointer begins at this size, ...
constexpr std::int64_t liveWalPages = (4 << 20) / std::int64_t{pageSize};
/// ... and makes the writer wait for a moment beyond this one.
constexpr std::int64_t longWalPages = (48 << 20) / std::int64_t{pageSize};

} // namespace

WritePipeline::WritePipeline(std::filesystem::path path, std::unique_ptr<BatchWriter> writer,
                             Durability durability)
    : m_path(std::move(path)), m_writer(std::move(writer)), m_durability(durability),
      m_packing(packingQueueBytes), m_writing(writingQueueBytes)
{
    const WriterStart& start = m_writer->start();
    const RingState& ring = m_writer->ringState();
    m_progress = {
        start.lastMessage, start.lastCall, start.lastFrame, fileBytes(m_path), fileBytes(walPath(m_path)),
        start.firstTime,   start.lastTime, ring.frames,     ring.messages,     ring.calls};
    m_packer = std::jthread{[this] { pack(); }};
    m_sqlThread = std::jthread{[this] { write(); }};
    if (m_durability == Durability::Live)
        m_checkpointer = std::jthread{[this](const std::stop_token& stop) { keepWalShort(stop); }};
}

WritePipeline::~WritePipeline()
{
    m_packing.close();
}

void WritePipeline::push(RawBlock block, bool isTail)
{
    const std::size_t amount = block.footprint();
    m_packing.push({std::move(block), isTail, nullptr}, amount);
}

void WritePipeline::push(std::unique_ptr<CommitBatch> batch)
{
    const std::size_t amount = batch->footprint();
    m_packing.push({{}, false, std::move(batch)}, amount);
}

void WritePipeline::giveBack(RawBlock block)
{
    const std::lock_guard lock{m_spareMutex};
    if (m_spareBlocks.size() < mostSpareBlocks && block.bytes.capacity() <= largestSpareBlock)
        m_spareBlocks.push_back(std::move(block));
}

void WritePipeline::giveBack(std::unique_ptr<CommitBatch> batch)
{
    if (batch->footprint() > largestSpareBatch)
        return;
    batch->clear();
    const std::lock_guard lock{m_spareMutex};
    if (m_spareBatches.size() < mostSpareBatches)
        m_spareBatches.push_back(std::move(batch));
}

RawBlock WritePipeline::takeSpareBlock()
{
    const std::lock_guard lock{m_spareMutex};
    if (m_spareBlocks.empty())
        return {};
    RawBlock block = std::move(m_spareBlocks.back());
    m_spareBlocks.pop_back();
    return block;
}

std::unique_ptr<CommitBatch> WritePipeline::takeSpareBatch()
{
    const std::lock_guard lock{m_spareMutex};
    if (m_spareBatches.empty())
        return std::make_unique<CommitBatch>();
    auto batch = std::move(m_spareBatches.back());
    m_spareBatches.pop_back();
    return batch;
}

void WritePipeline::pack()
{
    BlockPacker packer;
    std::vector<PackedBlock> packed;
    while (auto task = m_packing.pop()) {
        if (!task->batch) {
            const RawBlock& block = task->block;
            packed.push_back({block.stream, block.first, block.last, task->isTail, packer.pack(block)});
            giveBack(std::move(task->block));
            continue;
        }
        auto batch = std::move(task->batch);
        batch->blocks = std::exchange(packed, {});
        const std::size_t amount = batch->footprint();
        m_writing.push(std::move(batch), amount);
    }
    m_writing.close();
}

void WritePipeline::write()
{
    while (auto batch = m_writing.pop()) {
        writeBatch(**batch);
        giveBack(std::move(*batch));
    }
}

void WritePipeline::writeBatch(const CommitBatch& batch)
{
    if (status()) {
        if (auto written = m_writer->write(batch); !written)
            fail(written);
    }
    publish(batch);
    if (m_durability == Durability::Import && m_writer->walPages() > importWalPages) {
        // Busy readers only make it incomplete, and the next one goes on.
        if (auto done = m_writer->checkpoint(sqlite::Checkpoint::Passive); !done)
            fail(done);
    }
}

void WritePipeline::publish(const CommitBatch& batch)
{
    const std::uint64_t size = fileBytes(m_path);
    const std::uint64_t walSize = fileBytes(walPath(m_path));
    const std::lock_guard lock{m_mutex};
    m_lastWritten = batch.number;
    m_walPages = m_writer->walPages();
    const RingState& ring = m_writer->ringState();
    if (!m_failure)
        m_progress = {batch.lastMessage, batch.lastCall, batch.lastFrame, size,          walSize,
                      batch.firstTime,   batch.lastTime, ring.frames,     ring.messages, ring.calls};
    m_walGrew.notify_all();
}

void WritePipeline::keepWalShort(const std::stop_token& stop)
{
    auto database = sqlite::Database::open(m_path, sqlite::Access::ReadWrite);
    if (!database)
        return fail(database.error());
    static_cast<void>(database->execute("PRAGMA synchronous=FULL").has_value());
    std::uint64_t done = 0;
    while (!stop.stop_requested()) {
        std::int64_t pages = 0;
        {
            std::unique_lock lock{m_mutex};
            if (!m_walGrew.wait(lock, stop,
                                [&] { return m_lastWritten > done && m_walPages > liveWalPages; }))
                return;
            done = m_lastWritten;
            pages = m_walPages;
        }
        // One that is held up by a reader is no failure: the next commit tries again. A disk that cannot take
        // the pages will fail the writer, too.
        static_cast<void>(
            database
                ->checkpoint(pages > longWalPages ? sqlite::Checkpoint::Restart : sqlite::Checkpoint::Passive)
                .has_value());
    }
}

base::Status WritePipeline::status() const
{
    const std::lock_guard lock{m_mutex};
    if (m_failure)
        return *m_failure;
    return {};
}

SessionProgress WritePipeline::progress() const
{
    const std::lock_guard lock{m_mutex};
    return m_progress;
}

std::uint64_t WritePipeline::lastWritten() const
{
    const std::lock_guard lock{m_mutex};
    return m_lastWritten;
}

void WritePipeline::fail(const base::Status& status)
{
    const std::lock_guard lock{m_mutex};
    if (!m_failure)
        m_failure = status.error();
}

base::Status WritePipeline::finish()
{
    m_packing.close();
    for (std::jthread* thread : {&m_packer, &m_sqlThread}) {
        if (thread->joinable())
            thread->join();
    }
    m_checkpointer.request_stop();
    if (m_checkpointer.joinable())
        m_checkpointer.join();
    // Another process that reads may keep the WAL from being emptied; the next close does it.
    if (auto done = m_writer->finish(); !done && done.error().code != base::ErrorCode::SessionBusy)
        fail(done);
    const std::uint64_t size = fileBytes(m_path);
    const std::lock_guard lock{m_mutex};
    m_progress.fileBytes = size;
    m_progress.walBytes = 0;
    m_writer.reset();
    if (m_failure)
        return *m_failure;
    return {};
}

} // namespace core::session
