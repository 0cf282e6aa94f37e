// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/frame_decoder.h"

#include "core/base/ascii.h"
#include "core/engine/hep_detail.h"
#include "core/engine/media_place.h"
#include "core/engine/payload_kind.h"
#include "core/hep/hep_decoder.h"
#include "core/media/udptl.h"
#include "core/sip/recogniser.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace core::engine {
namespace {

using session::FrameFate;

using net::FrameDetail;

FrameVerdict verdictOf(net::FrameClass frameClass, FrameDetail detail)
{
    switch (frameClass) {
    case net::FrameClass::Payload:
        return {FrameFate::OtherPayload, detail};
    case net::FrameClass::FragmentHeld:
    case net::FrameClass::SegmentHeld:
    case net::FrameClass::Incomplete:
        return {FrameFate::Incomplete, detail};
    case net::FrameClass::Repeated:
        return {FrameFate::Repeated, detail};
    case net::FrameClass::TcpControl:
        return {FrameFate::TcpControl, detail};
    case net::FrameClass::OtherProtocol:
        return {isEncrypted(detail) ? FrameFate::Undecryptable : FrameFate::OtherProtocol, detail};
    case net::FrameClass::UnknownLinkType:
        return {FrameFate::UnknownLinkType, detail};
    case net::FrameClass::Malformed:
        return {FrameFate::Malformed, detail};
    }
    return {FrameFate::Malformed, detail};
}

FrameVerdict keepAlive(std::span<const std::byte> bytes)
{
    if (bytes.empty())
        return {FrameFate::KeepAlive, FrameDetail::EmptyDatagram};
    const char first = std::to_integer<char>(bytes.front());
    const bool isBlank = base::isLinearWhitespace(first) || first == '\0';
    return {FrameFate::KeepAlive, isBlank ? FrameDetail::LineEnds : FrameDetail::OtherKeepAlive};
}

bool isKeepAlive(std::span<const std::byte> bytes)
{
    return bytes.empty() || sip::likeness(bytes) == sip::Likeness::KeepAlive;
}

std::uint32_t offsetWithin(std::span<const std::byte> outer, std::span<const std::byte> inner)
{
    return static_cast<std::uint32_t>(inner.data() - outer.data());
}

} // namespace

FrameDecoder::FrameDecoder(net::DecoderLimits limits, TlsSettings tls)
    : m_packets(limits), m_tls(std::move(tls)),
      m_ledger([this](base::FrameNumber frame, const FrameVerdict& verdict) {
          m_handler->onFrameResolved(frame, verdict);
      })
{
}

FrameResult FrameDecoder::decode(const net::FrameView& frame, MessageHandler& handler)
{
    m_handler = &handler;
    m_current = frame.number;
    m_result = {};
    if (!frame.comment.empty())
        takeComment(frame);
    if (frame.link == net::LinkType::Hep) {
        m_result.verdict =
            takeHep({.captured = frame.captured, .bytes = frame.bytes, .frames = std::span{&m_current, 1}},
                    frame.bytes);
        return m_result;
    }
    if (m_tls.isWaiting())
        m_tls.advance(frame.arrived, *this);
    m_ledger.begin(frame.number);
    m_awaits = FrameDetail::AwaitsMessage;
    const net::FrameClass frameClass = m_packets.decode(frame, *this);
    const bool isHeld =
        frameClass == net::FrameClass::FragmentHeld || frameClass == net::FrameClass::SegmentHeld;
    m_result.verdict =
        m_ledger.end(verdictOf(frameClass, m_packets.detail()), isHeld ? m_packets.detail() : m_awaits);
    return m_result;
}

void FrameDecoder::finish(MessageHandler& handler)
{
    m_handler = &handler;
    m_current = {};
    // What a session knows to come, but not before its last frame.
    learnDue({std::numeric_limits<std::int64_t>::max()}, handler);
    m_packets.finish(*this);
    m_tls.finish(*this);
    for (auto& [id, stream] : m_streams)
        stream.finish(*this);
    m_streams.clear();
    m_ledger.finish();
}

void FrameDecoder::learn(std::span<const tls::TimedSecret> secrets, MessageHandler& handler)
{
    m_handler = &handler;
    m_tls.learn(secrets, *this);
}

void FrameDecoder::schedule(tls::TimedSecret secret)
{
    m_tls.schedule(std::move(secret));
    m_hasSchedule = true;
}

