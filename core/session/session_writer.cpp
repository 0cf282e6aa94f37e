// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/session_writer.h"

#include "core/session/call_finder.h"
#include "core/session/pending_calls.h"
#include "core/session/session_file.h"
#include "core/session/session_reader.h"
#include "core/session/write_pipeline.h"
#include "core/session/writer_target.h"

#include <algorithm>
#include <array>
#include <map>
#include <unordered_set>
#include <utility>

namespace core::session {
namespace {

namespace fs = std::filesystem;

/// A partial block of this size is sealed at an import's commit; a smaller one goes into the tail.
constexpr std::size_t sealedAtCommitBytes = 64U << 10U;
/// Frames without messages must not pile up either.
constexpr std::size_t largestBatchBytes = 16U << 20U;
/// An import writes a changed call when this many commits have left it alone.
constexpr std::uint64_t importQuietCommits = 3;

} // namespace

class SessionWriter::Implementation {
public:
    Implementation(WriterLock lock, std::unique_ptr<CallFinder> finder, std::unique_ptr<BatchWriter> writer,
                   const fs::path& path, const WriterOptions& options)
        : m_lock(std::move(lock)), m_start(writer->start()), m_durability(options.durability),
          m_ring(options.ring), m_segmentStart(m_start.lastMessage), m_finder(std::move(finder)),
          m_rows(m_start.dictionaries), m_calls(m_durability == Durability::Import ? importQuietCommits : 0),
          m_lastMessage(m_start.lastMessage), m_lastCall(m_start.lastCall), m_lastFrame(m_start.lastFrame),
          m_lastSource(m_start.lastSource), m_firstTime(m_start.firstTime), m_lastTime(m_start.lastTime),
          m_pipeline(path, std::move(writer), m_durability)
    {
        m_batch->number = 1;
    }

    base::FrameNumber addFrame(const net::FrameHeader& header, std::span<const std::byte> bytes,
                               BlockStream stream)
    {
        ++m_lastFrame.value;
        m_lastArrival = std::max(m_lastArrival, header.arrived);
        append(stream, m_lastFrame.value, header, bytes);
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
            m_finder->add(hash);
        }
        m_calls.put(hash, record, isNew, m_batch->number);
    }

    void addKnownCall(const call::CallRecord& record)
    {
        const std::uint64_t hash = m_finder->hashOf(record.callId);
        m_knownCalls.insert(record.key.value);
        m_finder->add(hash);
        m_calls.put(hash, record, true, m_batch->number);
    }

    void skipTo(base::MessageId next) { m_lastMessage.value = std::max(m_lastMessage.value, next.value - 1); }

    void skipThrough(base::CallKey last) { m_lastCall = std::max(m_lastCall, last); }

    void seal() { pushPartialBlocks(0); }

