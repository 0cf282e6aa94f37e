// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/frame_decoder.h"

#include "core/engine/payload_kind.h"
#include "core/hep/hep_decoder.h"
#include "core/sip/recogniser.h"

#include <algorithm>
#include <array>

namespace core::engine {
namespace {

using session::FrameFate;

/// When a frame carries several things it counts as the first of these that it has.
int rank(FrameFate fate)
{
    constexpr std::array order{FrameFate::SipMessage,   FrameFate::SipPart,   FrameFate::HepOther,
                               FrameFate::HepMalformed, FrameFate::KeepAlive, FrameFate::OtherPayload};
    const auto place = std::find(order.begin(), order.end(), fate);
    return static_cast<int>(place - order.begin());
}

FrameFate fateOf(net::FrameClass frameClass)
{
    switch (frameClass) {
    case net::FrameClass::Payload:
        return FrameFate::OtherPayload;
    case net::FrameClass::FragmentHeld:
    case net::FrameClass::SegmentHeld:
        return FrameFate::HeldIncomplete;
    case net::FrameClass::TcpRepeated:
        return FrameFate::TcpRepeated;
    case net::FrameClass::TcpControl:
        return FrameFate::TcpControl;
    case net::FrameClass::OtherProtocol:
        return FrameFate::OtherProtocol;
    case net::FrameClass::UnknownLinkType:
        return FrameFate::UnknownLinkType;
    case net::FrameClass::Malformed:
        return FrameFate::Malformed;
    }
    return FrameFate::Malformed;
}

std::uint32_t offsetWithin(std::span<const std::byte> outer, std::span<const std::byte> inner)
{
    return static_cast<std::uint32_t>(inner.data() - outer.data());
}

} // namespace

FrameDecoder::FrameDecoder(net::DecoderLimits limits) : m_packets(limits) {}

FrameResult FrameDecoder::decode(const net::FrameView& frame, MessageHandler& handler)
{
    m_handler = &handler;
    m_current = frame.number;
    m_result = {};
    m_hasFate = false;
    if (frame.link == net::LinkType::Hep) {
        raiseFate(
            takeHep({.captured = frame.captured, .bytes = frame.bytes, .frames = std::span{&m_current, 1}},
                    frame.bytes));
        return m_result;
    }
    const net::FrameClass frameClass = m_packets.decode(frame, *this);
    if (!m_hasFate)
        m_result.fate = fateOf(frameClass);
    return m_result;
}

void FrameDecoder::finish(MessageHandler& handler)
{
    m_handler = &handler;
    m_current = {};
    m_packets.finish(*this);
    for (auto& [id, stream] : m_streams)
        stream.finish([this](const StreamMessages::Piece& piece) { takePiece(piece); });
    m_streams.clear();
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
                          .path = &datagram.path};
    FrameFate fate = FrameFate::OtherPayload;
    if (hep::likelyHep(datagram.bytes)) {
        fate = takeHep(carrier, datagram.bytes);
    } else {
        fate = takePayload(carrier, datagram.path, datagram.bytes, {});
        if (fate == FrameFate::OtherPayload && datagram.isWithinFrame && looksLikeMedia(datagram.bytes)) {
            m_result.isMedia = true;
            m_result.mediaHeaderEnd = static_cast<std::uint32_t>(offsetWithin(frame.bytes, datagram.bytes) +
                                                                 rtpHeaderLength(datagram.bytes));
        }
    }
    raiseFate(fate);
    resolve(frames, frame.number, fate == FrameFate::SipMessage ? FrameFate::SipPart : fate);
}

FrameFate FrameDecoder::takeHep(const Carrier& carrier, std::span<const std::byte> bytes)
{
    const hep::HepDecoding decoding = m_hep.unpack(bytes);
    if (!decoding.packet)
        return FrameFate::HepMalformed;
    const hep::HepPacket& packet = *decoding.packet;
    m_handler->onHepPacket(packet, bytes.size(), carrier.path);
    const bool claimsSip =
        packet.payloadType == hep::PayloadType::Sip || packet.payloadType == hep::PayloadType::Unknown;
    if (!claimsSip && sip::likeness(packet.payload) != sip::Likeness::Sip)
        return FrameFate::HepOther;
    Carrier inner = carrier;
    inner.captured = packet.captured.value_or(carrier.captured);
    inner.isWithinFrame = carrier.isWithinFrame && packet.isPayloadInPlace;
    const FrameFate fate = takePayload(inner, packet.path, packet.payload,
                                       {packet.captureId, packet.agentName, packet.correlationId});
    return fate == FrameFate::OtherPayload ? FrameFate::HepOther : fate;
}

