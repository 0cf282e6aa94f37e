// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/strong_id.h"
#include "core/base/timestamp.h"
#include "core/net/address.h"
#include "core/sip/defect.h"
#include "core/sip/message.h"

#include <cstdint>
#include <string>

namespace core::call {

/// One row of the messages list: what the session keeps of a message besides its bytes. Fields that are
/// not here (branch, tags, Contact, request URI, any other header) are read from the bytes when asked for.
struct MessageRecord {
    base::MessageId id;
    base::Timestamp captured;
    base::Timestamp arrived;
    base::SourceId source;
    net::Path path;
    sip::Kind kind = sip::Kind::Request;
    /// Of a request; empty for responses.
    std::string method;
    /// Of a response; 0 for requests.
    std::uint16_t status = 0;
    std::string reason;
    base::CallKey call;
    std::string callId;
    std::uint32_t cseq = 0;
    std::string cseqMethod;
    std::string fromUser;
    std::string fromHost;
    std::string toUser;
    std::string toHost;
    std::string userAgent;
    /// Length of the message in bytes.
    std::uint32_t size = 0;
    /// The frame that completes the message.
    base::FrameNumber frame;
    bool hasSdp = false;
    base::MessageId retransmissionOf;
    base::MessageId duplicateOf;
    sip::DefectSet defects;
    /// HEP only; 0 and empty otherwise.
    std::uint32_t agentId = 0;
    std::string agentName;
    std::string correlationId;
    /// Headers in front of it, outermost first; empty when it came in no tunnel. See net::LayerStack.
    std::string tunnel;
};

} // namespace core::call