    std::optional<call::CallRecord> find(std::string_view callId)
    {
        const std::uint64_t hash = m_finder->hashOf(callId);
        if (!m_finder->mayHave(hash))
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

    base::SourceId addSource(SourceRow source)
    {
        source.id.value = ++m_lastSource.value;
        updateSource(source);
        return source.id;
    }

    void updateSource(const SourceRow& source) { m_changedSources[source.id.value] = source; }

    void updateAgent(AgentRow agent) { m_batch->agentRows.push_back(std::move(agent)); }

    void updateRefusal(RefusalRow refusal) { m_batch->refusals.push_back(std::move(refusal)); }

    base::Status commit() { return commit(sealedAtCommitBytes, false); }

    base::Status close()
    {
        if (m_isClosed)
            return m_pipeline.status();
        m_isClosed = true;
        static_cast<void>(commit(0, true).has_value());
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
    void append(BlockStream stream, std::int64_t number, const net::FrameHeader& header,
                std::span<const std::byte> bytes)
    {
        BlockBuilder& builder = m_builders.at(static_cast<std::size_t>(stream));
        if (builder.block().isEmpty())
            m_begun.at(static_cast<std::size_t>(stream)) = m_lastArrival;
        builder.append(number, header, bytes);
        m_frameBytes += bytes.size();
        if (builder.isFull())
            m_pipeline.push(builder.take(m_pipeline.takeSpareBlock()), false);
        // Not with messages in the batch: their calls are not yet up to date.
        if (m_frameBytes > largestBatchBytes && m_batch->messages.isEmpty())
            static_cast<void>(commit().has_value()); // sticky: the caller's commit() returns it
    }

    /// Partial blocks from `sealedBytes` on become blocks of their own; others wait in the tail.
    void pushPartialBlocks(std::size_t sealedBytes)
    {
        for (std::size_t i = 0; i < m_builders.size(); ++i) {
            BlockBuilder& builder = m_builders[i];
            const RawBlock& block = builder.block();
            const bool isSealed =
                (block.bytes.size() >= sealedBytes && m_durability == Durability::Import) || isOld(i);
            if (block.isEmpty())
                continue;
            if (isSealed || sealedBytes == 0)
                m_pipeline.push(builder.take(m_pipeline.takeSpareBlock()), false);
            else if (block.last != m_lastInTail[i])
                m_pipeline.push(block.copy(), true);
            m_lastInTail[i] = builder.block().last;
        }
    }

    /// A ring lets whole blocks go, and so none may hold more than a part of its time.
    [[nodiscard]] bool isOld(std::size_t stream) const
    {
        constexpr int parts = 16;
        return m_ring.span.count() != 0 && m_lastArrival - m_begun.at(stream) >= m_ring.span / parts;
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

    base::Status commit(std::size_t sealedBytes, bool isLast)
    {
        pushPartialBlocks(sealedBytes);
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
        m_batch->lastMessage = m_lastMessage;
        m_batch->lastCall = m_lastCall;
        m_batch->lastFrame = m_lastFrame;
        m_batch->firstTime = m_firstTime;
        m_batch->lastTime = m_lastTime;
        m_batch->lastArrival = m_lastArrival;

        auto batch = std::exchange(m_batch, m_pipeline.takeSpareBatch());
        m_batch->number = batch->number + 1;
        m_frameBytes = 0;
        m_pipeline.push(std::move(batch));
        beginSegmentWhenDue();
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
    base::MessageId m_segmentStart;           ///< rows behind it name newer entries of the dictionaries only
    std::array<base::Timestamp, 4> m_begun{}; ///< arrival of the first frame in each builder
    base::Timestamp m_lastArrival;
    std::unique_ptr<CallFinder> m_finder;
    RowBuilder m_rows;
    PendingCalls m_calls;
    std::vector<std::pair<std::int64_t, std::int64_t>> m_hashes; ///< of new calls, with their keys
    std::array<BlockBuilder, 4> m_builders{BlockBuilder{BlockStream::Signalling},
                                           BlockBuilder{BlockStream::Media}, BlockBuilder{BlockStream::Rest},
                                           BlockBuilder{BlockStream::Assembled}};
    std::array<std::int64_t, 4> m_lastInTail{};
    std::map<std::int64_t, SourceRow> m_changedSources;
    std::map<std::int64_t, TlsConnectionRow> m_changedTlsConnections;
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
    WritePipeline m_pipeline; ///< last: its threads end first
};

base::Result<std::unique_ptr<SessionWriter>> SessionWriter::create(const fs::path& path,
                                                                   const WriterOptions& options)
{
    auto prepared = prepareTarget(path, options.whenPresent);
    if (!prepared)
        return prepared.error();
    const auto giveUp = [&](const base::Error& error) {
        if (prepared->isNew)
            static_cast<void>(removeSession(path).has_value());
        return error;
    };
    auto writer = BatchWriter::open(path, options, prepared->isNew);
    if (!writer)
        return giveUp(writer.error());
    auto finder = CallFinder::open(path);
    if (!finder)
        return giveUp(finder.error());
    return std::unique_ptr<SessionWriter>{new SessionWriter(std::make_unique<Implementation>(
        std::move(prepared->lock), std::move(*finder), std::move(*writer), path, options))};
}

SessionWriter::SessionWriter(std::unique_ptr<Implementation> implementation)
    : m_implementation(std::move(implementation))
{
}

SessionWriter::~SessionWriter()
{
    static_cast<void>(close().has_value());
}

base::CallKey SessionWriter::lastCallAtStart() const
{
    return m_implementation->lastCallAtStart();
}

base::SourceId SessionWriter::addSource(const SourceRow& source)
{
    return m_implementation->addSource(source);
}

void SessionWriter::updateSource(const SourceRow& source)
{
    m_implementation->updateSource(source);
}

void SessionWriter::updateAgent(AgentRow agent)
{
    m_implementation->updateAgent(std::move(agent));
}

void SessionWriter::updateRefusal(RefusalRow refusal)
{
    m_implementation->updateRefusal(std::move(refusal));
}

base::FrameNumber SessionWriter::nextFrame() const
{
    return {m_implementation->lastFrame().value + 1};
}

base::FrameNumber SessionWriter::addFrame(const net::FrameHeader& header, std::span<const std::byte> bytes,
                                          BlockStream stream)
{
    return m_implementation->addFrame(header, bytes, stream);
}

base::FrameNumber SessionWriter::skipFrame()
{
    return m_implementation->skipFrame();
}

void SessionWriter::skipTo(base::FrameNumber next)
{
    m_implementation->skipTo(next);
}

void SessionWriter::skipTo(base::MessageId next)
{
    m_implementation->skipTo(next);
}

void SessionWriter::skipThrough(base::CallKey last)
{
    m_implementation->skipThrough(last);
}

void SessionWriter::addKnownCall(const call::CallRecord& record)
{
    m_implementation->addKnownCall(record);
}

void SessionWriter::seal()
{
    m_implementation->seal();
}

base::MessageId SessionWriter::nextMessage() const
{
    return {m_implementation->lastMessage().value + 1};
}

base::MessageId SessionWriter::addMessage(const NewMessage& message)
{
    return m_implementation->addMessage(message);
}

void SessionWriter::upsertTlsConnection(TlsConnectionRow connection)
{
    m_implementation->upsertTlsConnection(std::move(connection));
}

void SessionWriter::addTlsSecret(TlsSecretRow secret)
{
    m_implementation->addTlsSecret(std::move(secret));
}

void SessionWriter::upsertCall(const call::CallRecord& record)
{
    m_implementation->upsertCall(record);
}

std::optional<call::CallRecord> SessionWriter::find(std::string_view callId)
{
    return m_implementation->find(callId);
}

base::Status SessionWriter::commit()
{
    return m_implementation->commit();
}

std::size_t SessionWriter::pendingBytes() const
{
    return m_implementation->pendingBytes();
}

SessionProgress SessionWriter::progress() const
{
    return m_implementation->progress();
}

base::Status SessionWriter::close()
{
    return m_implementation->close();
}

} // namespace core::session
