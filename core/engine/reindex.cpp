// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/capture_engine.h"
#include "core/engine/session_recorder.h"
#include "core/session/primary.h"
#include "core/session/session_reader.h"
#include "core/session/session_writer.h"

#include <algorithm>
#include <map>
#include <string>
#include <system_error>
#include <utility>

namespace core::engine {
namespace {

constexpr std::size_t batchBytes = 1U << 20U;
constexpr std::uint64_t messagesPerCommit = 32'768;

capture::SourceKind kindOf(const std::string& kind)
{
    if (kind == "interface")
        return capture::SourceKind::Interface;
    if (kind == "command")
        return capture::SourceKind::Command;
    if (kind == "follow")
        return capture::SourceKind::Follow;
    return kind == "hep" ? capture::SourceKind::Hep : capture::SourceKind::File;
}

/// Without the advice: it is to do what is being done.
std::string whatHappened(const base::Error& error)
{
    std::string text = base::describe(error);
    if (const auto advice = base::advice(error.code); !advice.empty())
        text.resize(text.size() - advice.size() - 1);
    return text;
}

/// Records the frames of one session into another.
class Rebuilder {
public:
    Rebuilder(session::SessionWriter& writer, TlsSettings tls)
        : m_writer(writer), m_decoding(writer.nextFrame(), std::move(tls)), m_recorder(writer, {})
    {
    }

    /// A secret that is known from the first frame on.
    void learn(tls::Secret&& secret) { m_decoding.learn(std::move(secret)); }

    /// Secrets of the session, which it knows as early as in the first recording.
    void schedule(const std::vector<session::TlsSecretRow>& secrets)
    {
        for (const session::TlsSecretRow& row : secrets) {
            if (auto secret = secretOf(row))
                m_decoding.schedule(std::move(*secret));
        }
    }

    void addSources(const std::vector<session::SourceRow>& sources)
    {
        for (const session::SourceRow& source : sources)
            m_sources[source.id] = m_recorder.addSource(
                {kindOf(source.kind), source.name, source.interfaceName, source.link}, source.choice);
        m_recorded = sources;
    }

    /// The session has lost rows to a ring. What is left keeps its ids, and what only the rows know of calls
    /// without their start stays.
    base::Status takeRing(session::SessionReader& reader)
    {
        auto ring = reader.ring();
        auto messages = reader.messageIds();
        auto keys = reader.callKeys();
        auto lost = reader.callsWithoutStart();
        if (!ring || !messages || !keys || !lost)
            return !ring ? ring.error() : !messages ? messages.error() : !keys ? keys.error() : lost.error();
        if (ring->generation == 0)
            return {};
        m_ring = *ring;
        m_isBehindRing = false;
        m_lostStart = std::move(*lost);
        session::IdRuns begun;
        auto next = m_lostStart.begin();
        for (std::size_t row = 0; row < keys->size(); ++row) {
            const std::int64_t key = keys->idAt(row);
            if (next != m_lostStart.end() && next->key.value == key)
                ++next;
            else
                begun.append(key, 1);
        }
        for (call::CallRecord record : m_lostStart) {
            record.lastMessage = {};
            m_writer.addKnownCall(record);
        }
        m_lastCall.value = keys->lastId();
        m_recorder.numberLike(std::move(*messages), std::move(begun));
        return {};
    }

    /// Where RTP was not stored, or a ring has let it go, its streams cannot be measured again; where only
    /// its headers were, they cannot be heard again.
    base::Status takeStreams(session::SessionReader& reader)
    {
        const auto known = reader.knowsStreams();
        if (!known || !*known)
            return known ? base::Status{} : known.error();
        const auto streams = reader.streams();
        if (!streams)
            return streams.error();
        if (m_ring.generation == 0 && !hasUnstoredRtp()) {
            m_recorder.recallStreams(*streams);
            return {};
        }
        std::vector<session::StreamIntervalRow> intervals;
        for (const session::StreamRow& stream : *streams) {
            auto own = reader.streamIntervals(stream.id);
            if (!own)
                return own.error();
            intervals.insert(intervals.end(), own->begin(), own->end());
        }
        m_recorder.keepStreams(*streams, intervals);
        return {};
    }