void FrameDecoder::learnDue(base::FrameNumber next, MessageHandler& handler)
{
    if (!m_hasSchedule)
        return;
    m_handler = &handler;
    m_tls.learnDue(next, *this);
}

void FrameDecoder::onTlsConnection(const session::TlsConnectionRow& connection)
{
    m_handler->onTlsConnection(connection);
}

void FrameDecoder::onTlsSecret(const tls::TimedSecret& secret)
{
    m_handler->onTlsSecret(secret);
}

void FrameDecoder::takeComment(const net::FrameView& frame)
{
    constexpr std::size_t mostKept = 1024;
    auto comment = net::AgentComment::parse(frame.comment);
    if (!comment)
        return;
    if (m_comments.size() >= mostKept)
        m_comments.erase(m_comments.begin());
    m_comments.insert_or_assign(m_comments.end(), frame.number, std::move(*comment));
}

FrameDecoder::HepContext FrameDecoder::commentOn(base::FrameNumber frame) const
{
    const auto place = m_comments.find(frame);
    if (place == m_comments.end())
        return {};
    return {place->second.agentId, place->second.agentName, place->second.correlationId};
}

void FrameDecoder::onDatagram(const net::FrameView& frame, const net::Datagram& datagram)
{
    const std::span<const base::FrameNumber> frames =
        datagram.frames.empty() ? std::span<const base::FrameNumber>{&m_current, 1} : datagram.frames;
    const Carrier carrier{.captured = frame.captured,
                          .bytes = frame.bytes,
                          .frames = frames,
                          .isWithinFrame = datagram.isWithinFrame,
                          .isTruncated = datagram.isTruncated,
                          .path = &datagram.path,
                          .layers = m_packets.layers()};
    FrameVerdict verdict;
    if (hep::likelyHep(datagram.bytes)) {
        verdict = takeHep(carrier, datagram.bytes);
    } else {
        verdict = takePayload(carrier, datagram.path, datagram.bytes, commentOn(m_current));
        if (isMedia(verdict.detail) && datagram.isWithinFrame) {
            m_result.isMedia = true;
            const bool isControl = verdict.detail == FrameDetail::Rtcp;
            const bool isFax = verdict.detail == FrameDetail::Udptl;
            const std::size_t header = isControl ? datagram.bytes.size()
                                       : isFax   ? std::min(datagram.bytes.size(), media::udptlHeader)
                                                 : rtpHeaderLength(datagram.bytes);
            m_result.mediaHeaderEnd =
                static_cast<std::uint32_t>(offsetWithin(frame.bytes, datagram.bytes) + header);
            m_handler->onRtp({.path = datagram.path,
                              .captured = frame.captured,
                              .bytes = datagram.bytes,
                              .cutBytes = datagram.cutBytes,
                              .dscp = datagram.dscp,
                              .isControl = isControl,
                              .isFax = isFax});
        }
    }
    m_ledger.note(verdict);
    for (const base::FrameNumber part : frames) {
        if (part == m_current)
            continue;
        m_result.completesOthers = true;
        m_ledger.settle(part, verdict.asPart());
    }
}

FrameVerdict FrameDecoder::takeHep(const Carrier& carrier, std::span<const std::byte> bytes)
{
    const hep::HepDecoding decoding = m_hep.unpack(bytes);
    if (!decoding.packet)
        return isKeepAlive(bytes) ? keepAlive(bytes)
                                  : FrameVerdict{FrameFate::HepMalformed, detailOf(decoding.refusal)};
    const hep::HepPacket& packet = *decoding.packet;
    m_handler->onHepPacket(packet, bytes.size(), carrier.path);
    const bool claimsSip =
        packet.payloadType == hep::PayloadType::Sip || packet.payloadType == hep::PayloadType::Unknown;
    const bool isMedia =
        (packet.payloadType == hep::PayloadType::Rtp || packet.payloadType == hep::PayloadType::RtcpJson) &&
        takeHepMedia(carrier, packet);
    if (!claimsSip && sip::likeness(packet.payload) != sip::Likeness::Sip) {
        const FrameVerdict verdict = takeOther(carrier, packet, detailOf(packet.payloadType));
        return isMediaReport(packet.payloadType) && !isMedia ? takeReport(carrier, packet) : verdict;
    }
    if (packet.payload.empty())
        return {FrameFate::HepOther, FrameDetail::HepNoPayload};
    Carrier inner = carrier;
    inner.captured = packet.captured.value_or(carrier.captured);
    inner.isWithinFrame = carrier.isWithinFrame && packet.isPayloadInPlace;
    inner.layers.add(net::LayerKind::Hep);
    if (packet.vlan != 0)
        inner.layers.add(net::LayerKind::Vlan, packet.vlan);
    const FrameVerdict verdict = takePayload(inner, packet.path, packet.payload,
                                             {packet.captureId, packet.agentName, packet.correlationId});
    return verdict.fate == FrameFate::SipMessage || verdict.fate == FrameFate::KeepAlive
               ? verdict
               : takeOther(carrier, packet, FrameDetail::HepNotSip);
}

