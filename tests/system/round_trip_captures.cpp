// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/system/round_trip_captures.h"

#include "tests/support/frame_builder.h"
#include "tests/support/hep_builder.h"

#include <array>
#include <string_view>

namespace tests::system {

using core::hep::ChunkType;

namespace {

constexpr std::int64_t startSeconds = 1'700'000'000;

} // namespace

std::string message(const std::string& startLine, const std::string& callId, const std::string& cseq,
                    const std::string& rest)
{
    return startLine + "\r\nVia: SIP/2.0/UDP a.example;branch=z9hG4bK" + callId +
           "\r\nMax-Forwards: 70\r\nFrom: <sip:alice@a.example>;tag=1\r\nTo: <sip:bob@b.example>;tag=2\r\n"
           "Call-ID: " +
           callId + "\r\nCSeq: " + cseq + "\r\n" + rest;
}

void HepCapture::add(std::uint64_t protocol, const char* from, std::uint16_t fromPort, const char* to,
                     std::uint16_t toPort, const std::string& payload)
{
    using namespace tests::support;
    const bool isIpv6 = std::string_view{from}.find(':') != std::string_view::npos;
    const auto micros = static_cast<std::uint64_t>(m_packets.size()) * 1'000 + 7;
    const Bytes packet =
        Hep3Builder{}
            .number(ChunkType::Family, isIpv6 ? 10 : 2, 1)
            .number(ChunkType::IpProtocol, protocol, 1)
            .address(isIpv6 ? ChunkType::SourceIpv6 : ChunkType::SourceIpv4, from)
            .address(isIpv6 ? ChunkType::DestinationIpv6 : ChunkType::DestinationIpv4, to)
            .number(ChunkType::SourcePort, fromPort, 2)
            .number(ChunkType::DestinationPort, toPort, 2)
            .number(ChunkType::TimestampSeconds, startSeconds, 4)
            .number(ChunkType::TimestampMicros, micros, 4)
            .number(ChunkType::PayloadType, 1, 1)
            .number(ChunkType::CaptureId, 2001, 4)
            .text(ChunkType::AuthenticationKey, "sesame-open-now")
            .text(ChunkType::AgentName, "edge")
            .text(ChunkType::CorrelationId, "leg \"" + std::to_string(micros) + "\"\\\x01\xff")
            .text(ChunkType::Payload, payload)
            .build();
    m_packets.push_back({startSeconds + 1, static_cast<std::uint32_t>(micros),
                         ethernet(ip("192.0.2.201", "192.0.2.202", udp(40'000, 9060, packet))), 0});
}

Bytes hepOfEveryTransport()
{
    HepCapture hep;
    const std::string sdp = "Content-Type: application/sdp\r\nContent-Length: 5\r\n\r\nv=0\r\n";
    hep.add(17, "192.0.2.1", 5060, "192.0.2.2", 5060,
            message("INVITE sip:b@b SIP/2.0", "udp", "1 INVITE", sdp));
    hep.add(17, "192.0.2.2", 5060, "192.0.2.1", 5060, message("SIP/2.0 180 Ringing", "udp", "1 INVITE"));
    hep.add(17, "192.0.2.2", 5060, "192.0.2.1", 5060, message("SIP/2.0 200 OK", "udp", "1 INVITE", sdp));
    hep.add(17, "192.0.2.1", 5060, "192.0.2.2", 5060, message("ACK sip:b@b SIP/2.0", "udp", "1 ACK"));
    hep.add(17, "2001:db8::1", 5060, "2001:db8::2", 5060,
            message("OPTIONS sip:b@b SIP/2.0", "six", "1 OPTIONS"));
    hep.add(6, "192.0.2.1", 40'001, "192.0.2.2", 5060,
            message("REGISTER sip:b SIP/2.0", "tcp", "1 REGISTER"));
    hep.add(6, "192.0.2.2", 5060, "192.0.2.1", 40'001, message("SIP/2.0 200 OK", "tcp", "1 REGISTER"));
    hep.add(6, "192.0.2.1", 40'001, "192.0.2.2", 5060,
            message("INVITE sip:b@b SIP/2.0", "tcp2", "1 INVITE", sdp));
    hep.add(6, "192.0.2.2", 5060, "192.0.2.1", 40'001, message("SIP/2.0 486 Busy Here", "tcp2", "1 INVITE"));
    hep.add(22, "192.0.2.1", 40'002, "192.0.2.2", 5061,
            message("REGISTER sip:b SIP/2.0", "tls", "1 REGISTER"));
    hep.add(22, "192.0.2.2", 5061, "192.0.2.1", 40'002,
            message("SIP/2.0 403 Forbidden", "tls", "1 REGISTER"));
    // RFC 7118: Content-Length may be missing. The server calls the browser on the connection that it has.
    hep.add(
        50, "192.0.2.1", 40'003, "192.0.2.2", 8080,
        message("INVITE sip:b@b SIP/2.0", "ws", "1 INVITE", "Content-Type: application/sdp\r\n\r\nv=0\r\n"));
    hep.add(50, "192.0.2.2", 8080, "192.0.2.1", 40'003,
            message("SIP/2.0 100 Trying", "ws", "1 INVITE", "\r\n"));
    hep.add(50, "192.0.2.2", 8080, "192.0.2.1", 40'004, message("INVITE sip:c@c SIP/2.0", "ws2", "1 INVITE"));
    hep.add(50, "192.0.2.1", 40'004, "192.0.2.2", 8080, message("SIP/2.0 200 OK", "ws2", "1 INVITE", "\r\n"));
    hep.add(132, "192.0.2.1", 5060, "192.0.2.2", 5060,
            message("OPTIONS sip:b@b SIP/2.0", "sctp", "1 OPTIONS"));
    hep.add(132, "192.0.2.2", 5060, "192.0.2.1", 5060, message("SIP/2.0 200 OK", "sctp", "1 OPTIONS"));
    return hep.file();
}

Bytes largeMessages()
{
    HepCapture hep;
    const auto large = [](const char* callId, std::size_t size) {
        return message("MESSAGE sip:b@b SIP/2.0", callId, "1 MESSAGE",
                       "Content-Type: text/plain\r\nContent-Length: " + std::to_string(size) + "\r\n\r\n" +
                           std::string(size, 'x'));
    };
    hep.add(17, "192.0.2.1", 5060, "192.0.2.2", 5060, large("udp", 64'500));
    hep.add(6, "192.0.2.1", 40'001, "192.0.2.2", 5060, large("tcp", 64'500));
    hep.add(50, "192.0.2.1", 40'002, "192.0.2.2", 80, large("ws", 64'500));
    hep.add(50, "192.0.2.1", 40'002, "192.0.2.2", 80, large("small", 1));
    return hep.file();
}

Bytes cutMessages()
{
    HepCapture hep;
    const std::string cut = message("MESSAGE sip:b@b SIP/2.0", "cut", "1 MESSAGE",
                                    "Content-Type: text/plain\r\nContent-Length: 900\r\n\r\nthe beginning");
    hep.add(6, "192.0.2.1", 40'001, "192.0.2.2", 5060, cut);
    hep.add(6, "192.0.2.1", 40'001, "192.0.2.2", 5060,
            message("OPTIONS sip:b@b SIP/2.0", "next", "1 OPTIONS"));
    return hep.file();
}

Bytes twoInterfacesOfOneName()
{
    using namespace tests::support;
    PcapngBuilder file;
    file.section()
        .interface({1, "eth0", std::uint8_t{9}, {}, 0})
        .interface({1, "eth0", std::uint8_t{9}, {}, 0});
    std::uint64_t time = startSeconds * 1'000'000'000ULL;
    for (const char* start : {"INVITE sip:b@b SIP/2.0", "ACK sip:b@b SIP/2.0", "BYE sip:b@b SIP/2.0"}) {
        const std::string cseq = "1 " + std::string{start}.substr(0, std::string_view{start}.find(' '));
        const Bytes frame =
            ethernet(ip("192.0.2.1", "192.0.2.2", udp(5060, 5060, text(message(start, "twice", cseq)))));
        for (std::uint32_t interface = 0; interface < 2; ++interface)
            file.enhancedPacket(interface, time += 1'001, frame);
    }
    return file.bytes();
}

Bytes keepAlivesInTcp()
{
    using namespace tests::support;
    std::vector<PcapPacket> packets;
    std::array<std::uint32_t, 2> next{5'000, 90'000};
    std::uint32_t micros = 0;
    const auto send = [&](bool isFromClient, const std::string& bytes) {
        const std::size_t side = isFromClient ? 0 : 1;
        const Transported segment =
            tcp(isFromClient ? 40'000 : 5060, isFromClient ? 5060 : 40'000, next[side], text(bytes));
        packets.push_back({static_cast<std::uint32_t>(startSeconds), micros += 1'000,
                           ethernet(isFromClient ? ip("192.0.2.1", "192.0.2.2", segment)
                                                 : ip("192.0.2.2", "192.0.2.1", segment)),
                           0});
        next[side] += static_cast<std::uint32_t>(bytes.size());
    };
    send(true, message("REGISTER sip:b SIP/2.0", "reg", "1 REGISTER"));
    send(false, message("SIP/2.0 200 OK", "reg", "1 REGISTER"));
    send(true, "\r\n\r\n");
    send(false, "\r\n");
    send(true, message("INVITE sip:b@b SIP/2.0", "call", "1 INVITE"));
    send(false, message("SIP/2.0 486 Busy Here", "call", "1 INVITE"));
    send(true, message("ACK sip:b@b SIP/2.0", "call", "1 ACK"));
    return pcapFile(packets);
}

Bytes captureOf(const tests::support::TlsPeers& peers)
{
    using namespace tests::support;
    std::vector<PcapPacket> packets;
    std::array<std::uint32_t, 2> sequences{1'000, 2'000};
    std::uint32_t micros = 0;
    for (const TlsPeers::Chunk& chunk : peers.wire()) {
        std::uint32_t& sequence = sequences[chunk.isFromClient ? 0 : 1];
        const Bytes packet = chunk.isFromClient
                                 ? ip("192.0.2.1", "192.0.2.2", tcp(40'000, 5061, sequence, chunk.bytes))
                                 : ip("192.0.2.2", "192.0.2.1", tcp(5061, 40'000, sequence, chunk.bytes));
        packets.push_back({static_cast<std::uint32_t>(startSeconds), micros += 1'000, ethernet(packet), 0});
        sequence += static_cast<std::uint32_t>(chunk.bytes.size());
    }
    return pcapFile(packets);
}

} // namespace tests::system