    /// A ring has let go of the messages that began its bindings.
    base::Status takeRegistrations(session::SessionReader& reader)
    {
        const auto known = reader.knowsRegistrations();
        if (m_ring.generation == 0 || !known || !*known)
            return known ? base::Status{} : known.error();
        const auto records = reader.registrations();
        if (!records)
            return records.error();
        m_recorder.keepRegistrations(*records);
        return {};
    }

    base::Status add(const session::StoredFrame& frame)
    {
        if (!m_isBehindRing && frame.number.value > m_ring.lastInStream[0]) {
            // A ring that goes on finds what it kept before in blocks of their own.
            takeBatch();
            m_writer.seal();
            m_isBehindRing = true;
        }
        net::FrameHeader header = frame.header;
        header.source = sourceOf(frame.header.source);
        if (frame.number.value != m_next) {
            takeBatch();
            m_decoding.skipTo(frame.number);
            m_recorder.skipTo(frame.number);
        }
        m_next = frame.number.value + 1;
        m_batch.append(header, frame.bytes, frame.comment);
        ++m_frames;
        if (m_batch.bytes.size() < batchBytes)
            return {};
        takeBatch();
        return m_recorder.uncommittedMessages() < messagesPerCommit ? base::Status{} : m_recorder.commit();
    }

    base::Status finish()
    {
        takeBatch();
        m_decoding.finish(m_decoded);
        m_recorder.take(m_decoded);
        m_recorder.finishMedia();
        for (const session::SourceRow& source : m_recorded) {
            if (m_ring.generation != 0)
                m_recorder.restoreAll(m_sources.at(source.id), source);
            else
                m_recorder.restoreCounts(m_sources.at(source.id), source);
        }
        m_writer.skipThrough(m_lastCall);
        if (auto done = m_recorder.commit(); !done || m_lostStart.empty())
            return done;
        for (call::CallRecord& record : m_lostStart) {
            if (const auto found = m_writer.find(record.callId); found && found->lastMessage)
                record.lastMessage = found->lastMessage;
            m_writer.upsertCall(record);
        }
        return m_writer.commit();
    }

    [[nodiscard]] std::uint64_t frames() const { return m_frames; }

    [[nodiscard]] std::uint64_t messages() const { return m_recorder.totals().messages; }

private:
    [[nodiscard]] bool hasUnstoredRtp() const
    {
        const auto isUnstored = [](const session::FrameTally& tally) {
            const bool isRtp = tally.detail == net::FrameDetail::Rtp ||
                               tally.detail == net::FrameDetail::Udptl ||
                               tally.detail == net::FrameDetail::HepRtp;
            return isRtp && tally.notStored != 0;
        };
        return std::any_of(m_recorded.begin(), m_recorded.end(), [&](const session::SourceRow& source) {
            return std::any_of(source.tallies.begin(), source.tallies.end(), isUnstored);
        });
    }

    base::SourceId sourceOf(base::SourceId recorded)
    {
        const auto place = m_sources.find(recorded);
        if (place != m_sources.end())
            return place->second;
        // The table of sources was lost: the frames still say that they came from different ones.
        const base::SourceId added = m_recorder.addSource(
            {capture::SourceKind::File, "source " + std::to_string(recorded.value), {}, {}});
        m_sources[recorded] = added;
        return added;
    }

    void takeBatch()
    {
        m_decoding.decode(std::move(m_batch), m_decoded);
        m_recorder.take(m_decoded);
        m_batch = std::move(m_decoded.batch);
        m_batch.bytes.clear();
        m_batch.frames.clear();
    }

