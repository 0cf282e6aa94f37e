// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/reader_implementation.h"

#include "core/session/sqlite/write_scope.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <mutex>
#include <thread>

namespace core::session {
namespace {

using base::ErrorCode;

constexpr std::array frameStreams{BlockStream::Signalling, BlockStream::Rest, BlockStream::Media};

/// Messages that a thread takes at a time: some ten blocks of signalling. The blocks at the ends of a piece
/// are unpacked by both threads.
constexpr std::size_t scanChunk = 8'192;

StoredFrame frameFrom(const Block& block, const BlockEntry& entry)
{
    const auto bytes = block.bytesOf(entry);
    StoredFrame frame{
        {entry.number}, entry.header, {bytes.begin(), bytes.end()}, std::string{block.commentOf(entry)}};
    frame.header.offset = 0;
    return frame;
}

/// Walks the frames of one stream.
class StreamCursor {
public:
    /// Begins behind frame `after`.
    StreamCursor(BlockStore& blocks, BlockStream stream, std::int64_t after = 0)
        : m_blocks(blocks), m_stream(stream), m_last(after)
    {
    }

    /// The next frame without taking it; null at the end. The first damage is kept in `damage`.
    const BlockEntry* peek(base::Status& damage)
    {
        while (m_block == nullptr || m_index == m_block->entries.size()) {
            const std::int64_t before = m_last;
            auto block = m_blocks.next(m_stream, m_last, m_last);
            if (!block && damage)
                damage = block.error();
            if ((!block && m_last == before) || (block && *block == nullptr))
                return nullptr;
            m_block = block ? std::move(*block) : nullptr;
            m_index = 0;
            // A block that was read from the tail may have grown since.
            while (m_block != nullptr && m_index < m_block->entries.size() &&
                   m_block->entries[m_index].number <= before)
                ++m_index;
        }
        return &m_block->entries[m_index];
    }

    void take()
    {
        m_last = std::max(m_last, m_block->entries[m_index].number);
        ++m_index;
    }

