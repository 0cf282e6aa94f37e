// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/session_recorder.h"

#include <algorithm>

namespace core::engine {
namespace {

using session::BlockStream;
using session::FrameFate;

std::string kindName(capture::SourceKind kind)
{
    switch (kind) {
    case capture::SourceKind::File:
        return "file";
    case capture::SourceKind::Interface:
        return "interface";
    case capture::SourceKind::Hep:
        return "hep";
    case capture::SourceKind::Command:
        return "command";
    case capture::SourceKind::Follow:
        return "follow";
    }
    return "file";
}

/// Frames that SIP messages are in, or may turn out to be, and what decoding them again depends on.
bool isSignalling(FrameFate fate)
{
    switch (fate) {
    case FrameFate::SipMessage:
    case FrameFate::SipPart:
    case FrameFate::KeepAlive:
    case FrameFate::HepOther:
    case FrameFate::HepMalformed:
    case FrameFate::Incomplete:
    case FrameFate::TcpControl:
    case FrameFate::TcpGap:
    case FrameFate::Repeated:
        return true;
    case FrameFate::OtherPayload:
    case FrameFate::OtherProtocol:
    case FrameFate::Undecryptable:
    case FrameFate::UnknownLinkType:
    case FrameFate::Malformed:
    case FrameFate::LostFromFile:
        return false;
    }
    return false;
}

} // namespace

SessionRecorder::SessionRecorder(session::SessionWriter& writer, RecorderOptions options)
    : m_writer(writer), m_options(options), m_tracker(writer.lastCallAtStart(), &writer), m_media(writer)
{
    for (call::RegistrationRecord& record : writer.takeRegistrationsAtStart())
        m_registrations.restore(std::move(record));
}

base::SourceId SessionRecorder::addSource(const capture::SourceDescription& description)
{
    return addSource(description, session::FrameChoice{m_options.store, m_options.rtp});
}

base::SourceId SessionRecorder::addSource(const capture::SourceDescription& description,
                                          const std::optional<session::FrameChoice>& choice)
{
    session::SourceRow row;
    row.kind = kindName(description.kind);
    row.name = description.name;
    row.interfaceName = description.interfaceName;
    row.link = description.link;
    row.choice = choice;
    row.id = m_writer.addSource(row);
    m_sourcesChanged = true;
    const base::SourceId id = row.id;
    m_sources[id].row = std::move(row);
    return id;
}

void SessionRecorder::setCounters(base::SourceId source, const capture::SourceCounters& counters)
{
    session::SourceRow& target = this->source(source).row;
    target.droppedByKernel = counters.droppedByKernel;
    target.received = target.received - target.refused + counters.refused;
    target.refused = counters.refused;
    m_sourcesChanged = true;
}

void SessionRecorder::countQueueDrops(base::SourceId source, std::uint64_t frames)
{
    session::SourceRow& target = this->source(source).row;
    target.droppedByQueue += frames;
    target.received += frames;
    m_sourcesChanged = true;
}

void SessionRecorder::addRefusals(base::SourceId source, const std::vector<capture::SenderRefusals>& changed)
{
    for (const capture::SenderRefusals& row : changed) {
        for (std::size_t i = 0; i < row.packets.size(); ++i) {
            if (row.packets[i] == 0)
                continue;
            m_writer.updateRefusal({.source = source,
                                    .sender = row.sender ? row.sender->toString() : std::string{},
                                    .reason = std::string{hep::name(static_cast<hep::HepDenial>(i))},
                                    .packets = row.isForgotten ? 0 : row.packets[i],
                                    .first = row.first,
                                    .last = row.last,
                                    .senders = row.senders});
        }
    }
    m_sourcesChanged = true;
}

void SessionRecorder::addWarning(base::SourceId source, const std::string& sentence)
{
    std::vector<std::string>& warnings = this->source(source).row.warnings;
    if (warnings.size() == warningsKept)
        return;
    warnings.push_back(sentence);
    m_sourcesChanged = true;
}

void SessionRecorder::take(const DecodedBatch& decoded)
{
    if (!isFull()) {
        for (const HepSighting& sighting : decoded.sightings)
            m_agents.add(sighting);
    }
    std::size_t taken = 0;
    std::size_t mediaTaken = 0;
    std::size_t reportsTaken = 0;
    for (std::size_t i = 0; i < decoded.frames.size() && !isFull(); ++i) {
        const net::FrameHeader& header = decoded.batch.frames[i];
        const DecodedBatch::Frame& frame = decoded.frames[i];
        takeFindings(decoded, taken, frame.endOfEarlier);
        taken = frame.endOfEarlier;
        m_currentSource = header.source;
        m_currentArrival = header.arrived;
        takeFindings(decoded, taken, frame.endOfFindings);
        taken = frame.endOfFindings;
        for (; mediaTaken < frame.endOfRtp; ++mediaTaken)
            m_media.takePacket(decoded.rtpPackets[mediaTaken], header.arrived);
        for (; reportsTaken < frame.endOfReports; ++reportsTaken)
            takeReport(decoded.reports[reportsTaken], header.arrived);
        store(header, decoded.batch.bytesOf(header), decoded.batch.commentOf(header), frame.result);
    }
    // What an ending stream still held belongs to no frame of the batch.
    takeFindings(decoded, taken, decoded.findings.size());
    if (!decoded.frames.empty()) {
        m_tracker.advance(m_currentArrival);
        m_registrations.advance(m_currentArrival);
    }
    for (const session::TlsConnectionRow& connection : decoded.tlsConnections)
        m_writer.upsertTlsConnection(connection);
    for (const session::TlsSecretRow& secret : decoded.tlsSecrets)
        m_writer.addTlsSecret(secret);
    m_tlsChanged = m_tlsChanged || !decoded.tlsConnections.empty() || !decoded.tlsSecrets.empty();
}

void SessionRecorder::takeFindings(const DecodedBatch& decoded, std::size_t begin, std::size_t end)
{
    for (std::size_t i = begin; i < end && !isFull(); ++i) {
        if (const auto* message = std::get_if<std::size_t>(&decoded.findings[i])) {
            addMessage(decoded.message(*message));
        } else if (const auto* resolved = std::get_if<DecodedBatch::Resolved>(&decoded.findings[i])) {
            resolve(resolved->frame, resolved->verdict);
        } else if (m_payloadObserver) {
            m_payloadObserver(
                decoded.payloads[std::get<DecodedBatch::PayloadIndex>(decoded.findings[i]).value]);
        }
    }
}

/// Most agents put the Call-ID into the correlation id, some into the report.
void SessionRecorder::takeReport(const FoundReport& found, base::Timestamp arrived)
{
    base::CallKey call;
    for (const std::string_view callId : {found.correlationId, std::string_view{found.report.callId}}) {
        if (!call && !callId.empty())
            call = m_tracker.find(callId);
    }
    m_media.takeReport(found, call, arrived);
}

void SessionRecorder::keepRegistrations(const std::vector<call::RegistrationRecord>& records)
{
    m_areRegistrationsKept = true;
    for (const call::RegistrationRecord& record : records)
        m_writer.upsertRegistration(record);
}

void SessionRecorder::skipTo(base::FrameNumber number)
{
    m_writer.skipTo(number);
}

bool SessionRecorder::isWaiting() const
{
    return std::any_of(m_sources.begin(), m_sources.end(),
                       [](const auto& entry) { return entry.second.account.isWaiting(); });
}

void SessionRecorder::restoreCounts(base::SourceId source, const session::SourceRow& recorded)
{
    Source& target = this->source(source);
    target.row.droppedByKernel = recorded.droppedByKernel;
    target.row.droppedByQueue = recorded.droppedByQueue;
    target.row.refused = recorded.refused;
    target.row.warnings = recorded.warnings;
    target.row.received = recorded.received;
    target.row.receivedBytes = recorded.receivedBytes;
    const bool isAllStored =
        std::all_of(recorded.tallies.begin(), recorded.tallies.end(),
                    [](const session::FrameTally& tally) { return tally.notStored == 0; });
    if (!isAllStored)
        target.account.restore(recorded.tallies);
    const std::uint64_t delivered = recorded.received - recorded.droppedByQueue - recorded.refused;
    if (target.account.frames() < delivered)
        target.account.addLost(delivered - target.account.frames());
    m_sourcesChanged = true;
}

void SessionRecorder::store(const net::FrameHeader& header, std::span<const std::byte> bytes,
                            std::string_view comment, const FrameResult& result)
{
    Source& from = source(header.source);
    session::SourceRow& row = from.row;
    ++row.received;
    row.receivedBytes += header.originalLength;
    if (row.received == 1 || header.captured < row.firstTime)
        row.firstTime = header.captured;
    row.lastTime = std::max(row.lastTime, header.captured);

    ++m_totals.frames;
    ++m_uncommittedFrames;
    if (isNotUnderstood(result.verdict.fate))
        ++m_totals.notUnderstood;

    const bool signalling = isSignalling(result.verdict.fate);
    const bool wanted = result.isMedia
                            ? m_options.rtp != RtpPolicy::None
                            : signalling || result.completesOthers || m_options.store == StorePolicy::All;
    from.account.count(m_writer.nextFrame(), result.verdict,
                       wanted ? SourceAccount::Keeping::Stored : SourceAccount::Keeping::NotStored);
    if (!wanted) {
        m_writer.skipFrame();
        return;
    }
    const BlockStream stream = signalling       ? BlockStream::Signalling
                               : result.isMedia ? BlockStream::Media
                                                : BlockStream::Rest;
    const std::size_t kept = result.isMedia && m_options.rtp == RtpPolicy::Headers
                                 ? std::min<std::size_t>(bytes.size(), result.mediaHeaderEnd)
                                 : bytes.size();
    net::FrameHeader stored = header;
    stored.length = static_cast<std::uint32_t>(kept);
    m_writer.addFrame(stored, bytes.first(kept), stream, comment);
    ++row.stored;
    ++m_totals.stored;
}

base::Status SessionRecorder::commit()
{
    m_tracker.takeChanged([this](const call::CallRecord& record) { m_writer.upsertCall(record); });
    m_registrations.takeChanged(
        [this](const call::RegistrationRecord& record) { m_writer.upsertRegistration(record); });
    for (const auto& [id, source] : m_sources)
        m_writer.updateSource(rowOf(source));
    for (session::AgentRow& agent : m_agents.takeChanges())
        m_writer.updateAgent(std::move(agent));
    m_uncommitted = 0;
    m_uncommittedFrames = 0;
    m_sourcesChanged = false;
    m_tlsChanged = false;
    m_media.committed();
    return m_writer.commit();
}

void SessionRecorder::addMessage(const FoundMessage& found)
{
    skipIds();
    const base::MessageId id = m_writer.nextMessage();
    const base::CallKey lastKey = m_tracker.lastKey();
    const call::MessageContext context{.id = id,
                                       .captured = found.captured,
                                       .arrived = m_currentArrival,
                                       .source = m_currentSource,
                                       .path = found.path,
                                       .agentId = found.agentId,
                                       .agentName = found.agentName};
    const call::MessageTrack track = m_tracker.track(*found.message, context);
    if (!m_areRegistrationsKept)
        m_registrations.take(*found.message, track, context);
    if (m_tracker.lastKey() != lastKey)
        ++m_callsBegun;
    m_writer.addMessage({.message = found.message,
                         .track = track,
                         .captured = found.captured,
                         .arrived = m_currentArrival,
                         .source = m_currentSource,
                         .path = found.path,
                         .frame = found.frame,
                         .frameOffset = found.frameOffset,
                         .isWithinFrame = found.isWithinFrame,
                         .frames = found.frames,
                         .agentId = found.agentId,
                         .agentName = found.agentName,
                         .correlationId = found.correlationId,
                         .tunnel = tunnelOf(found.layers)});
    m_media.takeMessage(*found.message, track.call);
    if (MediaRecorder::hasQualityReport(*found.message))
        takeQualityReport(found);
    if (m_observer)
        m_observer(found);
    ++source(m_currentSource).row.messages;
    ++m_totals.messages;
    ++m_uncommitted;
}

/// A PUBLISH or NOTIFY has a Call-ID of its own.
void SessionRecorder::takeQualityReport(const FoundMessage& found)
{
    const auto report = MediaRecorder::qualityReport(*found.message);
    if (!report)
        return;
    const base::CallKey call = report->callId.empty() ? base::CallKey{} : m_tracker.find(report->callId);
    m_media.takeQualityReport(*report, {found.path, found.captured, m_currentArrival, call});
}

void SessionRecorder::numberLike(session::IdRuns messages, session::IdRuns calls)
{
    m_messageIds = std::move(messages);
    m_callKeys = std::move(calls);
}

void SessionRecorder::skipIds()
{
    if (m_totals.messages < m_messageIds.size())
        m_writer.skipTo(base::MessageId{m_messageIds.idAt(m_totals.messages)});
    if (m_callsBegun < m_callKeys.size())
        m_tracker.skipThrough({m_callKeys.idAt(m_callsBegun) - 1});
}

void SessionRecorder::restoreAll(base::SourceId source, const session::SourceRow& recorded)
{
    Source& target = this->source(source);
    const base::SourceId id = target.row.id;
    target.row = recorded;
    target.row.id = id;
    target.account.restore(recorded.tallies);
    m_sourcesChanged = true;
}

void SessionRecorder::resolve(base::FrameNumber frame, const FrameVerdict& verdict)
{
    for (auto& [id, source] : m_sources) {
        if (source.account.resolve(frame, verdict))
            break;
    }
    if (isNotUnderstood(verdict.fate))
        ++m_totals.notUnderstood;
    m_sourcesChanged = true;
}

SessionRecorder::Source& SessionRecorder::source(base::SourceId id)
{
    return m_sources[id];
}

session::SourceRow SessionRecorder::rowOf(const Source& source)
{
    session::SourceRow row = source.row;
    row.tallies = source.account.tallies();
    return row;
}

std::string_view SessionRecorder::tunnelOf(const net::LayerStack& layers)
{
    if (layers.isPlain())
        return {};
    if (!(layers == m_layers)) {
        m_layers = layers;
        m_tunnel = layers.text();
    }
    return m_tunnel;
}

} // namespace core::engine
