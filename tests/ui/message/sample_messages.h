// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sip/message.h"
#include "tests/support/call_script.h"
#include "ui/message/message_view.h"

#include <memory>
#include <string>

namespace tests::ui {

/// A message with its row, as the session would hand it to the view. Lines of `text` end in "\n".
inline std::shared_ptr<::ui::message::ShownMessage> shownMessage(const std::string& text)
{
    auto shown = std::make_shared<::ui::message::ShownMessage>();
    for (const char c : text) {
        if (c == '\n')
            shown->bytes.push_back(std::byte{'\r'});
        shown->bytes.push_back(static_cast<std::byte>(c));
    }
    core::sip::Message message;
    core::call::MessageRecord& record = shown->record;
    if (message.parse(shown->bytes)) {
        record.kind = message.kind();
        record.method = message.method();
        record.status = static_cast<std::uint16_t>(message.status());
        record.reason = message.reason();
        record.hasSdp = message.hasSdp();
        record.defects = message.defects();
    }
    record.id = {1};
    record.captured = tests::support::scriptTime(0.1412);
    record.path = {{*core::net::IpAddress::parse("10.20.4.31"), 5060},
                   {*core::net::IpAddress::parse("10.20.0.10"), 5060},
                   core::net::Transport::Udp};
    record.size = static_cast<std::uint32_t>(shown->bytes.size());
    record.frame = {61207};
    shown->sourceName = QStringLiteral("eth0");
    return shown;
}

inline const std::string inviteWithSdp =
    "INVITE sip:+498999998104@pbx.example.com SIP/2.0\n"
    "Via: SIP/2.0/UDP 10.20.4.31:5060;branch=z9hG4bK7c1e94ad;rport\n"
    "Max-Forwards: 70\n"
    "From: \"Alice Berg\" <sip:214@pbx.example.com>;tag=5a0f3c81\n"
    "To: <sip:+498999998104@pbx.example.com>\n"
    "Call-ID: 6f2b91c40d7e4a53@10.20.4.31\n"
    "CSeq: 102 INVITE\n"
    "Contact: <sip:214@10.20.4.31:5060>\n"
    "Authorization: Digest username=\"214\", realm=\"pbx.example.com\",\n"
    " nonce=\"d1f5\", uri=\"sip:+498999998104@pbx.example.com\", response=\"0123\"\n"
    "User-Agent: DeskPhone-735/10.1.175\n"
    "Allow: INVITE, ACK, CANCEL, BYE, REFER, OPTIONS, NOTIFY, UPDATE\n"
    "Supported: timer, replaces\n"
    "Content-Type: application/sdp\n"
    "Content-Length: 215\n"
    "\n"
    "v=0\n"
    "o=- 1789387532 2 IN IP4 10.20.4.31\n"
    "s=-\n"
    "c=IN IP4 10.20.4.31\n"
    "t=0 0\n"
    "m=audio 11784 RTP/AVP 8 0 9 101\n"
    "a=rtpmap:8 PCMA/8000\n"
    "a=rtpmap:101 telephone-event/8000\n"
    "a=fmtp:101 0-16\n"
    "a=sendrecv\n"
    "m=video 0 RTP/AVP 96\n";

inline const std::string byeWithoutSdp = "BYE sip:bob@192.0.2.2 SIP/2.0\n"
                                         "Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bKb1\n"
                                         "From: <sip:alice@192.0.2.1>;tag=a\n"
                                         "To: <sip:bob@192.0.2.2>;tag=b\n"
                                         "Call-ID: c1@192.0.2.1\n"
                                         "CSeq: 3 BYE\n"
                                         "Max-Forwards: 70\n"
                                         "Content-Length: 0\n"
                                         "\n";

} // namespace tests::ui
