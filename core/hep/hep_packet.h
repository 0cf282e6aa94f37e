// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/timestamp.h"
#include "core/net/address.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace core::hep {

/// HEP chunk 0x000b. Any other number may occur.
enum class PayloadType : std::uint8_t { Unknown = 0, Sip = 1, Rtp = 4, RtcpJson = 5, Log = 100 };

/// One decoded HEP packet: views into the received bytes, valid as long as those are.
struct HepPacket {
    unsigned version = 3;
    net::Path path;
    /// Absent in HEP version 1 and when chunk 0x0009 is missing: the arrival time stands in.
    std::optional<base::Timestamp> captured;
    PayloadType payloadType = PayloadType::Unknown;
    std::uint32_t captureId = 0;
    std::string_view agentName;
    std::string_view correlationId;
    std::string_view authenticationKey;
    std::span<const std::byte> payload;
    /// Chunk 0x0010 instead of 0x000f: still compressed (zlib or gzip).
    bool isPayloadCompressed = false;
};

} // namespace core::hep
