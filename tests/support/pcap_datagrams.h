// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/hep_builder.h"

#include <cstdint>
#include <string>
#include <vector>

namespace tests::support {

/// The payload of one UDP datagram, or of one TCP segment, of a capture.
struct PcapPayload {
    bool isTcp = false;
    std::uint16_t destinationPort = 0;
    Bytes bytes;
};

/// Reads unfragmented IPv4 over Ethernet, which is all that recorded HEP needs: an opinion that is
/// independent of our own decoders. Empty when the file cannot be read.
[[nodiscard]] std::vector<PcapPayload> readPcapPayloads(const std::string& path);

} // namespace tests::support
