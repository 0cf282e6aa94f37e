// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/hep/hep_decoder.h"

#include <cstddef>
#include <span>
#include <vector>

namespace core::hep {

/// decodeHep() with compression undone: whole packets in gzip, and the payload chunk 0x0010. Keeps its
/// buffers, so only compressed packets cost more than decodeHep(). One thread.
class HepUnpacker {
public:
    /// Views in the packet are valid until the next call and as long as `bytes` are. A payload that does
    /// not lie within `bytes` has isPayloadInPlace false.
    [[nodiscard]] HepDecoding unpack(std::span<const std::byte> bytes);

private:
    std::vector<std::byte> m_wholePacket;
    std::vector<std::byte> m_payload;
};

} // namespace core::hep
