// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/session_recorder.h"

#include <algorithm>

namespace core::engine {
namespace {

using session::BlockStream;
using session::FrameFate;

/// Frames that wait for others are remembered up to this many; beyond that they stay counted as held.
constexpr std::size_t maximumHeld = 1'000'000;

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

bool isSignalling(FrameFate fate)
{
    switch (fate) {
    case FrameFate::SipMessage:
    case FrameFate::SipPart:
    case FrameFate::KeepAlive:
    case FrameFate::HepOther:
    case FrameFate::HepMalformed:
    case FrameFate::HeldIncomplete:
    case FrameFate::TcpControl:
    case FrameFate::TcpRepeated:
        return true;
    case FrameFate::OtherPayload:
    case FrameFate::OtherProtocol:
    case FrameFate::UnknownLinkType:
    case FrameFate::Malformed:
        return false;
    }
    return false;
}

bool isNotUnderstood(FrameFate fate)
{
    return fate == FrameFate::UnknownLinkType || fate == FrameFate::Malformed ||
           fate == FrameFate::HepMalformed;
}

std::size_t place(FrameFate fate)
{
    return static_cast<std::size_t>(fate);
}

} // namespace

SessionRecorder::SessionRecorder(session::SessionWriter& writer, RecorderOptions options)
    : m_writer(writer), m_options(options), m_tracker(writer.lastCallAtStart(), &writer)
{
}

base::SourceId SessionRecorder::addSource(const capture::SourceDescription& description)
{
    session::SourceRow source;
    source.kind = kindName(description.kind);
    source.name = description.name;
    source.interfaceName = description.interfaceName;
    source.link = description.link;
    source.id = m_writer.addSource(source);
    m_sourcesChanged = true;
    return m_sources.emplace(source.id, std::move(source)).first->first;
}

void SessionRecorder::setCounters(base::SourceId source, const capture::SourceCounters& counters)
{
    session::SourceRow& target = row(source);
    target.droppedByKernel = counters.droppedByKernel;
    target.received = target.received - target.refused + counters.refused;
    target.refused = counters.refused;
    m_sourcesChanged = true;
}

void SessionRecorder::countQueueDrops(base::SourceId source, std::uint64_t frames)
{
    session::SourceRow& target = row(source);
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
    std::vector<std::string>& warnings = row(source).warnings;
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
    for (std::size_t i = 0; i < decoded.frames.size() && !isFull(); ++i) {
        const net::FrameHeader& header = decoded.batch.frames[i];
        const DecodedBatch::Frame& frame = decoded.frames[i];
        m_currentSource = header.source;
        m_currentArrival = header.arrived;
        takeFindings(decoded, taken, frame.endOfFindings);
        taken = frame.endOfFindings;
        store(header, decoded.batch.bytesOf(header), frame.result);
    }
    // What an ending stream still held belongs to no frame of the batch.
    takeFindings(decoded, taken, decoded.findings.size());
    if (!decoded.frames.empty())
        m_tracker.advance(m_currentArrival);
}

void SessionRecorder::takeFindings(const DecodedBatch& decoded, std::size_t begin, std::size_t end)
{
    for (std::size_t i = begin; i < end && !isFull(); ++i) {
        if (const auto* message = std::get_if<std::size_t>(&decoded.findings[i])) {
            addMessage(decoded.message(*message));
        } else {
            const auto& resolved = std::get<DecodedBatch::Resolved>(decoded.findings[i]);
            resolve(resolved.frame, resolved.fate);
        }
    }
}

void SessionRecorder::skipTo(base::FrameNumber number)
{
    while (m_writer.nextFrame() < number)
        m_writer.skipFrame();
}

void SessionRecorder::restoreCounts(base::SourceId source, const session::SourceRow& recorded)
{
    session::SourceRow& target = row(source);
    target.droppedByKernel = recorded.droppedByKernel;
    target.droppedByQueue = recorded.droppedByQueue;
    target.refused = recorded.refused;
    target.warnings = recorded.warnings;
    if (recorded.stored < recorded.received - recorded.droppedByQueue - recorded.refused)
        target.fates = recorded.fates;
    target.received = recorded.received;
    target.receivedBytes = recorded.receivedBytes;
    m_sourcesChanged = true;
}

void SessionRecorder::store(const net::FrameHeader& header, std::span<const std::byte> bytes,
                            const FrameResult& result)
{
    session::SourceRow& source = row(header.source);
    ++source.received;
    source.receivedBytes += header.originalLength;
    ++source.fates[place(result.fate)];
    if (source.received == 1 || header.captured < source.firstTime)
        source.firstTime = header.captured;
    source.lastTime = std::max(source.lastTime, header.captured);
    if (result.fate == FrameFate::HeldIncomplete && m_held.size() < maximumHeld)
        m_held.emplace(m_writer.nextFrame(), header.source);

    ++m_totals.frames;
    ++m_uncommittedFrames;
    if (isNotUnderstood(result.fate))
        ++m_totals.notUnderstood;

    const bool signalling = isSignalling(result.fate);
    const bool wanted =
        result.isMedia ? m_options.rtp != RtpPolicy::None : signalling || m_options.store == StorePolicy::All;
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
    m_writer.addFrame(stored, bytes.first(kept), stream);
    ++source.stored;
    ++m_totals.stored;
}

base::Status SessionRecorder::commit()
{
    m_tracker.takeChanged([this](const call::CallRecord& record) { m_writer.upsertCall(record); });
    for (const auto& [id, source] : m_sources)
        m_writer.updateSource(source);
    for (session::AgentRow& agent : m_agents.takeChanges())
        m_writer.updateAgent(std::move(agent));
    m_uncommitted = 0;
    m_uncommittedFrames = 0;
    m_sourcesChanged = false;
    return m_writer.commit();
}

void SessionRecorder::addMessage(const FoundMessage& found)
{
    const base::MessageId id = m_writer.nextMessage();
    const call::MessageTrack track = m_tracker.track(*found.message, {.id = id,
                                                                      .captured = found.captured,
                                                                      .arrived = m_currentArrival,
                                                                      .source = m_currentSource,
                                                                      .path = found.path});
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
                         .correlationId = found.correlationId});
    if (m_observer)
        m_observer(found);
    ++row(m_currentSource).messages;
    ++m_totals.messages;
    ++m_uncommitted;
}

void SessionRecorder::resolve(base::FrameNumber frame, FrameFate fate)
{
    const auto held = m_held.find(frame);
    if (held == m_held.end())
        return;
    session::SourceRow& source = row(held->second);
    --source.fates[place(FrameFate::HeldIncomplete)];
    ++source.fates[place(fate)];
    m_held.erase(held);
}

session::SourceRow& SessionRecorder::row(base::SourceId source)
{
    return m_sources[source];
}

} // namespace core::engine
