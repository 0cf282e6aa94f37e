// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/forward/message_encoder.h"

#include "core/hep/hep_encoder.h"

#include <utility>

namespace core::forward {
namespace {

/// What IPv4 leaves for the payload of a UDP datagram; IPv6 has a little more, which nobody relies on.
constexpr std::size_t maximumDatagram = 65'507;

unsigned hepVersion(Protocol protocol)
{
    switch (protocol) {
    case Protocol::Hep1Udp:
        return 1;
    case Protocol::Hep2Udp:
        return 2;
    default:
        return 3;
    }
}

} // namespace

base::Status validate(const AgentIdentity& identity, Protocol protocol)
{
    const auto refuse = [](const char* what, const char* why) {
        return base::Error{base::ErrorCode::OptionInvalid, what, why};
    };
    const bool isHep3 = hepVersion(protocol) == 3 && protocol != Protocol::IpInIp;
    if (!identity.authenticationKey.empty() && !isHep3)
        return refuse("authentication key", "only HEP 3 carries one");
    if (identity.nodeName && !isHep3)
        return refuse("node name", "only HEP 3 carries one");
    if (identity.captureId && !isHep3 && protocol != Protocol::Hep2Udp)
        return refuse("capture id", "only HEP 2 and 3 carry one");
    if (identity.captureId > 0xffffU && protocol == Protocol::Hep2Udp)
        return refuse("capture id", "HEP 2 carries no more than 65535");
    constexpr std::size_t longest = 4096;
    if (identity.authenticationKey.size() > longest)
        return refuse("authentication key", "longer than 4096 bytes");
    if (identity.nodeName && identity.nodeName->size() > longest)
        return refuse("node name", "longer than 4096 bytes");
    return {};
}

MessageEncoder::MessageEncoder(Protocol protocol, AgentIdentity identity)
    : m_protocol(protocol), m_identity(std::move(identity))
{
}

std::optional<NotSent> MessageEncoder::encode(const OutgoingMessage& message, Packet& packet)
{
    packet.clear();
    if (message.payloadType != hep::PayloadType::Sip &&
        (m_protocol == Protocol::IpInIp || hepVersion(m_protocol) != 3))
        return NotSent::NotSip;
    if (m_protocol != Protocol::IpInIp)
        return encodeHep(message, packet);
    const bool isUdp =
        message.path.transport == net::Transport::Udp || message.path.transport == net::Transport::Unknown;
    // TCP carries a message on in the next segment; a datagram has no next one.
    if ((isUdp || message.path.transport == net::Transport::Sctp) &&
        message.bytes.size() > net::PacketBuilder::maximumPayload)
        return NotSent::TooLarge;
    for (const Packet& part : m_builder.packets(message.path, message.bytes))
        packet.insert(packet.end(), part.begin(), part.end());
    return std::nullopt;
}

std::optional<NotSent> MessageEncoder::encodeHep(const OutgoingMessage& message, Packet& packet) const
{
    if (message.path.source.address.isIpv6() != message.path.destination.address.isIpv6())
        return NotSent::MixedFamilies;
    hep::HepPacket hep;
    hep.version = hepVersion(m_protocol);
    hep.path = message.path;
    hep.captured = message.captured;
    hep.payloadType = message.payloadType;
    // HEP has to name some protocol, and UDP is what a collector takes for granted.
    if (hep.path.transport == net::Transport::Unknown)
        hep.path.transport = net::Transport::Udp;
    const std::uint32_t original = message.captureId != 0 ? message.captureId : defaultCaptureId;
    hep.captureId = m_identity.captureId.value_or(original);
    hep.agentName = m_identity.nodeName ? std::string_view{*m_identity.nodeName} : message.nodeName;
    hep.correlationId = message.correlationId;
    hep.authenticationKey = m_identity.authenticationKey;
    hep.payload = message.bytes;
    const bool fits = hep.version == 3 ? encodeHep3(hep, packet) : encodeLegacyHep(hep, packet);
    if (!fits || (!isStream(m_protocol) && packet.size() > maximumDatagram))
        return NotSent::TooLarge;
    return std::nullopt;
}

} // namespace core::forward
