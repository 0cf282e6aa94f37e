// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/capture_file_builder.h"
#include "tests/support/frame_builder.h"
#include "tests/support/tls_peers.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace tests::engine {

using namespace support;

inline constexpr int tls12 = 0x0303;

inline std::string options(int number)
{
    return "OPTIONS sip:bob@example.org SIP/2.0\r\nVia: SIP/2.0/TLS 192.0.2.1;branch=z9hG4bK" +
           std::to_string(number) +
           "\r\nFrom: <sip:a@example.org>;tag=1\r\nTo: <sip:b@example.org>\r\nCall-ID: call-" +
           std::to_string(number) + "\r\nCSeq: 1 OPTIONS\r\nContent-Length: 0\r\n\r\n";
}

/// TCP segments of a connection as a capture has them, with a handshake of TCP before and FINs behind.
class Segments {
public:
    explicit Segments(std::size_t largest = 1400, std::uint16_t clientPort = 40'000)
        : m_largest(largest), m_clientPort(clientPort)
    {
        add(true, {}, {.syn = true, .ack = false});
        add(false, {}, {.syn = true});
    }

    void add(const std::vector<TlsPeers::Chunk>& wire)
    {
        for (const TlsPeers::Chunk& chunk : wire) {
            for (std::size_t at = 0; at < chunk.bytes.size(); at += m_largest)
                add(chunk.isFromClient, slice(chunk.bytes, at, std::min(m_largest, chunk.bytes.size() - at)),
                    {});
        }
    }

    void close()
    {
        add(true, {}, {.fin = true});
        add(false, {}, {.fin = true});
    }

    [[nodiscard]] const std::vector<Bytes>& frames() const { return m_frames; }

    [[nodiscard]] std::vector<Bytes>& frames() { return m_frames; }

private:
    void add(bool isFromClient, const Bytes& payload, TcpFlags flags)
    {
        std::uint32_t& sequence = m_sequences[isFromClient ? 0 : 1];
        m_frames.push_back(ethernet(
            isFromClient ? ip("192.0.2.1", "192.0.2.2", tcp(m_clientPort, 5061, sequence, payload, flags))
                         : ip("192.0.2.2", "192.0.2.1", tcp(5061, m_clientPort, sequence, payload, flags))));
        sequence += static_cast<std::uint32_t>(payload.size()) + (flags.syn || flags.fin ? 1 : 0);
    }

    std::size_t m_largest;
    std::uint16_t m_clientPort;
    std::array<std::uint32_t, 2> m_sequences{1000, 2000};
    std::vector<Bytes> m_frames;
};

/// A frame every ten milliseconds, and after the first `beforePause` of them a pause of hours.
inline bool writePcap(const std::string& path, const std::vector<Bytes>& frames,
                      std::size_t beforePause = SIZE_MAX)
{
    constexpr std::uint32_t pause = 5 * 3600;
    std::vector<PcapPacket> packets;
    for (const Bytes& frame : frames) {
        const auto number = static_cast<std::uint32_t>(packets.size());
        const std::uint32_t start = 1'700'000'000 + (number >= beforePause ? pause : 0);
        packets.push_back({start + number / 100, number % 100 * 10'000, frame, 0});
    }
    return writeFile(path, pcapFile(packets));
}

} // namespace tests::engine
