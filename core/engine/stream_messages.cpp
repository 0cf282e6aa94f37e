// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/stream_messages.h"

#include "core/hep/hep_decoder.h"

#include <algorithm>
#include <utility>

namespace core::engine {
namespace {

/// A WebSocket message may spread over this many bytes of the stream before its first frames are forgotten.
constexpr std::uint64_t webSocketReach = 2 * net::WebSocketFramer::maximumMessage;

/// A capture may begin within a packet: its stream is HEP when a packet begins within this many bytes.
constexpr std::uint64_t hepReach = hep::HepStreamFramer::maximumPiece;

} // namespace

void StreamMessages::append(const net::StreamBytes& bytes, const Visitor& visit)
{
    if (!isOurs())
        return;
    m_path = bytes.path;
    if (m_length == 0 && !bytes.followsGap && !hep::HepStreamFramer::mayBegin(bytes.bytes))
        m_hep.reset();
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
    if (m_hep)
        m_hep->append(bytes.bytes, bytes.followsGap);
    drain(visit);
    forgetRuns();
}

void StreamMessages::finish(const Visitor& visit)
{
    if (m_bare)
        m_bare->finish();
    if (m_webSocket)
        m_webSocket->append({}, true);
    if (m_hep)
        m_hep->finish();
    drain(visit);
    m_runs.clear();
}

bool StreamMessages::hasPending() const
{
    if (m_hep && m_hep->packets() != 0)
        return m_hep->pendingBytes() != 0;
    if (m_bare && m_bare->pendingBytes() != 0)
        return true;
    return m_webSocket && m_webSocket->verdict() == net::WebSocketFramer::Verdict::WebSocket &&
           m_webSocketDone < m_length;
}

void StreamMessages::drain(const Visitor& visit)
{
    // First, because the others would take the SIP out of a HEP packet for bare SIP.
    if (m_hep) {
        drainHep(visit);
        if (m_hep && m_hep->isWithinPacket())
            return;
    }
    if (m_webSocket)
        drainWebSocket(visit);
    if (m_bare)
        drainBare(visit);
}

void StreamMessages::drainBare(const Visitor& visit)
{
    while (const auto piece = m_bare->next()) {
        m_webSocket.reset();
        m_hep.reset();
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
        m_hep.reset();
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

void StreamMessages::drainHep(const Visitor& visit)
{
    while (const auto piece = m_hep->next()) {
        if (!piece->isPacket || !hep::likelyHep(piece->bytes))
            continue;
        m_bare.reset();
        m_webSocket.reset();
        m_isHep = true;
        handOut({.path = m_path,
                 .captured = {},
                 .bytes = piece->bytes,
                 .defects = {},
                 .isHep = true,
                 .frames = {}},
                piece->streamOffset, piece->streamOffset + piece->bytes.size(), visit);
    }
    if (!m_isHep && m_length >= hepReach)
        m_hep.reset();
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
    if (!isOurs()) {
        m_runs.clear();
        return;
    }
    std::uint64_t needed = m_length;
    if (m_bare)
        needed = m_length - m_bare->pendingBytes();
    if (m_hep)
        needed = std::min(needed, m_length - m_hep->pendingBytes());
    if (m_webSocket)
        needed = std::min(needed, std::max(m_webSocketDone, m_length - std::min(m_length, webSocketReach)));
    while (!m_runs.empty() && m_runs.front().end <= needed)
        m_runs.pop_front();
}

} // namespace core::engine
