// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/call_script.h"
#include "tests/support/capture_file_builder.h"

namespace tests::support {

/// The messages of a call script as packets of Ethernet, IPv4 or IPv6 and UDP.
[[nodiscard]] inline std::vector<PcapPacket> packetsOfScript(std::string_view script)
{
    std::vector<PcapPacket> packets;
    for (const ScriptMessage& message : readCallScript(script)) {
        if (message.bytes.empty())
            continue;
        const auto time = core::base::toNanoseconds(message.captured);
        packets.push_back(
            {static_cast<std::uint32_t>(time / 1'000'000'000),
             static_cast<std::uint32_t>(time % 1'000'000'000 / 1'000),
             ethernet(ip(message.path.source.address.toString(), message.path.destination.address.toString(),
                         udp(message.path.source.port, message.path.destination.port, text(message.bytes)))),
             0});
    }
    return packets;
}

/// The same as a pcap file.
[[nodiscard]] inline Bytes captureOfScript(std::string_view script)
{
    return pcapFile(packetsOfScript(script));
}

} // namespace tests::support
