// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/capture_file_builder.h"
#include "tests/support/tls_peers.h"

#include <cstdint>
#include <string>
#include <vector>

/// What the tests of exports write and read again.
namespace tests::system {

using support::Bytes;

/// A SIP message with the usual headers.
[[nodiscard]] std::string message(const std::string& startLine, const std::string& callId,
                                  const std::string& cseq,
                                  const std::string& rest = "Content-Length: 0\r\n\r\n");

/// A HEP 3 packet in an Ethernet frame from an agent to its server.
class HepCapture {
public:
    /// `protocol` as in chunk 2: 6, 17, 22, 50, 132.
    void add(std::uint64_t protocol, const char* from, std::uint16_t fromPort, const char* to,
             std::uint16_t toPort, const std::string& payload);

    [[nodiscard]] Bytes file() const { return tests::support::pcapFile(m_packets); }

private:
    std::vector<tests::support::PcapPacket> m_packets;
};

[[nodiscard]] Bytes hepOfEveryTransport();
[[nodiscard]] Bytes largeMessages();
/// An agent that cuts what it sends: the length in the message says more than there is.
[[nodiscard]] Bytes cutMessages();
/// One call, seen on both sides of a switch.
[[nodiscard]] Bytes twoInterfacesOfOneName();
/// A TCP connection that was joined, with keep-alives between its messages.
[[nodiscard]] Bytes keepAlivesInTcp();
/// The frames of a TLS connection from 192.0.2.1:40000 to 192.0.2.2:5061.
[[nodiscard]] Bytes captureOf(const support::TlsPeers& peers);

} // namespace tests::system
