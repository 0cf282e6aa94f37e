// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/call/call_tracker.h"
#include "core/flow/call_flow.h"
#include "core/flow/sdp_summary.h"
#include "tests/support/call_script.h"

#include <string_view>
#include <vector>

/// The messages of a script as a session would hand them to a flow.
inline std::vector<core::flow::FlowMessage> flowMessages(std::string_view script)
{
    std::vector<core::flow::FlowMessage> messages;
    core::call::CallTracker tracker{{}, nullptr};
    core::flow::OfferAnswer offerAnswer;
    core::sip::Message message;
    for (const tests::support::ScriptMessage& next : tests::support::readCallScript(script)) {
        if (!message.parse(next.span()))
            qFatal("a script message is not SIP");
        const core::base::MessageId id{static_cast<std::int64_t>(messages.size()) + 1};
        const auto track = tracker.track(message, {id, next.captured, next.arrived, next.source, next.path});
        core::flow::FlowMessage flow = core::flow::flowMessage(message);
        flow.id = id;
        flow.time = next.captured;
        flow.path = next.path;
        flow.call = track.call;
        flow.retransmissionOf = track.retransmissionOf;
        flow.duplicateOf = track.duplicateOf;
        flow.sdp = offerAnswer.summary(message);
        messages.push_back(std::move(flow));
    }
    return messages;
}
