// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/ascii.h"
#include "core/sip/message.h"
#include "core/sip/recogniser.h"
#include "core/sip/stream_framer.h"
#include "tests/bench/allocation_count.h"

#include <benchmark/benchmark.h>

#include <string>
#include <vector>

// How fast calls as a proxy sees them are parsed: INVITE with SDP, 100, 180, 200 with SDP, ACK, BYE, 200.
// About 610 bytes and 12 headers on average.

namespace {

std::string message(const std::string& startLine, const std::string& headers, const std::string& sdp,
                    int call)
{
    const std::string id = std::to_string(call);
    std::string text = startLine + "\r\n" + "Via: SIP/2.0/UDP 192.0.2.10:5060;branch=z9hG4bK-524287-1---" +
                       id + "a;rport\r\n" +
                       "Via: SIP/2.0/UDP 198.51.100.7:5070;received=198.51.100.7;branch=z9hG4bK" + id +
                       "\r\n" + "From: \"User " + id + "\" <sip:" + id + "@proxy.example.com>;tag=as5d2f" +
                       id + "\r\n" + "To: <sip:+4930" + id + "@carrier.example.net;user=phone>;tag=7e" + id +
                       "\r\n" + "Call-ID: 6f1c2b-" + id + "-4af2-b6d3@198.51.100.7\r\n" + headers;
    if (!sdp.empty())
        text += "Content-Type: application/sdp\r\n";
    return text + "Content-Length: " + std::to_string(sdp.size()) + "\r\n\r\n" + sdp;
}

std::vector<std::string> makeMessages()
{
    const std::string common =
        "Max-Forwards: 69\r\nUser-Agent: Example Softphone 4.2.1\r\n"
        "Contact: <sip:1001@198.51.100.7:5070;transport=udp>\r\n"
        "Allow: INVITE, ACK, CANCEL, OPTIONS, BYE, REFER, SUBSCRIBE, NOTIFY, INFO, PUBLISH\r\n"
        "Supported: replaces, timer, 100rel\r\n";
    const std::string sdp =
        "v=0\r\no=- 20518 0 IN IP4 198.51.100.7\r\ns=call\r\nc=IN IP4 198.51.100.7\r\nt=0 0\r\n"
        "m=audio 20000 RTP/AVP 8 0 101\r\na=rtpmap:8 PCMA/8000\r\na=rtpmap:0 PCMU/8000\r\n"
        "a=rtpmap:101 telephone-event/8000\r\na=fmtp:101 0-16\r\na=sendrecv\r\n";
    std::vector<std::string> messages;
    for (int call = 1000; call < 2000; ++call) {
        const std::string uri = "sip:+4930" + std::to_string(call) + "@carrier.example.net;user=phone";
        messages.push_back(message("INVITE " + uri + " SIP/2.0", "CSeq: 1 INVITE\r\n" + common, sdp, call));
        messages.push_back(message("SIP/2.0 100 Trying", "CSeq: 1 INVITE\r\n", {}, call));
        messages.push_back(message("SIP/2.0 180 Ringing", "CSeq: 1 INVITE\r\n" + common, {}, call));
        messages.push_back(message("SIP/2.0 200 OK", "CSeq: 1 INVITE\r\n" + common, sdp, call));
        messages.push_back(message("ACK " + uri + " SIP/2.0", "CSeq: 1 ACK\r\n" + common, {}, call));
        messages.push_back(message("BYE " + uri + " SIP/2.0", "CSeq: 2 BYE\r\n" + common, {}, call));
        messages.push_back(message("SIP/2.0 200 OK", "CSeq: 2 BYE\r\n" + common, {}, call));
    }
    return messages;
}

void finish(benchmark::State& state, std::uint64_t items, std::uint64_t bytes,
            std::uint64_t allocationsBefore)
{
    state.SetItemsProcessed(static_cast<std::int64_t>(items));
    state.SetBytesProcessed(static_cast<std::int64_t>(bytes));
    state.counters["allocations/item"] =
        static_cast<double>(allocationCount() - allocationsBefore) / static_cast<double>(items);
}

void parseMessages(benchmark::State& state)
{
    const std::vector<std::string> messages = makeMessages();
    core::sip::Message parsed;
    static_cast<void>(parsed.parse(core::base::asBytes(messages.front())));
    std::uint64_t items = 0;
    std::uint64_t bytes = 0;
    const std::uint64_t before = allocationCount();
    for (auto _ : state) {
        for (const std::string& text : messages) {
            benchmark::DoNotOptimize(parsed.parse(core::base::asBytes(text)));
            bytes += text.size();
        }
        items += messages.size();
    }
    finish(state, items, bytes, before);
}

void recogniseMessages(benchmark::State& state)
{
    const std::vector<std::string> messages = makeMessages();
    std::uint64_t items = 0;
    const std::uint64_t before = allocationCount();
    for (auto _ : state) {
        for (const std::string& text : messages)
            benchmark::DoNotOptimize(core::sip::likeness(core::base::asBytes(text)));
        items += messages.size();
    }
    finish(state, items, 0, before);
}

void refuseRtp(benchmark::State& state)
{
    std::string packet(172, '\x55');
    packet[0] = '\x80';
    const std::uint64_t before = allocationCount();
    for (auto _ : state)
        benchmark::DoNotOptimize(core::sip::likeness(core::base::asBytes(packet)));
    finish(state, static_cast<std::uint64_t>(state.iterations()), 0, before);
}

void frameStream(benchmark::State& state)
{
    std::string stream;
    std::size_t count = 0;
    for (const std::string& text : makeMessages()) {
        stream += text;
        ++count;
    }
    const auto segment = static_cast<std::size_t>(state.range(0));
    std::uint64_t items = 0;
    std::uint64_t bytes = 0;
    const std::uint64_t before = allocationCount();
    for (auto _ : state) {
        core::sip::StreamFramer framer;
        for (std::size_t at = 0; at < stream.size(); at += segment) {
            framer.append(core::base::asBytes(std::string_view(stream).substr(at, segment)), false);
            while (const auto piece = framer.next())
                ++items;
        }
        bytes += stream.size();
    }
    if (items % count != 0)
        state.SkipWithError("the framer lost messages");
    finish(state, items, bytes, before);
}

BENCHMARK(parseMessages);
BENCHMARK(recogniseMessages);
BENCHMARK(refuseRtp);
BENCHMARK(frameStream)->Arg(1460)->Arg(64);

} // namespace

BENCHMARK_MAIN();