/// RTCP comes as it was too, where an agent does not make JSON of it.
bool FrameDecoder::takeHepMedia(const Carrier& carrier, const hep::HepPacket& packet)
{
    const FrameDetail protocol = datagramProtocol(packet.path, packet.payload);
    if (!isMedia(protocol))
        return false;
    if (protocol == FrameDetail::Rtp) {
        // A packet of HEP without its end is none, so with its headers alone it is kept whole.
        m_result.isMedia = true;
        m_result.mediaHeaderEnd = std::numeric_limits<std::uint32_t>::max();
    }
    m_handler->onRtp({.path = packet.path,
                      .captured = packet.captured.value_or(carrier.captured),
                      .bytes = packet.payload,
                      .isControl = protocol == FrameDetail::Rtcp});
    return true;
}

FrameVerdict FrameDecoder::takeReport(const Carrier& carrier, const hep::HepPacket& packet)
{
    const std::string_view text = base::asText(packet.payload);
    media::MediaReport report = media::isVoiceQualityReport(text)
                                    ? media::readVoiceQualityReport(text, readMediaAddress)
                                    : media::readJsonReport(text, readMediaAddress);
    // The HEP around it is as good as any.
    if (report.fault != media::ReportFault::None)
        return {FrameFate::HepOther, detailOf(report.fault)};
    m_handler->onReport({.report = std::move(report),
                         .captured = packet.captured.value_or(carrier.captured),
                         .path = packet.path,
                         .agentId = packet.captureId,
                         .agentName = packet.agentName,
                         .correlationId = packet.correlationId});
    return {FrameFate::HepOther, detailOf(packet.payloadType)};
}

FrameVerdict FrameDecoder::takeOther(const Carrier& carrier, const hep::HepPacket& packet, FrameDetail detail)
{
    if (!packet.payload.empty())
        m_handler->onHepPayload({.type = packet.payloadType,
                                 .captured = packet.captured.value_or(carrier.captured),
                                 .path = packet.path,
                                 .bytes = packet.payload,
                                 .agentId = packet.captureId,
                                 .agentName = packet.agentName,
                                 .correlationId = packet.correlationId});
    return {FrameFate::HepOther, detail};
}

FrameVerdict FrameDecoder::takePayload(const Carrier& carrier, const net::Path& path,
                                       std::span<const std::byte> bytes, const HepContext& hep)
{
    if (bytes.empty())
        return keepAlive(bytes);
    // First of all: the header alone may be blank.
    if (m_fax.expect(path) && media::parseUdptl(bytes, carrier.isTruncated))
        return {FrameFate::OtherPayload, FrameDetail::Udptl};
    switch (sip::likeness(bytes)) {
    case sip::Likeness::KeepAlive:
        return keepAlive(bytes);
    case sip::Likeness::NotSip: {
        const FrameDetail protocol = datagramProtocol(path, bytes);
        return {isEncrypted(protocol) ? FrameFate::Undecryptable : FrameFate::OtherPayload, protocol};
    }
    case sip::Likeness::Sip:
        break;
    }
    bool found = false;
    while (!bytes.empty() && sip::likeness(bytes) == sip::Likeness::Sip && m_message.parse(bytes)) {
        found = true;
        if (carrier.isTruncated)
            m_message.addDefect(sip::Defect::MessageTruncated);
        m_fax.learn(m_message);
        const auto whole = m_message.bytes();
        m_handler->onMessage(
            {.message = &m_message,
             .captured = carrier.captured,
             .path = path,
             .frame = carrier.frames.back(),
             .frames = carrier.frames,
             .isWithinFrame = carrier.isWithinFrame,
             .frameOffset = carrier.isWithinFrame ? carrier.offset + offsetWithin(carrier.bytes, whole) : 0,
             .agentId = hep.agentId,
             .agentName = hep.agentName,
             .correlationId = hep.correlationId,
             .layers = carrier.layers});
        const auto consumed = static_cast<std::size_t>(whole.data() + whole.size() - bytes.data());
        bytes = bytes.subspan(std::min(consumed, bytes.size()));
    }
    return found ? FrameVerdict{FrameFate::SipMessage, {}}
                 : FrameVerdict{FrameFate::OtherPayload, datagramProtocol(path, bytes)};
}

