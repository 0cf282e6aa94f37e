// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/export/atomic_file.h"
#include "core/net/frame.h"
#include "core/net/packet_builder.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace core::exporting {

using Bytes = std::vector<std::byte>;

/// A frame as a capture file holds it.
struct CapturePacket {
    base::Timestamp captured;
    net::LinkType link = net::LinkType::Ethernet;
    std::uint32_t originalLength = 0;
    std::span<const std::byte> bytes;
};

/// Turns frames into what capture files can hold: HEP packets, which have no packet headers, get some. Keeps
/// the sequence numbers of the TCP connections that it makes up.
class FrameConverter {
public:
    /// The packets for a frame, in order; none for a HEP packet that cannot be read. Valid until the next
    /// call.
    std::span<const CapturePacket> packets(const net::FrameHeader& header, std::span<const std::byte> bytes);

private:
    net::PacketBuilder m_builder;
    std::vector<Bytes> m_built;
    std::vector<CapturePacket> m_packets;
};

/// The packet behind an Ethernet header, whatever its own link type; nothing when there is no IP packet in
/// it. Headers between the link layer and IP (VLAN tags, tunnels) of other link types are lost.
[[nodiscard]] std::optional<Bytes> asEthernet(const CapturePacket& packet);

/// The file format of tcpdump: one link type and one unit of time for the whole file.
class PcapWriter {
public:
    struct Options {
        net::LinkType link = net::LinkType::Ethernet;
        bool hasNanoseconds = false;
    };

    PcapWriter(AtomicFile& file, const Options& options);
    void add(const CapturePacket& packet);

private:
    AtomicFile& m_file;
    Options m_options;
};

/// The file format of Wireshark (draft-ietf-opsawg-pcapng): interfaces are described as they come up.
class PcapngWriter {
public:
    PcapngWriter(AtomicFile& file, std::string_view application, std::string_view comment);

    /// Number of the interface of a source and link type; described in the file when it is new.
    std::uint32_t interface(base::SourceId source, net::LinkType link, std::string_view name,
                            std::string_view description);
    void add(std::uint32_t interface, const CapturePacket& packet);

private:
    void block(std::uint32_t type, const Bytes& body);

    AtomicFile& m_file;
    std::map<std::pair<base::SourceId, net::LinkType>, std::uint32_t> m_interfaces;
};

} // namespace core::exporting
