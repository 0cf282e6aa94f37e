// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/stream_messages.h"

#include "core/engine/payload_kind.h"
#include "core/hep/hep_decoder.h"
#include "core/sip/recogniser.h"

#include <algorithm>
#include <utility>

namespace core::engine {
namespace {

using session::FrameFate;

/// Spares most segments a closer look.
bool mayBeKeepAlive(std::span<const std::byte> bytes)
{
    return !bytes.empty() && std::string_view{"\r\n\0 \tjp.-", 9}.find(
                                 std::to_integer<char>(bytes.front())) != std::string_view::npos;
}

/// A WebSocket message may spread over this many bytes of the stream before its first frames are forgotten.
constexpr std::uint64_t webSocketReach = 2 * net::WebSocketFramer::maximumMessage;

/// A capture may begin within a packet: its stream is HEP when a packet begins within this many bytes.
constexpr std::uint64_t hepReach = hep::HepStreamFramer::maximumPiece;

} // namespace

void StreamMessages::append(const net::StreamBytes& bytes, const net::LayerStack& layers, Receiver& receiver,
                            std::span<const base::FrameNumber> before)
{
    m_path = bytes.path;
    m_layers = layers;
    const FrameVerdict verdict = verdictOf(bytes);
    if (!isOurs()) {
        receiver.onRunDecided(bytes.frame, verdict);
        return;
    }
    if (m_length == 0 && !bytes.followsGap && !hep::HepStreamFramer::mayBegin(bytes.bytes))
        m_hep.reset();
    m_runs.push_back({m_length,
                      m_length + bytes.bytes.size(),
                      bytes.frame,
                      bytes.captured,
                      bytes.frameOffset,
                      bytes.isWithinFrame,
                      verdict,
                      {before.begin(), before.end()}});
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
    drain(receiver);
    decideRuns(receiver);
    forgetRuns();
}

void StreamMessages::finish(Receiver& receiver)
{
    if (m_bare)
        m_bare->finish();
    if (m_webSocket)
        m_webSocket->append({}, true);
    if (m_hep)
        m_hep->finish();
    drain(receiver);
    for (Run& run : m_runs)
        decide(run, receiver);
    m_runs.clear();
}

FrameVerdict StreamMessages::verdictOf(const net::StreamBytes& bytes)
{
    if (bytes.followsGap) {
        m_gap = m_length == 0 ? net::FrameDetail::JoinedLate : net::FrameDetail::SegmentLost;
        m_gapPosition = m_length;
    }
    if (mayBeKeepAlive(bytes.bytes) && sip::likeness(bytes.bytes) == sip::Likeness::KeepAlive)
        return {FrameFate::KeepAlive, net::FrameDetail::LineEnds};
    if (m_hasMessages && m_webSocket)
        return {FrameFate::OtherPayload, net::FrameDetail::WebSocket};
    if (isSkippedAfterGap())
        return {FrameFate::TcpGap, m_gap};
    if (m_hasMessages)
        return m_isHep ? FrameVerdict{FrameFate::HepMalformed, net::FrameDetail::HepNot}
                       : FrameVerdict{FrameFate::Malformed, net::FrameDetail::StreamNotSip};
    m_isRecognised = m_isRecognised || protocolOfBytes(bytes.bytes);
    // What was decrypted is not TLS because of its port.
    const net::FrameDetail protocol = m_path.transport == net::Transport::Tls
                                          ? protocolOfBytes(bytes.bytes).value_or(net::FrameDetail::TcpData)
                                          : streamProtocol(m_path, bytes.bytes);
    return {isEncrypted(protocol) ? FrameFate::Undecryptable : FrameFate::OtherPayload, protocol};
}

/// Until a message was seen only the port says that the lost bytes were SIP.
bool StreamMessages::isSkippedAfterGap() const
{
    constexpr std::uint16_t sipPort = 5060;
    return m_gap != net::FrameDetail::None && !m_isRecognised &&
           (m_hasMessages ||
            (m_bare && (m_path.source.port == sipPort || m_path.destination.port == sipPort)));
}

std::uint64_t StreamMessages::decidedEnd() const
{
    const bool isWebSocket =
        m_webSocket && m_webSocket->verdict() == net::WebSocketFramer::Verdict::WebSocket;
    std::uint64_t end = m_length;
    if (m_bare && m_bare->isWaiting() && (m_hasMessages || !m_isRecognised))
        end -= m_bare->pendingBytes();
    if (m_hep && (m_isHep || m_hep->isWithinPacket()))
        end = std::min(end, m_length - m_hep->pendingBytes());
    if (isWebSocket)
        end = std::min(end, m_webSocket->decidedEnd());
    return end;
}

void StreamMessages::decide(Run& run, Receiver& receiver)
{
    if (!std::exchange(run.isDecided, true))
        receiver.onRunDecided(run.frame, run.verdict);
}

void StreamMessages::decideRuns(Receiver& receiver)
{
    const std::uint64_t end = decidedEnd();
    for (Run& run : m_runs) {
        if (run.end > end)
            break;
        decide(run, receiver);
    }
}

void StreamMessages::drain(Receiver& receiver)
{
    // First, because the others would take the SIP out of a HEP packet for bare SIP.
    if (m_hep) {
        drainHep(receiver);
        if (m_hep && m_hep->isWithinPacket())
            return;
    }
    if (m_webSocket)
        drainWebSocket(receiver);
    if (m_bare)
        drainBare(receiver);
}

void StreamMessages::drainBare(Receiver& receiver)
{
    while (const auto piece = m_bare->next()) {
        m_webSocket.reset();
        m_hep.reset();
        handOut({.path = m_path,
                 .captured = {},
                 .bytes = piece->bytes,
                 .defects = piece->defects,
                 .frames = {},
                 .layers = m_layers},
                piece->streamOffset, piece->streamOffset + piece->bytes.size(), receiver);
    }
}

void StreamMessages::drainWebSocket(Receiver& receiver)
{
    Piece found{.path = m_path,
                .captured = {},
                .bytes = {},
                .framing = sip::Framing::Datagram,
                .defects = {},
                .frames = {},
                .layers = m_layers};
    found.path.transport = m_path.transport == net::Transport::Tls ? net::Transport::Wss : net::Transport::Ws;
    while (const auto message = m_webSocket->next()) {
        m_bare.reset();
        m_hep.reset();
        found.bytes = message->bytes;
        found.defects =
            message->isTruncated ? sip::DefectSet{sip::Defect::MessageTruncated} : sip::DefectSet{};
        m_webSocketDone = message->streamEnd;
        handOut(found, message->streamBegin, message->streamEnd, receiver);
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

void StreamMessages::drainHep(Receiver& receiver)
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
                 .isHep = true,
                 .defects = {},
                 .frames = {},
                 .layers = m_layers},
                piece->streamOffset, piece->streamOffset + piece->bytes.size(), receiver);
    }
    if (!m_isHep && m_length >= hepReach)
        m_hep.reset();
}