void FrameDecoder::onStreamBytes(const net::FrameView& frame, const net::StreamBytes& bytes)
{
    if (!bytes.wasHeld)
        m_ledger.hold(); // until onRunDecided()
    m_result.completesOthers = m_result.completesOthers || bytes.frame != frame.number;
    const auto known = m_streams.find(bytes.stream);
    // A stream that was joined within a record shows what it is at a later segment.
    const bool isUndecided = known == m_streams.end() || !known->second.isOurs();
    if (isUndecided && m_tls.wants(bytes)) {
        if (known != m_streams.end())
            m_streams.erase(known);
        m_result.completesOthers = true; // each record is needed to decrypt those after it
        m_tls.append(bytes, m_packets.layers(), frame.arrived, *this);
        if (m_tls.awaitsSecret(bytes.stream))
            m_awaits = FrameDetail::AwaitsSecret;
        return;
    }
    StreamMessages& stream = known == m_streams.end() ? m_streams[bytes.stream] : known->second;
    stream.append(bytes, m_packets.layers(), *this);
}

void FrameDecoder::onStreamClosed(net::StreamId stream)
{
    const auto place = m_streams.find(stream);
    if (place == m_streams.end())
        return m_tls.close(stream, *this);
    place->second.finish(*this);
    m_streams.erase(place);
}

void FrameDecoder::onPartHeld(base::FrameNumber /*frame*/)
{
    m_ledger.hold();
}

void FrameDecoder::onPartGivenUp(base::FrameNumber frame, net::FrameClass became, net::FrameDetail why)
{
    m_ledger.release(frame, verdictOf(became, why));
}

void FrameDecoder::onFramesJoined(std::span<const base::FrameNumber> frames)
{
    m_result.completesOthers = true;
    m_ledger.join(frames);
}

FrameVerdict FrameDecoder::onPiece(const StreamMessages::Piece& piece)
{
    if (piece.isHep) {
        // What else the segment holds is no media.
        const bool isFrameMedia = m_result.isMedia;
        const FrameVerdict verdict = takeHep({.captured = piece.captured,
                                              .bytes = piece.bytes,
                                              .offset = piece.frameOffset,
                                              .frames = piece.frames,
                                              .isWithinFrame = piece.isWithinFrame,
                                              .path = &piece.path,
                                              .layers = piece.layers},
                                             piece.bytes);
        m_result.isMedia = isFrameMedia;
        return verdict;
    }
    if (sip::likeness(piece.bytes) != sip::Likeness::Sip || !m_message.parse(piece.bytes, piece.framing))
        return {FrameFate::OtherPayload, FrameDetail::WebSocket};
    piece.defects.forEach([this](sip::Defect defect) { m_message.addDefect(defect); });
    m_fax.learn(m_message);
    const auto whole = m_message.bytes();
    const HepContext hep = commentOn(piece.frames.back());
    m_handler->onMessage({.message = &m_message,
                          .captured = piece.captured,
                          .path = piece.path,
                          .frame = piece.frames.back(),
                          .frames = piece.frames,
                          .isWithinFrame = piece.isWithinFrame,
                          .frameOffset = piece.frameOffset + offsetWithin(piece.bytes, whole),
                          .agentId = hep.agentId,
                          .agentName = hep.agentName,
                          .correlationId = hep.correlationId,
                          .layers = piece.layers});
    return {FrameFate::SipMessage, {}};
}

void FrameDecoder::onRunDecided(base::FrameNumber frame, const FrameVerdict& verdict)
{
    m_ledger.release(frame, verdict);
}

} // namespace core::engine