    [[nodiscard]] const Block& block() const { return *m_block; }

private:
    BlockStore& m_blocks;
    BlockStream m_stream;
    std::shared_ptr<const Block> m_block;
    std::size_t m_index = 0;
    std::int64_t m_last; ///< everything up to here was taken or is in m_block
};

/// The frames of several streams by their numbers.
base::Status visitMerged(std::span<StreamCursor> cursors,
                         const std::function<bool(const StoredFrame&)>& visit)
{
    base::Status damage;
    while (true) {
        StreamCursor* first = nullptr;
        const BlockEntry* next = nullptr;
        for (StreamCursor& cursor : cursors) {
            const BlockEntry* entry = cursor.peek(damage);
            if (entry != nullptr && (next == nullptr || entry->number < next->number)) {
                next = entry;
                first = &cursor;
            }
        }
        if (first == nullptr || !visit(frameFrom(first->block(), *next)))
            return damage;
        first->take();
    }
}

} // namespace

SessionReader::Implementation::Implementation(std::filesystem::path path, OpenSession session,
                                              base::HashKey hashKey, std::unique_ptr<MessageScanner> scanner)
    : m_path(std::move(path)), m_session(std::move(session)), m_hashKey(hashKey), m_rows(m_session.database),
      m_streamsOfCalls(m_session.database),
      m_state(m_session.database,
              "SELECT last_message, last_call, last_frame, first_time, last_time FROM state"),
      m_scanner(std::move(scanner))
{
}

void SessionReader::Implementation::describeStreams(std::span<call::CallRecord> calls)
{
    if (!m_streamsOfCalls.refresh())
        return;
    for (call::CallRecord& call : calls) {
        if (!m_streamsOfCalls.describe(call))
            return;
    }
}

base::Result<SessionProgress> SessionReader::Implementation::progress()
{
    SessionProgress progress;
    const sqlite::ReadScope scope{m_session.database};
    const bool found = m_state.query().next();
    if (found) {
        progress.lastMessage.value = m_state.integer(0);
        progress.lastCall.value = m_state.integer(1);
        progress.lastFrame.value = m_state.integer(2);
        progress.firstTime = base::fromNanoseconds(m_state.integer(3));
        progress.lastTime = base::fromNanoseconds(m_state.integer(4));
    }
    if (auto status = m_state.status(); !status)
        return status.error();
    m_state.reset();
    if (!found)
        return base::Error{ErrorCode::SessionDamaged, m_path.string(), "state"};
    const auto ring = readRingState(m_session.database);
    if (!ring)
        return ring.error();
    progress.framesGone = ring->frames;
    progress.messagesGone = ring->messages;
    progress.callsGone = ring->calls;
    progress.fileBytes = fileBytes(m_path);
    progress.walBytes = fileBytes(walPath(m_path));
    return progress;
}

base::Result<SessionIds> SessionReader::Implementation::ids()
{
    const sqlite::ReadScope scope{m_session.database};
    const auto reached = progress();
    if (!reached)
        return reached.error();
    return readSessionIds(m_session.database, {}, reached->lastMessage, reached->lastCall);
}

base::Result<StoredFrame> SessionReader::Implementation::frame(base::FrameNumber number)
{
    for (const BlockStream stream : frameStreams) {
        const auto block = m_scanner->blocks().find(stream, number.value);
        if (!block)
            return block.error();
        if (const BlockEntry* entry = *block ? (*block)->find(number.value) : nullptr)
            return frameFrom(**block, *entry);
    }
    return base::Error{ErrorCode::MessageUnknown, m_path.string(), "frame " + std::to_string(number.value)};
}

base::Status SessionReader::Implementation::forEachFrame(const std::function<bool(const StoredFrame&)>& visit)
{
    std::array<StreamCursor, frameStreams.size()> cursors{StreamCursor{m_scanner->blocks(), frameStreams[0]},
                                                          StreamCursor{m_scanner->blocks(), frameStreams[1]},
                                                          StreamCursor{m_scanner->blocks(), frameStreams[2]}};
    return visitMerged(cursors, visit);
}

base::Status
SessionReader::Implementation::forEachOtherThanMedia(base::FrameNumber first, base::FrameNumber last,
                                                     const std::function<void(const StoredFrame&)>& visit)
{
    const std::int64_t before = first.value - 1;
    std::array<StreamCursor, 2> cursors{StreamCursor{m_scanner->blocks(), BlockStream::Signalling, before},
                                        StreamCursor{m_scanner->blocks(), BlockStream::Rest, before}};
    return visitMerged(cursors, [&](const StoredFrame& frame) {
        if (frame.number > last)
            return false;
        visit(frame);
        return true;
    });
}

base::Status SessionReader::Implementation::forEachMedia(const std::function<bool(const StoredFrame&)>& visit)
{
    std::array<StreamCursor, 1> cursors{StreamCursor{m_scanner->blocks(), BlockStream::Media, 0}};
    return visitMerged(cursors, visit);
}

base::Status SessionReader::Implementation::scan(std::span<const base::MessageId> ids,
                                                 const MessageScanner::Visit& visit,
                                                 const std::stop_token& stop)
{
    if (ids.size() <= scanChunk)
        return m_scanner->scan(ids, 0, visit, stop);
    return scanInParallel(ids, visit, stop);
}

base::Status SessionReader::Implementation::scanInParallel(std::span<const base::MessageId> ids,
                                                           const MessageScanner::Visit& visit,
                                                           const std::stop_token& stop)
{
    if (!m_helper) {
        auto helper = MessageScanner::open(m_session.database.path(), m_session.access);
        if (!helper)
            return helper.error();
        m_helper = std::move(*helper);
    }
    std::atomic<std::size_t> nextChunk{0};
    std::mutex mutex; // protects result
    base::Status result;
    const auto work = [&](MessageScanner& scanner) {
        while (!stop.stop_requested()) {
            const std::size_t start = nextChunk.fetch_add(scanChunk);
            if (start >= ids.size())
                return;
            const auto chunk = ids.subspan(start, std::min(scanChunk, ids.size() - start));
            if (auto done = scanner.scan(chunk, start, visit, stop); !done) {
                const std::lock_guard lock{mutex};
                if (result)
                    result = done;
            }
        }
    };
    {
        const std::jthread second{[&] { work(*m_helper); }};
        work(*m_scanner);
    }
    if (stop.stop_requested())
        return base::Error{ErrorCode::Cancelled, m_path.string(), {}};
    return result;
}

} // namespace core::session
