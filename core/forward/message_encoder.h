// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/forward/forward_counters.h"
#include "core/forward/forward_url.h"
#include "core/forward/outgoing_message.h"
#include "core/forward/packet.h"
#include "core/net/packet_builder.h"

#include <optional>
#include <string>

namespace core::forward {

/// What a message is called by, besides what it brings along.
struct AgentIdentity {
    /// HEP 3 only.
    std::string authenticationKey;
    /// Replaces the id of the agent that captured a message. Without it that id is kept, and messages that
    /// we captured get defaultCaptureId. Not in HEP 1; up to 65,535 in HEP 2.
    std::optional<std::uint32_t> captureId;
    /// Replaces the name of the agent that captured a message. HEP 3 only.
    std::optional<std::string> nodeName;
};

/// What heplify and sngrep call themselves too, so that collectors show all sniffing agents alike.
inline constexpr std::uint32_t defaultCaptureId = 2002;

/// OptionInvalid when `identity` has something that `protocol` cannot carry.
[[nodiscard]] base::Status validate(const AgentIdentity& identity, Protocol protocol);

/// Messages in, packets for the wire out. One thread.
class MessageEncoder {
public:
    MessageEncoder(Protocol protocol, AgentIdentity identity);

    /// Replaces `packet`. For IP-in-IP it holds one IP packet after the other, more than one when the message
    /// does not fit into one.
    [[nodiscard]] std::optional<NotSent> encode(const OutgoingMessage& message, Packet& packet);

private:
    [[nodiscard]] std::optional<NotSent> encodeHep(const OutgoingMessage& message, Packet& packet) const;

    Protocol m_protocol;
    AgentIdentity m_identity;
    net::PacketBuilder m_builder;
};

} // namespace core::forward