FrameFate FrameDecoder::takePayload(const Carrier& carrier, const net::Path& path,
                                    std::span<const std::byte> bytes, const HepContext& hep)
{
    switch (sip::likeness(bytes)) {
    case sip::Likeness::KeepAlive:
        return FrameFate::KeepAlive;
    case sip::Likeness::NotSip:
        return FrameFate::OtherPayload;
    case sip::Likeness::Sip:
        break;
    }
    bool found = false;
    while (!bytes.empty() && sip::likeness(bytes) == sip::Likeness::Sip && m_message.parse(bytes)) {
        found = true;
        if (carrier.isTruncated)
            m_message.addDefect(sip::Defect::MessageTruncated);
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
             .correlationId = hep.correlationId});
        const auto consumed = static_cast<std::size_t>(whole.data() + whole.size() - bytes.data());
        bytes = bytes.subspan(std::min(consumed, bytes.size()));
    }
    return found ? FrameFate::SipMessage : FrameFate::OtherPayload;
}

void FrameDecoder::onStreamBytes(const net::FrameView& frame, const net::StreamBytes& bytes)
{
    StreamMessages& stream = m_streams[bytes.stream];
    const std::uint64_t keepAlivesBefore = stream.keepAlives();
    FrameFate fate = FrameFate::OtherPayload;
    stream.append(bytes, [&](const StreamMessages::Piece& piece) {
        StreamMessages::Piece inFrame = piece;
        inFrame.isWithinFrame = piece.isWithinFrame && bytes.frame == frame.number;
        const FrameFate found = takePiece(inFrame);
        if (rank(found) < rank(fate))
            fate = found;
    });
    if (fate == FrameFate::OtherPayload) {
        if (stream.isOurs() && stream.hasPending())
            fate = FrameFate::SipPart;
        else if (stream.keepAlives() != keepAlivesBefore)
            fate = FrameFate::KeepAlive;
    }
    if (bytes.frame == frame.number)
        raiseFate(fate);
    else
        m_handler->onFrameResolved(bytes.frame, fate);
}

void FrameDecoder::onStreamClosed(net::StreamId stream)
{
    const auto place = m_streams.find(stream);
    if (place == m_streams.end())
        return;
    place->second.finish([this](const StreamMessages::Piece& piece) { takePiece(piece); });
    m_streams.erase(place);
}

FrameFate FrameDecoder::takePiece(const StreamMessages::Piece& piece)
{
    if (piece.isHep) {
        return takeHep({.captured = piece.captured,
                        .bytes = piece.bytes,
                        .offset = piece.frameOffset,
                        .frames = piece.frames,
                        .isWithinFrame = piece.isWithinFrame,
                        .path = &piece.path},
                       piece.bytes);
    }
    if (sip::likeness(piece.bytes) != sip::Likeness::Sip || !m_message.parse(piece.bytes, piece.framing))
        return FrameFate::OtherPayload;
    piece.defects.forEach([this](sip::Defect defect) { m_message.addDefect(defect); });
    const auto whole = m_message.bytes();
    m_handler->onMessage({.message = &m_message,
                          .captured = piece.captured,
                          .path = piece.path,
                          .frame = piece.frames.back(),
                          .frames = piece.frames,
                          .isWithinFrame = piece.isWithinFrame,
                          .frameOffset = piece.frameOffset + offsetWithin(piece.bytes, whole)});
    return FrameFate::SipMessage;
}

void FrameDecoder::raiseFate(FrameFate fate)
{
    if (!m_hasFate || rank(fate) < rank(m_result.fate))
        m_result.fate = fate;
    m_hasFate = true;
}

void FrameDecoder::resolve(std::span<const base::FrameNumber> frames, base::FrameNumber current,
                           FrameFate fate)
{
    for (const base::FrameNumber frame : frames) {
        if (frame != current)
            m_handler->onFrameResolved(frame, fate);
    }
}

} // namespace core::engine
