// SPDX-License-Identifier: GPL-3.0-or-later
// Makes a capture for the benchmarks: N calls at the same time, each with its SIP and with G.711 both ways,
// the same each time. One packet of two hundred is lost, and all jitter. Usage: make_media_capture OUT.pcap
// CALLS PACKETS
#include "core/base/ascii.h"
#include "tests/support/capture_file_builder.h"
#include "tests/support/rtp_builder.h"

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <random>
#include <string>
#include <vector>

namespace {

using namespace tests::support;

struct Side {
    std::string address;
    std::uint16_t port = 0;
};

/// Writes the packets of all calls in the order of their times.
class Generator {
public:
    Generator(std::FILE* file, std::uint32_t calls) : m_file(file), m_calls(calls) {}

    void run(std::uint64_t rtpPackets)
    {
        for (const char* const step : {"INVITE", "200 INVITE", "ACK"})
            eachCall([this, step](std::uint32_t call) { signal(call, step); });
        const auto rounds = static_cast<std::uint32_t>(rtpPackets / (2 * m_calls));
        for (std::uint32_t round = 0; round < rounds; ++round)
            eachCall([this, round](std::uint32_t call) { talk(call, round); });
        for (const char* const step : {"BYE", "200 BYE"})
            eachCall([this, step](std::uint32_t call) { signal(call, step); });
    }

private:
    /// Twenty milliseconds, in which each call has its turn.
    template <typename Turn>
    void eachCall(Turn&& turn)
    {
        for (std::uint32_t call = 0; call < m_calls; ++call) {
            m_now = m_round * 20'000 + call * 20'000ULL / m_calls;
            turn(call);
        }
        ++m_round;
        const Bytes bytes = pcapFile(m_packets);
        constexpr std::size_t fileHeader = 24;
        const std::size_t skip = std::ftell(m_file) == 0 ? 0 : fileHeader;
        std::fwrite(bytes.data() + skip, 1, bytes.size() - skip, m_file);
        m_packets.clear();
    }

    static Side sideOf(std::uint32_t call, bool isCaller)
    {
        const std::string network = isCaller ? "10.0." : "10.1.";
        return {network + std::to_string(call / 200) + '.' + std::to_string(1 + call % 200),
                static_cast<std::uint16_t>(10'000 + call % 10'000 * 2)};
    }

    void send(const Side& from, const Side& to, const Bytes& payload)
    {
        m_packets.push_back({static_cast<std::uint32_t>(1'700'000'000 + m_now / 1'000'000),
                             static_cast<std::uint32_t>(m_now % 1'000'000),
                             ethernet(ip(from.address, to.address, udp(from.port, to.port, payload))), 0});
    }

    void signal(std::uint32_t call, std::string_view step)
    {
        const bool isResponse = step.starts_with("200 ");
        const std::string method{isResponse ? step.substr(4) : step};
        const Side media = sideOf(call, !isResponse);
        const std::string body =
            method != "INVITE" ? ""
                               : "v=0\r\no=- 1 1 IN IP4 " + media.address + "\r\ns=-\r\nc=IN IP4 " +
                                     media.address + "\r\nt=0 0\r\nm=audio " + std::to_string(media.port) +
                                     " RTP/AVP 8 101\r\na=rtpmap:8 PCMA/8000\r\n"
                                     "a=rtpmap:101 telephone-event/8000\r\n";
        const std::string id = std::to_string(call);
        send({sideOf(call, !isResponse).address, 5060}, {sideOf(call, isResponse).address, 5060},
             text((isResponse ? "SIP/2.0 200 OK" : method + " sip:bob@example.com SIP/2.0") +
                  "\r\nVia: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK" + id + method +
                  "\r\nFrom: <sip:alice@example.com>;tag=a" + id + "\r\nTo: <sip:bob@example.com>" +
                  (method == "INVITE" && !isResponse ? "" : ";tag=b" + id) + "\r\nCall-ID: media-" + id +
                  "@example.com\r\nCSeq: " + (method == "BYE" ? "2 " : "1 ") + method + "\r\n" +
                  (body.empty() ? "" : "Content-Type: application/sdp\r\n") +
                  "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body));
    }

    void talk(std::uint32_t call, std::uint32_t round)
    {
        for (const bool isCaller : {true, false}) {
            if (m_random() % 200 == 0)
                continue; // lost
            m_now += m_random() % 4;
            send(sideOf(call, isCaller), sideOf(call, !isCaller),
                 rtp({.payloadType = 8,
                      .sequence = static_cast<std::uint16_t>(call * 7 + round),
                      .timestamp = call * 1000 + round * 160,
                      .ssrc = 0x10000 + call * 2 + (isCaller ? 1U : 0U),
                      .isMarked = round == 0}));
        }
    }

    std::FILE* m_file;
    std::uint32_t m_calls;
    std::uint64_t m_now = 0;
    std::uint64_t m_round = 0;
    std::mt19937 m_random{7};
    std::vector<PcapPacket> m_packets;
};

} // namespace

int main(int argc, char** argv)
{
    const auto number = [&](int place) {
        return argc == 4 ? core::base::parseDecimal<std::uint32_t>(argv[place]) : std::nullopt;
    };
    const auto calls = number(2);
    const auto packets = number(3);
    std::FILE* file =
        calls && packets && *calls > 0 && *calls <= 10'000 ? std::fopen(argv[1], "wb") : nullptr;
    if (file == nullptr) {
        std::fputs("usage: make_media_capture OUT.pcap CALLS PACKETS (at most 10000 calls)\n", stderr);
        return EXIT_FAILURE;
    }
    Generator{file, *calls}.run(*packets);
    return std::fclose(file) == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
