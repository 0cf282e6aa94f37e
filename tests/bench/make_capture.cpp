// SPDX-License-Identifier: GPL-3.0-or-later
// Makes a capture for the benchmarks: N SIP messages of ordinary calls and registrations over UDP, the same
// each time. Usage: make_capture OUT.pcap MESSAGES
#include "core/base/ascii.h"
#include "tests/support/capture_file_builder.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <string>
#include <vector>

namespace {

using tests::support::Bytes;

struct Party {
    std::string user;
    std::string address;
};

struct Step {
    const char* startLine; ///< %URI% is replaced
    const char* cseq;
    bool fromCaller;
    bool hasSdp;
    std::uint32_t waitMicroseconds;
};

constexpr std::array callSteps{
    Step{"INVITE %URI% SIP/2.0", "1 INVITE", true, true, 0},
    Step{"SIP/2.0 100 Trying", "1 INVITE", false, false, 2'000},
    Step{"SIP/2.0 180 Ringing", "1 INVITE", false, false, 60'000},
    Step{"SIP/2.0 200 OK", "1 INVITE", false, true, 3'000'000},
    Step{"ACK %URI% SIP/2.0", "1 ACK", true, false, 5'000},
    Step{"BYE %URI% SIP/2.0", "2 BYE", true, false, 20'000'000},
    Step{"SIP/2.0 200 OK", "2 BYE", false, false, 4'000},
};

constexpr std::array registerSteps{
    Step{"REGISTER sip:example.com SIP/2.0", "1 REGISTER", true, false, 0},
    Step{"SIP/2.0 401 Unauthorized", "1 REGISTER", false, false, 3'000},
    Step{"REGISTER sip:example.com SIP/2.0", "2 REGISTER", true, false, 9'000},
    Step{"SIP/2.0 200 OK", "2 REGISTER", false, false, 3'000},
};

std::string sdpOf(const std::string& address, unsigned port)
{
    return "v=0\r\no=- " + std::to_string(port) + " 1 IN IP4 " + address + "\r\ns=-\r\nc=IN IP4 " + address +
           "\r\nt=0 0\r\nm=audio " + std::to_string(port) +
           " RTP/AVP 8 0 9 101\r\na=rtpmap:8 PCMA/8000\r\na=rtpmap:0 PCMU/8000\r\na=rtpmap:9 G722/8000\r\n"
           "a=rtpmap:101 telephone-event/8000\r\na=fmtp:101 0-15\r\na=ptime:20\r\na=sendrecv\r\n";
}

class Generator {
public:
    explicit Generator(std::FILE* file) : m_file(file) {}

    void dialogue(std::uint64_t number, std::uint64_t startMicroseconds)
    {
        const bool isCall = number % 5 != 0;
        const Party caller{"+4930" + std::to_string(1'000'000 + m_random() % 9'000'000),
                           "10.0." + std::to_string(m_random() % 60) + '.' +
                               std::to_string(1 + m_random() % 250)};
        const Party called{"+4420" + std::to_string(1'000'000 + m_random() % 9'000'000), "198.51.100.16"};
        const std::string id =
            std::to_string(m_random()) + "-" + std::to_string(number) + "@" + caller.address;
        std::uint64_t time = startMicroseconds;
        const auto play = [&](const auto& steps) {
            for (const Step& step : steps) {
                time += step.waitMicroseconds;
                m_events.push_back(
                    {time, messageOf(step, caller, called, id), step.fromCaller, caller.address});
            }
        };
        if (isCall)
            play(callSteps);
        else
            play(registerSteps);
    }

    /// Writes everything up to a time, in order.
    std::uint64_t flush(std::uint64_t before, std::uint64_t most);

private:
    struct Event {
        std::uint64_t time;
        std::string message;
        bool fromCaller;
        std::string callerAddress;
    };

    std::string messageOf(const Step& step, const Party& caller, const Party& called, const std::string& id)
    {
        std::string start{step.startLine};
        const std::string uri = "sip:" + called.user + "@example.com";
        if (const auto place = start.find("%URI%"); place != std::string::npos)
            start.replace(place, 5, uri);
        const std::string body = step.hasSdp ? sdpOf(step.fromCaller ? caller.address : called.address,
                                                     16'384 + static_cast<unsigned>(id.size() * 7))
                                             : std::string{};
        const std::string branch = id.substr(0, 8) + std::string{step.cseq}.substr(0, 1);
        return start + "\r\nVia: SIP/2.0/UDP " + caller.address + ":5060;branch=z9hG4bK" + branch +
               ";rport\r\nMax-Forwards: 70\r\nFrom: <sip:" + caller.user +
               "@example.com>;tag=" + id.substr(0, 7) + "\r\nTo: <" + uri + ">" +
               (step.fromCaller ? "" : ";tag=b" + id.substr(1, 6)) + "\r\nCall-ID: " + id +
               "\r\nCSeq: " + step.cseq + "\r\nContact: <sip:" + caller.user + "@" + caller.address +
               ":5060>\r\nUser-Agent: Bench Phone " + std::to_string(id.size() % 9) +
               ".2\r\nAllow: INVITE, ACK, CANCEL, BYE, OPTIONS, UPDATE\r\nSupported: timer, replaces\r\n" +
               (body.empty() ? "" : "Content-Type: application/sdp\r\n") +
               "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
    }

    std::FILE* m_file;
    std::mt19937 m_random{7};
    std::vector<Event> m_events;
};

std::uint64_t Generator::flush(std::uint64_t before, std::uint64_t most)
{
    using namespace tests::support;
    std::stable_sort(m_events.begin(), m_events.end(),
                     [](const Event& a, const Event& b) { return a.time < b.time; });
    std::uint64_t written = 0;
    std::size_t taken = 0;
    std::vector<PcapPacket> packets;
    for (; taken < m_events.size() && m_events[taken].time < before && written < most; ++taken, ++written) {
        const Event& event = m_events[taken];
        const std::string proxy{"198.51.100.16"};
        packets.push_back({static_cast<std::uint32_t>(1'700'000'000 + event.time / 1'000'000),
                           static_cast<std::uint32_t>(event.time % 1'000'000),
                           ethernet(ip(event.fromCaller ? event.callerAddress : proxy,
                                       event.fromCaller ? proxy : event.callerAddress,
                                       udp(5060, 5060, text(event.message)))),
                           0});
    }
    const Bytes file = pcapFile(packets);
    constexpr std::size_t fileHeader = 24;
    const std::size_t skip = std::ftell(m_file) == 0 ? 0 : fileHeader;
    std::fwrite(file.data() + skip, 1, file.size() - skip, m_file);
    m_events.erase(m_events.begin(), m_events.begin() + static_cast<std::ptrdiff_t>(taken));
    return written;
}

} // namespace

int main(int argc, char** argv)
{
    const auto messages = argc == 3 ? core::base::parseDecimal<std::uint64_t>(argv[2]) : std::nullopt;
    std::FILE* file = messages ? std::fopen(argv[1], "wb") : nullptr;
    if (file == nullptr) {
        std::fputs("usage: make_capture OUT.pcap MESSAGES\n", stderr);
        return EXIT_FAILURE;
    }
    Generator generator{file};
    std::uint64_t written = 0;
    constexpr std::uint64_t spacing = 6'300; // about 1,000 messages a second
    for (std::uint64_t number = 0; written < *messages; ++number) {
        generator.dialogue(number, number * spacing);
        if (number % 512 == 511)
            written += generator.flush(number * spacing, *messages - written);
    }
    std::fclose(file);
    return EXIT_SUCCESS;
}
