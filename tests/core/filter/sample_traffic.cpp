// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/filter/sample_traffic.h"

namespace tests {
namespace {

using namespace core;

std::string common(std::string_view from, std::string_view to, std::string_view callId, std::string_view cseq)
{
    return "Via: SIP/2.0/UDP 10.0.0.1;branch=z9hG4bK" + std::string{cseq.substr(0, cseq.find(' '))} +
           std::string{callId.substr(0, 1)} + "\nMax-Forwards: 70\nFrom: " + std::string{from} +
           "\nTo: " + std::string{to} + "\nCall-ID: " + std::string{callId} + "\nCSeq: " + std::string{cseq} +
           "\n";
}

constexpr std::string_view sdp =
    "Content-Type: application/sdp\nContent-Length: 42\n\nv=0\no=- 1 1 IN IP4 10.0.0.1\ns=-\nt=0 0\n";

void addAnsweredCall(RecordData& data)
{
    const std::string alice = "Alice <sip:alice@atlanta.example>;tag=a1";
    const std::string bob = "<sip:bob@biloxi.example>";
    const auto there = [&](std::string text, std::int64_t at) {
        data.addMessage(sipText(text), "10.0.0.1:5060", "10.0.0.2:5060", net::Transport::Udp, at);
    };
    const auto back = [&](std::string text, std::int64_t at) {
        data.addMessage(sipText(text), "10.0.0.2:5060", "10.0.0.1:5060", net::Transport::Udp, at);
    };
    there("INVITE sip:bob@biloxi.example SIP/2.0\n" + common(alice, bob, "a@example", "1 INVITE") +
              "Contact: <sip:alice@10.0.0.1>;expires=60, <sip:other@10.0.0.1>\nUser-Agent: Zoiper "
              "rv2.10\nX-Account: 4711\nSubject: a\n  folded line\n" +
              std::string{sdp},
          0);
    back("SIP/2.0 100 Trying\n" + common(alice, bob, "a@example", "1 INVITE") + "\n", 10);
    back("SIP/2.0 180 Ringing\n" + common(alice, bob + ";tag=b1", "a@example", "1 INVITE") + "\n", 2'000);
    back("SIP/2.0 200 OK\n" + common(alice, bob + ";tag=b1", "a@example", "1 INVITE") +
             "Server: Asterisk PBX\n" + std::string{sdp},
         5'000);
    there("ACK sip:bob@10.0.0.2 SIP/2.0\n" + common(alice, bob + ";tag=b1", "a@example", "1 ACK") + "\n",
          5'010);
    there("BYE sip:bob@10.0.0.2 SIP/2.0\n" + common(alice, bob + ";tag=b1", "a@example", "2 BYE") + "\n",
          65'000);
    back("SIP/2.0 200 OK\n" + common(alice, bob + ";tag=b1", "a@example", "2 BYE") + "\n", 65'020);
    call::CallRecord& call = data.calls.at(0);
    call.type = call::CallType::Call;
    call.state = call::CallState::Completed;
    call.finalStatus = 200;
    call.endedBy = call::EndedBy::Caller;
    call.inviteTime = data.messages.at(0).captured;
    call.firstProvisional = call.ringTime = data.messages.at(2).captured;
    call.answerTime = data.messages.at(3).captured;
    call.endTime = data.messages.at(5).captured;
}

void addRegistration(RecordData& data)
{
    const std::string carol = "<sip:carol@chicago.example>";
    data.addMessage(sipText("REGISTER sip:chicago.example SIP/2.0\n" +
                            common(carol + ";tag=c1", carol, "b@example", "7 REGISTER") + "\n"),
                    "[2001:db8::5]:5070", "[2001:db8::1]:5060", net::Transport::Tcp, 70'000);
    data.addMessage(sipText("SIP/2.0 401 Unauthorized\n" +
                            common(carol + ";tag=c1", carol, "b@example", "7 REGISTER") + "\n"),
                    "[2001:db8::1]:5060", "[2001:db8::5]:5070", net::Transport::Tcp, 70'100);
    data.calls.at(1).type = call::CallType::Registration;
    data.calls.at(1).state = call::CallState::Unregistered;
    data.messages.at(8).agentId = 2001;
    data.messages.at(8).agentName = "edge-1";
    data.messages.at(8).tunnel = "eth/vlan 7/vxlan 9/eth/ip/hep/vlan 100";
    data.messages.at(3).tunnel = "eth/vlan 0/ip";
    data.messages.at(4).tunnel = "eth/ip/vxlan 100/eth/ip";
    data.messages.at(8).correlationId = "corr-9";
    data.messages.at(8).source.value = 2;
}

void addRejectedCall(RecordData& data)
{
    const std::string from = "<sip:dave@denver.example>;tag=d1";
    const std::string to = "<sip:1001@biloxi.example>";
    data.addMessage(sipText("INVITE sip:1001@biloxi.example SIP/2.0\nFrom: " + from + "\nTo: " + to +
                            "\nCall-ID: c@example\nCSeq: 1 INVITE\nMax-Forwards: 70\n\n"),
                    "192.0.2.7:5061", "10.0.0.2:5061", net::Transport::Tls, 80'000);
    data.addMessage(
        sipText("SIP/2.0 486 Busy Here\n" + common(from, to + ";tag=x", "c@example", "1 INVITE") + "\n"),
        "10.0.0.2:5061", "192.0.2.7:5061", net::Transport::Tls, 80'250);
    call::CallRecord& call = data.calls.at(2);
    call.type = call::CallType::Call;
    call.state = call::CallState::Rejected;
    call.finalStatus = 486;
    call.legs = 2;
    call.retransmissions = 0;
}

void addOptions(RecordData& data)
{
    const std::string text =
        sipText("OPTIONS sip:pbx.example SIP/2.0\n" +
                common("<sip:eve@10.1.2.3>;tag=e1", "<sip:pbx.example>", "d@example", "1 OPTIONS") + "\n");
    data.addMessage(text, "10.1.2.3:5080", "10.0.0.2:80", net::Transport::Ws, 90'000);
    data.addMessage(text, "10.1.2.3:5080", "10.0.0.2:80", net::Transport::Ws, 90'500).retransmissionOf.value =
        12;
    data.calls.at(3).type = call::CallType::Options;
    data.calls.at(3).state = call::CallState::Answered;
    data.calls.at(3).retransmissions = 1;
}

call::CallStream streamOf(const char* codec, std::int64_t ssrc, std::int64_t loss)
{
    call::CallStream stream;
    stream[call::StreamField::Codec] = std::string{codec};
    stream[call::StreamField::Ssrc] = ssrc;
    stream[call::StreamField::Loss] = loss;
    return stream;
}

void addBindings(RecordData& data)
{
    using namespace std::chrono_literals;
    call::RegistrationRecord lost;
    lost.id = 1;
    lost.aor = "sip:carol@chicago.example";
    lost.contact = "sip:carol@10.0.0.5";
    lost.path = data.calls.at(1).path;
    lost.state = call::RegistrationState::Expired;
    lost.firstTime = lost.lastTime = data.messages.at(7).captured;
    lost.expires = lost.firstTime + 60s;
    lost.interval = 60s;
    lost.attempts = 3;
    lost.expirations = 1;
    lost.isFlapping = true;
    call::RegistrationRecord failed = lost;
    failed.id = 2;
    failed.contact = "sip:carol@10.0.0.6";
    failed.state = call::RegistrationState::Failed;
    failed.expires.reset();
    failed.interval.reset();
    failed.isFlapping = false;
    failed.expirations = 0;
    failed.count(call::RegistrationFailure::WrongCredentials) = 2;
    failed.count(call::RegistrationFailure::NoAnswer) = 1;
    failed.lastFailure = call::RegistrationFailure::NoAnswer;
    data.calls.at(1).registrations = {lost, failed};
}

void addStreams(RecordData& data)
{
    using call::StreamField;
    for (call::CallRecord& call : data.calls)
        call.streams.emplace();
    call::CallStream good = streamOf("PCMA", 0x1000, 0);
    good[StreamField::Jitter] = std::int64_t{2'000'000};
    good[StreamField::Mos] = std::int64_t{4'360};
    good[StreamField::DestinationAddress] = *net::IpAddress::parse("192.0.2.7");
    call::CallStream bad = streamOf("G722", 0x2000, 12'500);
    bad[StreamField::Jitter] = std::int64_t{35'000'000};
    bad[StreamField::Mos] = std::int64_t{2'900};
    bad[StreamField::DestinationAddress] = *net::IpAddress::parse("2001:db8::7");
    data.calls.at(0).streams->assign({good, bad});
    data.calls.at(2).streams->push_back(streamOf("", 3, 1'000));
}

} // namespace

void fillWithSampleTraffic(RecordData& data)
{
    data.sources = {"lo", "hep+udp://127.0.0.1:9060"};
    addAnsweredCall(data);
    addRegistration(data);
    addRejectedCall(data);
    addOptions(data);
    addStreams(data);
    addBindings(data);
    data.calls.at(2).findings = {"loop-detected", "malformed"};
    data.calls.at(3).findings = {"malformed"};
}

} // namespace tests
