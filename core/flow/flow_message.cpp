// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/flow/flow_message.h"

namespace core::flow {

FlowMessage flowMessage(const sip::Message& message)
{
    FlowMessage flow;
    flow.kind = message.kind();
    flow.method = message.method();
    flow.status = static_cast<std::uint16_t>(message.status());
    flow.reason = message.reason();
    flow.cseqNumber = message.cseq().number;
    flow.cseqMethod = message.cseq().method;
    flow.branch = message.branch();
    flow.fromTag = message.fromTag();
    flow.toTag = message.toTag();
    flow.isInvalid = message.defects().isInvalid();
    return flow;
}

} // namespace core::flow
