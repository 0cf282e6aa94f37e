// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace core::hep {

/// Chunk types of vendor 0x0000 that Rhapsode reads or writes (HEP specification, rev. 37).
enum class ChunkType : std::uint16_t {
    Family = 0x0001,
    IpProtocol = 0x0002,
    SourceIpv4 = 0x0003,
    DestinationIpv4 = 0x0004,
    SourceIpv6 = 0x0005,
    DestinationIpv6 = 0x0006,
    SourcePort = 0x0007,
    DestinationPort = 0x0008,
    TimestampSeconds = 0x0009,
    TimestampMicros = 0x000a,
    PayloadType = 0x000b,
    CaptureId = 0x000c,
    AuthenticationKey = 0x000e,
    Payload = 0x000f,
    CompressedPayload = 0x0010,
    CorrelationId = 0x0011,
    VlanId = 0x0012,
    AgentName = 0x0013,
};

inline constexpr std::uint16_t genericVendor = 0;
inline constexpr std::size_t hep3HeaderSize = 6;
inline constexpr std::size_t chunkHeaderSize = 6;

/// "HEP3" stands at the start; "EEP3" is the same under the name of the specification.
[[nodiscard]] bool beginsLikeHep3(std::span<const std::byte> bytes);

struct HepChunk {
    std::uint16_t vendor = 0;
    std::uint16_t type = 0;
    std::span<const std::byte> body;
    /// The packet ends before the chunk does; `body` is what there is.
    bool isCutShort = false;
};

/// Walks the chunks of a HEP version 3 packet in the order in which they stand there, without
/// interpreting them:
///
///      0      1      2      3      4      5
///   +------+------+------+------+------+------+----------------+
///   |  vendor id  |    type     | length (*)  | body           |   (*) includes these 6 bytes
///   +------+------+------+------+------+------+----------------+
///
/// A length below 6 would never end and one beyond the packet cannot be skipped: either ends the walk.
class HepChunkReader {
public:
    /// `packet` begins with the HEP3 header. Bytes beyond the packet's own length are not read.
    explicit HepChunkReader(std::span<const std::byte> packet);

    /// The next chunk; nothing at the end and after a malformed chunk.
    std::optional<HepChunk> next();

    /// A chunk had an impossible length.
    [[nodiscard]] bool isMalformed() const { return m_malformed; }

private:
    std::span<const std::byte> m_rest;
    bool m_malformed = false;
};

} // namespace core::hep