void StreamMessages::handOut(Piece piece, std::uint64_t begin, std::uint64_t end, Receiver& receiver)
{
    m_frames.clear();
    const auto addFrame = [this](base::FrameNumber frame) {
        if (m_frames.empty() || m_frames.back() != frame)
            m_frames.push_back(frame);
    };
    for (const Run& run : m_runs) {
        if (run.end <= begin || run.begin >= end)
            continue;
        for (const base::FrameNumber frame : run.before)
            addFrame(frame);
        addFrame(run.frame);
        piece.captured = run.captured;
        // What came in WebSocket frames is masked or compressed there.
        if (run.begin <= begin && end <= run.end && piece.framing == sip::Framing::Stream) {
            piece.isWithinFrame = run.isWithinFrame;
            piece.frameOffset = run.frameOffset + static_cast<std::uint32_t>(begin - run.begin);
        }
    }
    piece.frames = m_frames;
    if (m_frames.empty())
        return;
    const FrameVerdict verdict = receiver.onPiece(piece);
    if (verdict.fate == FrameFate::OtherPayload)
        return;
    m_hasMessages = true;
    if (end > m_gapPosition)
        m_gap = net::FrameDetail::None;
    for (Run& run : m_runs) {
        if (run.end <= begin || run.begin >= end)
            continue;
        const FrameVerdict share = run.end >= end ? verdict : verdict.asPart();
        if (!run.isClaimed || session::rank(share.fate) < session::rank(run.verdict.fate))
            run.verdict = share;
        run.isClaimed = true;
    }
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
    while (!m_runs.empty() && m_runs.front().end <= needed && m_runs.front().isDecided)
        m_runs.pop_front();
}

} // namespace core::engine
