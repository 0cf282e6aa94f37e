// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/timestamp.h"
#include "core/hep/hep_defect.h"
#include "core/net/address.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace core::hep {

/// HEP chunk 0x000b. Any other number may occur.
enum class PayloadType : std::uint8_t {
    Unknown = 0,
    Sip = 1,
    Rtp = 4,
    RtcpJson = 5,
    RtpReportFull = 34,
    RtpReport = 35,
    RtcpExtended = 99,
    Log = 100
};

/// "sip", "rtcp-json", "log", ...; "type-77" for a number that no specification names.
[[nodiscard]] std::string name(PayloadType type);

/// One decoded HEP packet: views into the received bytes, valid as long as those are.
struct HepPacket {
    unsigned version = 3;
    net::Path path;
    /// Absent in HEP version 1 and when chunk 0x0009 is missing or zero: the arrival time stands in.
    std::optional<base::Timestamp> captured;
    /// Versions 1 and 2 do not say and are taken for SIP.
    PayloadType payloadType = PayloadType::Unknown;
    /// The number as sent. sngrep and sipgrep send theirs shifted left by 16 bits in version 3.
    std::uint32_t captureId = 0;
    /// Chunk 0x0002 as sent: an IP protocol number, or 22 for TLS and 50 for WebSocket.
    std::uint8_t ipProtocol = 0;
    /// Chunk 0x0012 without its priority bits. 0 also means none: some agents always send it.
    std::uint16_t vlan = 0;
    std::string_view agentName;
    std::string_view correlationId;
    std::string_view authenticationKey;
    std::span<const std::byte> payload;
    /// Chunk 0x0010 instead of 0x000f: still compressed (zlib or gzip).
    bool isPayloadCompressed = false;
    /// The payload lies within the received bytes; false once HepUnpacker has inflated it.
    bool isPayloadInPlace = true;
    /// Chunks that we have no field for: generic ones, and those of a vendor. HepChunkReader shows them.
    std::uint16_t otherChunks = 0;
    std::uint16_t vendorChunks = 0;
    HepDefects defects;
};

} // namespace core::hep
