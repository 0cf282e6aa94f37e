// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/message_relay.h"

#include "core/engine/session_recorder.h"

#include <utility>

namespace core::engine {

forward::OutgoingMessage outgoing(const FoundMessage& found)
{
    return {.captured = found.captured,
            .path = found.path,
            .bytes = found.message->bytes(),
            .captureId = found.agentId,
            .nodeName = found.agentName,
            .correlationId = found.correlationId.empty() ? found.message->callId() : found.correlationId};
}

forward::OutgoingMessage outgoing(const FoundPayload& found)
{
    return {.captured = found.captured,
            .path = found.path,
            .bytes = found.bytes,
            .captureId = found.agentId,
            .nodeName = found.agentName,
            .correlationId = found.correlationId,
            .payloadType = found.type};
}

MessageRelay::MessageRelay(Visitor visit, std::function<void(const std::string&)> ready)
    : m_visit(std::move(visit)), m_ready(std::move(ready))
{
}

void MessageRelay::finish()
{
    m_decoder.finish(*this);
}

base::SourceId MessageRelay::addSource(const capture::SourceDescription&)
{
    return {++m_lastSource.value};
}

bool MessageRelay::push(net::FrameBatch&& batch)
{
    for (const net::FrameHeader& header : batch.frames) {
        if (!m_wantsMore)
            return false;
        static_cast<void>(m_decoder.decode(
            net::viewOf(m_next, header, batch.bytesOf(header), batch.commentOf(header)), *this));
        ++m_next.value;
        ++m_frames;
    }
    return m_wantsMore;
}

void MessageRelay::ready(base::SourceId, const std::string& line)
{
    m_ready(line);
}

void MessageRelay::report(base::SourceId, const capture::SourceCounters& counters)
{
    m_dropped = counters.droppedByKernel;
}

void MessageRelay::warn(base::SourceId, const base::Error& error)
{
    if (m_warnings.size() < warningsKept)
        m_warnings.push_back(error);
}

void MessageRelay::progress(std::uint64_t, std::uint64_t) {}

void MessageRelay::onMessage(const FoundMessage& found)
{
    handOut(outgoing(found));
}

void MessageRelay::onHepPayload(const FoundPayload& payload)
{
    handOut(outgoing(payload));
}

void MessageRelay::handOut(const forward::OutgoingMessage& message)
{
    if (!m_wantsMore)
        return;
    ++m_messages;
    m_wantsMore = m_visit(message);
}

void MessageRelay::onFrameResolved(base::FrameNumber, const FrameVerdict&) {}

} // namespace core::engine
