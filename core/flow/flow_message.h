// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/strong_id.h"
#include "core/base/timestamp.h"
#include "core/net/address.h"
#include "core/sip/message.h"

#include <cstdint>
#include <string>

namespace core::flow {

/// What a call flow shows of one message. Owns its text, so that the bytes may leave memory.
struct FlowMessage {
    base::MessageId id;
    /// Capture time: flows show when things happened, not when we heard of them.
    base::Timestamp time;
    net::Path path;
    sip::Kind kind = sip::Kind::Request;
    /// Of a request; empty for a response.
    std::string method;
    /// Of a response; 0 for a request.
    std::uint16_t status = 0;
    std::string reason;
    std::uint32_t cseqNumber = 0;
    std::string cseqMethod;
    /// Of the top Via; ties a response to its request.
    std::string branch;
    std::string fromTag;
    std::string toTag;
    base::CallKey call;
    base::MessageId retransmissionOf;
    base::MessageId duplicateOf;
    /// The capture point that saw it, for people. May stay empty where no other point saw the same packet.
    std::string place = {};
    /// "offer PCMA PCMU", see sdp_summary.h; empty without SDP.
    std::string sdp;
    /// The message has defects that make it invalid (sip::DefectSet::isInvalid).
    bool isInvalid = false;
};

/// Fills everything that stands in the message itself; id, time, path, call, repetition and `sdp` are the
/// caller's to fill.
[[nodiscard]] FlowMessage flowMessage(const sip::Message& message);

} // namespace core::flow