    session::SessionWriter& m_writer;
    session::RingState m_ring;
    bool m_isBehindRing = true;
    std::vector<call::CallRecord> m_lostStart;
    base::CallKey m_lastCall;
    DecodingStage m_decoding;
    DecodedBatch m_decoded;
    SessionRecorder m_recorder;
    net::FrameBatch m_batch;
    std::map<base::SourceId, base::SourceId> m_sources;
    std::vector<session::SourceRow> m_recorded;
    std::int64_t m_next = 1;
    std::uint64_t m_frames = 0;
};

base::Status readFrames(const std::filesystem::path& path, Rebuilder& rebuilder, ReindexReport& report,
                        const std::stop_token& stop)
{
    base::Status failure;
    const auto visit = [&](const session::StoredFrame& frame) {
        failure = stop.stop_requested()
                      ? base::Status{base::Error{base::ErrorCode::Cancelled, path.string(), {}}}
                      : rebuilder.add(frame);
        return failure.has_value();
    };
    auto reader = session::SessionReader::open(path);
    base::Status read = reader ? base::Status{} : base::Status{reader.error()};
    if (reader) {
        if (const auto sources = (*reader)->sources())
            rebuilder.addSources(*sources);
        else
            report.losses.push_back("The table of sources could not be read: " +
                                    whatHappened(sources.error()));
        if (const auto secrets = (*reader)->tlsSecrets())
            rebuilder.schedule(*secrets);
        else
            report.losses.push_back("The secrets of TLS connections could not be read: " +
                                    whatHappened(secrets.error()));
        if (const auto taken = rebuilder.takeRing(**reader); !taken)
            report.losses.push_back("What the ring has kept could not be read: " +
                                    whatHappened(taken.error()));
        if (const auto taken = rebuilder.takeStreams(**reader); !taken)
            report.losses.push_back("The streams of RTP that was not kept could not be read: " +
                                    whatHappened(taken.error()));
        if (const auto taken = rebuilder.takeRegistrations(**reader); !taken)
            report.losses.push_back("The registrations that the ring has kept could not be read: " +
                                    whatHappened(taken.error()));
        read = (*reader)->forEachFrame(visit);
    } else if (reader.error().code == base::ErrorCode::SessionDamaged ||
               reader.error().code == base::ErrorCode::SessionOlder) {
        report.losses.push_back("The database could not be read; the frames were carved out of the file: " +
                                whatHappened(reader.error()));
        read = session::salvageFrames(path, visit);
    }
    if (!failure)
        return failure;
    if (!read && read.error().code == base::ErrorCode::SessionDamaged) {
        report.losses.push_back(whatHappened(read.error()));
        return {};
    }
    return read;
}

} // namespace

base::Result<ReindexReport> reindexSession(const std::filesystem::path& path, const TlsOptions& tls,
                                           std::stop_token stop)
{
    auto rsaKeys = loadRsaKeys(tls);
    if (!rsaKeys)
        return rsaKeys.error();
    auto keyLogs = KeyLogs::open(tls, KeyLogs::Reading::Once);
    if (!keyLogs)
        return keyLogs.error();
    std::filesystem::path rebuilt = path;
    rebuilt += ".reindex";
    auto writer = session::SessionWriter::create(
        rebuilt, {session::Durability::Import, session::WhenPresent::Overwrite, "rhapsode reindex", true});
    if (!writer)
        return writer.error();

    ReindexReport report;
    base::Status status;
    {
        Rebuilder rebuilder{**writer, {std::move(*rsaKeys), true}};
        keyLogs->read([&rebuilder](tls::Secret&& secret) { rebuilder.learn(std::move(secret)); });
        status = readFrames(path, rebuilder, report, stop);
        if (status)
            status = rebuilder.finish();
        report.frames = rebuilder.frames();
        report.messages = rebuilder.messages();
    }
    const base::Status closed = (*writer)->close();
    if (status)
        status = closed;
    if (status) {
        if (const base::Status copied = session::copyPrimary(path, rebuilt); !copied)
            report.losses.push_back("Marks, notes or secrets could not be read: " +
                                    whatHappened(copied.error()));
    }
    if (status)
        status = session::replaceSession(rebuilt, path);
    if (!status) {
        static_cast<void>(session::removeSession(rebuilt));
        return status.error();
    }
    return report;
}

} // namespace core::engine
