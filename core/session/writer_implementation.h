// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/batch_writer.h"
#include "core/session/block_streams.h"
#include "core/session/call_finder.h"
#include "core/session/pending_calls.h"
#include "core/session/row_builder.h"
#include "core/session/session_writer.h"
#include "core/session/write_pipeline.h"
#include "core/session/writer_lock.h"

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <unordered_set>
#include <utility>
#include <vector>

namespace core::session {

/// What a session writer does on the session thread: numbers, rows, blocks and calls that wait for the next
/// commit.
class SessionWriter::Implementation {
public:
    Implementation(WriterLock lock, std::unique_ptr<CallFinder> finder, std::unique_ptr<BatchWriter> writer,
                   const std::filesystem::path& path, const WriterOptions& options)
        : m_lock(std::move(lock)), m_start(writer->start()), m_durability(options.durability),
          m_ring(options.ring), m_segmentStart(m_start.lastMessage), m_finder(std::move(finder)),
          m_rows(m_start.dictionaries), m_calls(m_durability == Durability::Import ? importQuietCommits : 0,
                                                m_durability == Durability::Import && options.isUnread),
          m_lastMessage(m_start.lastMessage), m_lastCall(m_start.lastCall), m_lastFrame(m_start.lastFrame),
          m_lastSource(m_start.lastSource), m_firstTime(m_start.firstTime), m_lastTime(m_start.lastTime),
          m_pipeline(path, std::move(writer), m_durability), m_blocks(m_pipeline, m_durability, m_ring.span)
    {
        m_batch->number = 1;
    }

    base::FrameNumber addFrame(const net::FrameHeader& header, std::span<const std::byte> bytes,
                               BlockStream stream, std::string_view comment)
    {
        ++m_lastFrame.value;
        append(stream, m_lastFrame.value, header, bytes, comment);
        return m_lastFrame;
    }

    base::MessageId addMessage(const NewMessage& message)
    {
        ++m_lastMessage.value;
        if (!message.isWithinFrame) {
            net::FrameHeader header;
            header.captured = message.captured;
            header.arrived = message.captured;
            header.originalLength = static_cast<std::uint32_t>(message.message->bytes().size());
            append(BlockStream::Assembled, m_lastMessage.value, header, message.message->bytes());
        }
        if (std::exchange(m_isEmpty, false))
            m_firstTime = m_lastTime = message.captured;
        m_firstTime = std::min(m_firstTime, message.captured);
        m_lastTime = std::max(m_lastTime, message.captured);
        m_rows.addMessage(*m_batch, m_lastMessage, message);
        return m_lastMessage;
    }

    void upsertCall(const call::CallRecord& record)
    {
        const std::uint64_t hash = m_finder->hashOf(record.callId);
        const bool isNew = record.key > m_lastCall && !m_knownCalls.contains(record.key.value);
        if (isNew) {
            m_lastCall = record.key;
            m_finder->known().add(hash);
        } else if (m_ring.isSet()) {
            m_finder->known().addAgain(hash); // its row may have gone, and comes back
        }
        m_calls.put(hash, record, isNew, m_batch->number);
    }

    void addKnownCall(const call::CallRecord& record)
    {
        const std::uint64_t hash = m_finder->hashOf(record.callId);
        m_knownCalls.insert(record.key.value);
        m_finder->known().add(hash);
        m_calls.put(hash, record, true, m_batch->number);
    }

    void skipTo(base::MessageId next) { m_lastMessage.value = std::max(m_lastMessage.value, next.value - 1); }

    void skipThrough(base::CallKey last) { m_lastCall = std::max(m_lastCall, last); }

    void seal() { m_blocks.seal(); }

    std::optional<call::CallRecord> find(std::string_view callId)
    {
        const std::uint64_t hash = m_finder->hashOf(callId);
        if (!m_finder->known().mayHave(hash))
            return std::nullopt;
        if (const call::CallRecord* pending = m_calls.find(hash, callId))
            return *pending;
        return m_finder->find(hash, callId);
    }

    void upsertTlsConnection(TlsConnectionRow connection)
    {
        connection.id += m_start.lastTlsConnection;
        m_changedTlsConnections[connection.id] = std::move(connection);
    }

    void addTlsSecret(TlsSecretRow secret) { m_batch->tlsSecrets.push_back(std::move(secret)); }

    void upsertStream(StreamRow stream)
    {
        stream.id += m_start.lastStream;
        m_changedStreams[stream.id] = std::move(stream);
    }

    void upsertRegistration(const call::RegistrationRecord& record)
    {
        m_batch->registrations.push_back(record);
    }

    std::vector<call::RegistrationRecord> takeRegistrationsAtStart()
    {
        return std::exchange(m_start.registrations, {});
    }

    void addStreamInterval(StreamIntervalRow interval)
    {
        interval.stream += m_start.lastStream;
        m_batch->streamIntervals.push_back(interval);
    }

    base::SourceId addSource(SourceRow source)
    {
        source.id.value = ++m_lastSource.value;
        updateSource(source);
        return source.id;
    }

    void updateSource(const SourceRow& source) { m_changedSources[source.id.value] = source; }

    void updateAgent(AgentRow agent) { m_batch->agentRows.push_back(std::move(agent)); }

    void updateRefusal(RefusalRow refusal) { m_batch->refusals.push_back(std::move(refusal)); }

    base::Status commit() { return commit(false); }

    base::Status close()
    {
        if (m_isClosed)
            return m_pipeline.status();
        m_isClosed = true;
        static_cast<void>(commit(true).has_value());
        m_finder.reset();
        return m_pipeline.finish();
    }

