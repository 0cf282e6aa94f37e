// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/export/atomic_file.h"
#include "core/net/frame.h"
#include "core/session/rows.h"

#include <compare>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
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

    /// What tells the interfaces of a file apart.
    struct Interface {
        base::SourceId source;
        net::LinkType link = net::LinkType::Ethernet;
        /// For packets that the export made, which never passed an interface.
        bool isMade = false;

        auto operator<=>(const Interface&) const = default;
    };

    /// Number of an interface; described in the file when it is new.
    std::uint32_t interface(const Interface& interface, std::string_view name, std::string_view description);
    /// Comments of any bytes; those that are not UTF-8 become U+FFFD.
    void add(std::uint32_t interface, const CapturePacket& packet,
             std::span<const std::string> comments = {});
    /// Names of computers. Nothing is written for none.
    void nameHosts(std::span<const session::HostName> names);
    /// A TLS key log, before the packets that it decrypts. Nothing is written for an empty one.
    void addSecrets(std::string_view keyLog);

private:
    void block(std::uint32_t type, const Bytes& body);

    AtomicFile& m_file;
    std::map<Interface, std::uint32_t> m_interfaces;
};

} // namespace core::exporting
