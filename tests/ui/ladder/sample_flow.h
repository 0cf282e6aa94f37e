// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include "tests/core/flow/flow_script.h"

#include <memory>
#include <string_view>

namespace tests::ui {

using SharedFlow = std::shared_ptr<const core::flow::CallFlow>;

/// A call through a PBX with authentication, early media, retransmissions and a long pause: two legs.
inline constexpr std::string_view pbxCall = R"(
host desk 10.20.4.31:5060
host pbx 10.20.0.10:5060
host sbc 203.0.113.7:5060
desk -> pbx  INVITE 101 call-id=a sdp=offer
pbx  -> desk 401    101 INVITE +0.0024 call-id=a
desk -> pbx  ACK    101 +0.0191 call-id=a
desk -> pbx  INVITE 102 +0.0017 call-id=a sdp=offer branch=z9hG4bKsecond
pbx  -> sbc  INVITE 2310 +0.0086 call-id=b sdp=offer
pbx  -> sbc  INVITE 2310 +0.5 resend call-id=b
pbx  -> sbc  INVITE 2310 +1.0 resend call-id=b
sbc  -> pbx  183    2310 INVITE +1.372 call-id=b sdp=answer reason=Session_Progress
pbx  -> desk 183    102 INVITE +0.0032 call-id=a sdp=answer reason=Session_Progress
sbc  -> pbx  200    2310 INVITE +5.505 call-id=b sdp=answer
pbx  -> sbc  ACK    2310 +0.0011 call-id=b
pbx  -> desk 200    102 INVITE +0.0033 call-id=a sdp=answer
desk -> pbx  ACK    102 +0.0306 call-id=a
desk -> pbx  BYE    103 +102.2 call-id=a
pbx  -> desk 200    103 BYE +0.0021 call-id=a
pbx  -> sbc  BYE    2311 +0.0019 call-id=b
sbc  -> pbx  200    2311 BYE +0.0222 call-id=b
)";

inline SharedFlow makeFlow(std::string_view script, const core::flow::FlowOptions& options = {})
{
    return std::make_shared<core::flow::CallFlow>(core::flow::layOut(flowMessages(script), options));
}

inline SharedFlow pbxFlow()
{
    core::flow::FlowOptions options;
    options.hostName = [](const core::net::IpAddress& address) -> std::string {
        const std::string text = address.toString();
        return text == "10.20.4.31" ? "Desk 214" : text == "10.20.0.10" ? "pbx-1" : "carrier-sbc";
    };
    return makeFlow(pbxCall, options);
}

/// `count` messages of one call between `hosts` hosts, made directly: a script would take its time.
inline std::vector<core::flow::FlowMessage> manyMessages(int count, int hosts = 3)
{
    std::vector<core::flow::FlowMessage> messages;
    const auto endpoint = [](int host) {
        return core::net::Endpoint{*core::net::IpAddress::parse("192.0.2." + std::to_string(host + 1)), 5060};
    };
    for (int i = 0; i < count; ++i) {
        core::flow::FlowMessage message;
        message.id = {i + 1};
        message.time = tests::support::scriptTime(i * 0.05);
        const int host = i / 2 % (hosts - 1);
        const bool isRequest = i % 2 == 0;
        message.path.source = endpoint(isRequest ? host : host + 1);
        message.path.destination = endpoint(isRequest ? host + 1 : host);
        message.path.transport = core::net::Transport::Udp;
        message.kind = isRequest ? core::sip::Kind::Request : core::sip::Kind::Response;
        message.method = isRequest ? "INVITE" : "";
        message.status = static_cast<std::uint16_t>(isRequest ? 0 : 180);
        message.reason = isRequest ? "" : "Ringing";
        message.cseqNumber = static_cast<std::uint32_t>(i / 2 + 1);
        message.cseqMethod = "INVITE";
        message.branch = "z9hG4bK" + std::to_string(i / 2);
        message.call = {1};
        message.sdp = isRequest ? "offer PCMA PCMU" : "";
        messages.push_back(std::move(message));
    }
    return messages;
}

} // namespace tests::ui