    [[nodiscard]] base::MessageId lastMessage() const { return m_lastMessage; }

    [[nodiscard]] base::FrameNumber lastFrame() const { return m_lastFrame; }

    base::FrameNumber skipFrame() { return {++m_lastFrame.value}; }

    void skipTo(base::FrameNumber next) { m_lastFrame.value = std::max(m_lastFrame.value, next.value - 1); }

    [[nodiscard]] base::CallKey lastCallAtStart() const { return m_start.lastCall; }

    [[nodiscard]] std::size_t pendingBytes() const { return m_frameBytes + m_batch->messages.footprint(); }

    [[nodiscard]] SessionProgress progress() const { return m_pipeline.progress(); }

private:
    /// Frames without messages must not pile up either.
    static constexpr std::size_t largestBatchBytes = 16U << 20U;
    /// An import writes a changed call when this many commits have left it alone.
    static constexpr std::uint64_t importQuietCommits = 3;

    void append(BlockStream stream, std::int64_t number, const net::FrameHeader& header,
                std::span<const std::byte> bytes, std::string_view comment = {})
    {
        m_blocks.append(stream, number, header, bytes, comment);
        m_frameBytes += bytes.size() + comment.size();
        // Not with messages in the batch: their calls are not yet up to date.
        if (m_frameBytes > largestBatchBytes && m_batch->messages.isEmpty())
            static_cast<void>(commit().has_value()); // sticky: the caller's commit() returns it
    }

    /// From time to time, so that a ring can forget values that nobody names any more.
    void beginSegmentWhenDue()
    {
        constexpr std::uint64_t leastMessages = 1'024;
        constexpr std::uint64_t parts = 8;
        const auto count = static_cast<std::uint64_t>(m_lastMessage.value - m_segmentStart.value);
        if (!m_ring.isSet() || count < std::max(leastMessages, m_pipeline.progress().messages() / parts))
            return;
        m_batch->segment = {m_lastMessage, m_rows.lastIds()};
        m_rows.beginAnew();
        m_segmentStart = m_lastMessage;
    }

    base::Status commit(bool isLast)
    {
        if (isLast)
            m_blocks.seal();
        else
            m_blocks.push();
        m_calls.forgetCommitted(m_pipeline.lastWritten());
        const auto write = [this](const call::CallRecord& record, std::uint64_t hash, bool isNew) {
            m_rows.addCall(*m_batch, record);
            if (isNew)
                m_hashes.emplace_back(static_cast<std::int64_t>(hash), record.key.value);
            else
                m_batch->changedCalls.push_back(record.key.value);
        };
        if (isLast)
            m_calls.takeAll(m_batch->number, write);
        else
            m_calls.take(m_batch->number, write);
        addHashes();
        for (auto& [id, source] : m_changedSources)
            m_batch->sources.push_back(std::move(source));
        m_changedSources.clear();
        for (auto& [id, connection] : m_changedTlsConnections)
            m_batch->tlsConnections.push_back(std::move(connection));
        m_changedTlsConnections.clear();
        for (auto& [id, stream] : m_changedStreams)
            m_batch->streams.push_back(std::move(stream));
        m_changedStreams.clear();
        m_batch->lastMessage = m_lastMessage;
        m_batch->lastCall = m_lastCall;
        m_batch->lastFrame = m_lastFrame;
        m_batch->firstTime = m_firstTime;
        m_batch->lastTime = m_lastTime;
        m_batch->lastArrival = m_blocks.lastArrival();

        auto batch = std::exchange(m_batch, m_pipeline.takeSpareBatch());
        m_batch->number = batch->number + 1;
        m_frameBytes = 0;
        m_pipeline.push(std::move(batch));
        beginSegmentWhenDue();
        if (m_ring.isSet() && m_finder)
            m_finder->known().renew(m_pipeline.progress().calls(), m_batch->number, m_pipeline.lastWritten());
        return m_pipeline.status();
    }

    /// In their own order, so that neighbours in the index are written together.
    void addHashes()
    {
        std::sort(m_hashes.begin(), m_hashes.end());
        for (const auto& [hash, key] : m_hashes) {
            m_batch->callHashes.integer(hash);
            m_batch->callHashes.integer(key);
        }
        m_hashes.clear();
    }

    WriterLock m_lock;
    WriterStart m_start;
    Durability m_durability;
    RingLimits m_ring;
    std::unordered_set<std::int64_t> m_knownCalls; ///< see addKnownCall()
    base::MessageId m_segmentStart; ///< rows behind it name newer entries of the dictionaries only
    std::unique_ptr<CallFinder> m_finder;
    RowBuilder m_rows;
    PendingCalls m_calls;
    std::vector<std::pair<std::int64_t, std::int64_t>> m_hashes; ///< of new calls, with their keys
    std::map<std::int64_t, SourceRow> m_changedSources;
    std::map<std::int64_t, TlsConnectionRow> m_changedTlsConnections;
    std::map<std::int64_t, StreamRow> m_changedStreams;
    std::unique_ptr<CommitBatch> m_batch = std::make_unique<CommitBatch>();
    std::size_t m_frameBytes = 0;
    base::MessageId m_lastMessage;
    base::CallKey m_lastCall;
    base::FrameNumber m_lastFrame;
    base::SourceId m_lastSource;
    base::Timestamp m_firstTime;
    base::Timestamp m_lastTime;
    bool m_isEmpty = !m_lastMessage; ///< no message so far
    bool m_isClosed = false;
    WritePipeline m_pipeline; ///< behind the finder: its threads end first
    BlockStreams m_blocks;
};

} // namespace core::session
