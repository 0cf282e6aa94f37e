// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/frame_builder.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tests::support {

enum class ByteOrder { Little, Big };

/// One packet of a capture file; the fraction is in the unit of the file.
struct PcapPacket {
    std::uint32_t seconds = 0;
    std::uint32_t fraction = 0;
    Bytes bytes;
    /// 0 = as many as there are bytes.
    std::uint32_t originalLength = 0;
};

struct PcapOptions {
    ByteOrder order = ByteOrder::Little;
    /// 0xa1b2c3d4 microseconds, 0xa1b23c4d nanoseconds, 0xa1b2cd34 long record headers.
    std::uint32_t magic = 0xa1b2c3d4;
    std::uint32_t link = 1;
    std::uint16_t minorVersion = 4;
};

[[nodiscard]] Bytes pcapFile(const std::vector<PcapPacket>& packets, const PcapOptions& options = {});

/// Writes the blocks of a pcapng file one after the other.
class PcapngBuilder {
public:
    PcapngBuilder& section(ByteOrder order = ByteOrder::Little);

    struct Interface {
        std::uint16_t link = 1;
        std::string name;
        std::optional<std::uint8_t> resolution;
        std::optional<std::int64_t> offsetSeconds;
        std::uint32_t snapshotLength = 0;
    };

    PcapngBuilder& interface(const Interface& interface);
    PcapngBuilder& enhancedPacket(std::uint32_t interface, std::uint64_t stamp, const Bytes& packet,
                                  std::uint32_t originalLength = 0,
                                  const std::vector<std::string>& comments = {});
    PcapngBuilder& obsoletePacket(std::uint16_t interface, std::uint64_t stamp, const Bytes& packet);
    PcapngBuilder& simplePacket(const Bytes& packet, std::uint32_t originalLength = 0);
    PcapngBuilder& block(std::uint32_t type, Bytes body);

    [[nodiscard]] const Bytes& bytes() const { return m_bytes; }

private:
    [[nodiscard]] Bytes number16(std::uint16_t value) const;
    [[nodiscard]] Bytes number32(std::uint32_t value) const;
    [[nodiscard]] Bytes option(std::uint16_t code, const Bytes& value) const;

    ByteOrder m_order = ByteOrder::Little;
    Bytes m_bytes;
};

/// One gzip member.
[[nodiscard]] Bytes gzip(const Bytes& plain);

/// One frame with a checksum. A `windowLog` of 0 lets zstd choose.
[[nodiscard]] Bytes zstd(const Bytes& plain, int windowLog = 0);

/// One lz4 frame with a checksum.
[[nodiscard]] Bytes lz4(const Bytes& plain);

/// One xz stream with a checksum.
[[nodiscard]] Bytes xz(const Bytes& plain);

/// Writes a file for a test; false when that fails.
[[nodiscard]] bool writeFile(const std::string& path, const Bytes& bytes);

} // namespace tests::support
