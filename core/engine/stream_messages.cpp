// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/stream_messages.h"

#include <algorithm>
#include <utility>

namespace core::engine {
namespace {

/// A WebSocket message may spread over this many bytes of the stream before its first frames are forgotten.
constexpr std::uint64_t webSocketReach = 2 * net::WebSocketFramer::maximumMessage;

} // namespace

void StreamMessages::append(const net::StreamBytes& bytes, const Visitor& visit)
{
    if (!isSip())
        return;
    m_path = bytes.path;
    m_runs.push_back({m_length, m_length + bytes.bytes.size(), bytes.frame, bytes.captured, bytes.frameOffset,
                      bytes.isWithinFrame});
    m_length += bytes.bytes.size();
    if (m_bare) {
        m_bare->append(bytes.bytes, bytes.followsGap);
        if (!m_bare->isSip())
            m_bare.reset();
    }
    if (m_webSocket)
        m_webSocket->append(bytes.bytes, bytes.followsGap);
    drain(visit);
    forgetRuns();
}

void StreamMessages::finish(const Visitor& visit)
{
    if (m_bare)
        m_bare->finish();
    if (m_webSocket)
        m_webSocket->append({}, true);
    drain(visit);
    m_runs.clear();
}

bool StreamMessages::hasPending() const
{
    if (m_bare && m_bare->pendingBytes() != 0)
        return true;
    return m_webSocket && m_webSocket->verdict() == net::WebSocketFramer::Verdict::WebSocket &&
           m_webSocketDone < m_length;
}

void StreamMessages::drain(const Visitor& visit)
{
    if (m_webSocket)
        drainWebSocket(visit);
    if (m_bare)
        drainBare(visit);
}

void StreamMessages::drainBare(const Visitor& visit)
{
    while (const auto piece = m_bare->next()) {
        m_webSocket.reset();
        handOut(
            {.path = m_path, .captured = {}, .bytes = piece->bytes, .defects = piece->defects, .frames = {}},
            piece->streamOffset, piece->streamOffset + piece->bytes.size(), visit);
    }
}

void StreamMessages::drainWebSocket(const Visitor& visit)
{
    Piece found{.path = m_path,
                .captured = {},
                .bytes = {},
                .framing = sip::Framing::Datagram,
                .defects = {},
                .frames = {}};
    found.path.transport = net::Transport::Ws;
    while (const auto message = m_webSocket->next()) {
        m_bare.reset();
        found.bytes = message->bytes;
        found.defects =
            message->isTruncated ? sip::DefectSet{sip::Defect::MessageTruncated} : sip::DefectSet{};
        m_webSocketDone = message->streamEnd;
        handOut(found, message->streamBegin, message->streamEnd, visit);
    }
    switch (m_webSocket->verdict()) {
    case net::WebSocketFramer::Verdict::Foreign:
        m_webSocket.reset();
        break;
    case net::WebSocketFramer::Verdict::WebSocket:
        m_bare.reset();
        break;
    case net::WebSocketFramer::Verdict::Undecided:
        break;
    }
}

void StreamMessages::handOut(Piece piece, std::uint64_t begin, std::uint64_t end, const Visitor& visit)
{
    m_frames.clear();
    for (const Run& run : m_runs) {
        if (run.end <= begin || run.begin >= end)
            continue;
        if (m_frames.empty() || m_frames.back() != run.frame)
            m_frames.push_back(run.frame);
        piece.captured = run.captured;
        // What came in WebSocket frames is masked or compressed there.
        if (run.begin <= begin && end <= run.end && piece.framing == sip::Framing::Stream) {
            piece.isWithinFrame = run.isWithinFrame;
            piece.frameOffset = run.frameOffset + static_cast<std::uint32_t>(begin - run.begin);
        }
    }
    piece.frames = m_frames;
    if (!m_frames.empty())
        visit(piece);
}

void StreamMessages::forgetRuns()
{
    if (!isSip()) {
        m_runs.clear();
        return;
    }
    std::uint64_t needed = m_length;
    if (m_bare)
        needed = m_length - m_bare->pendingBytes();
    if (m_webSocket)
        needed = std::min(needed, std::max(m_webSocketDone, m_length - std::min(m_length, webSocketReach)));
    while (!m_runs.empty() && m_runs.front().end <= needed)
        m_runs.pop_front();
}

} // namespace core::engine
