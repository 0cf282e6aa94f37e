// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/timestamp.h"
#include "core/hep/hep_packet.h"
#include "core/net/address.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace core::forward {

/// A SIP message to send on, or what else a capture agent brought, with what is known about it. Views: valid
/// during the call that takes it.
struct OutgoingMessage {
    base::Timestamp captured;
    /// From where to where the message itself went, whatever brought it to us.
    net::Path path;
    std::span<const std::byte> bytes;
    /// Of the agent that captured it; 0 and empty when it was us.
    std::uint32_t captureId = 0;
    std::string_view nodeName;
    std::string_view correlationId;
    /// Of `bytes`. Only HEP 3 can say that it is something else than SIP.
    hep::PayloadType payloadType = hep::PayloadType::Sip;
};

} // namespace core::forward
