// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/hep/hep_chunks.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tests::support {

using Bytes = std::vector<std::byte>;

/// "48 45 50" as bytes.
[[nodiscard]] Bytes fromHex(std::string_view hex);
[[nodiscard]] Bytes toBytes(std::string_view text);
[[nodiscard]] std::string toText(std::span<const std::byte> bytes);

/// The sample packet of the HEP specification, byte by byte.
[[nodiscard]] Bytes specificationSample();

/// A small OPTIONS request.
inline constexpr std::string_view sampleSip = "OPTIONS sip:bob@198.51.100.7 SIP/2.0\r\n"
                                              "Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK776\r\n"
                                              "Max-Forwards: 70\r\n"
                                              "From: <sip:alice@192.0.2.1>;tag=49583\r\n"
                                              "To: <sip:bob@198.51.100.7>\r\n"
                                              "Call-ID: sample@192.0.2.1\r\n"
                                              "CSeq: 7 OPTIONS\r\n"
                                              "Content-Length: 0\r\n\r\n";

/// Builds HEP version 3 packets chunk by chunk, wrong ones too: nothing is checked or completed.
class Hep3Builder {
public:
    Hep3Builder& chunk(std::uint16_t vendor, std::uint16_t type, std::span<const std::byte> body);
    /// A chunk whose length field says something else than its body has.
    Hep3Builder& chunkWithLength(std::uint16_t type, std::uint16_t length, std::span<const std::byte> body);
    /// A number in `size` bytes, big-endian.
    Hep3Builder& number(core::hep::ChunkType type, std::uint64_t value, std::size_t size);
    Hep3Builder& text(core::hep::ChunkType type, std::string_view body);
    /// Address in text form, of either family.
    Hep3Builder& address(core::hep::ChunkType type, std::string_view address);
    /// UDP 192.0.2.1:5060 -> 198.51.100.7:5080, 1760000000.123456, SIP, capture id 2001.
    Hep3Builder& usualHeader();
    /// What the total length says instead of the truth.
    Hep3Builder& declaredLength(std::uint16_t length);
    Hep3Builder& trailing(std::string_view bytes);

    [[nodiscard]] Bytes build() const;

private:
    Bytes m_chunks;
    Bytes m_trailing;
    std::optional<std::uint16_t> m_declaredLength;
};

/// A HEP version 1 or 2 packet as its fields.
struct LegacyHep {
    enum class TimeOrder { LittleEndian, BigEndian };

    std::uint8_t version = 2;
    std::uint8_t headerLength = 16;
    std::uint8_t family = 2;
    std::uint8_t protocol = 17;
    std::uint16_t sourcePort = 5060;
    std::uint16_t destinationPort = 5080;
    std::string source = "192.0.2.1";
    std::string destination = "198.51.100.7";
    std::uint32_t seconds = 1'760'000'000;
    std::uint32_t micros = 123'456;
    std::uint16_t captureId = 2001;
    TimeOrder timeOrder = TimeOrder::LittleEndian;
    /// Two bytes after the time header, or none.
    std::string padding = std::string(2, '\0');
    std::string payload{sampleSip};

    [[nodiscard]] Bytes build() const;
};

} // namespace tests::support
