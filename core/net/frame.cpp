// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/frame.h"

namespace core::net {

void FrameBatch::append(FrameHeader header, std::span<const std::byte> frameBytes)
{
    header.offset = static_cast<std::uint32_t>(bytes.size());
    header.length = static_cast<std::uint32_t>(frameBytes.size());
    bytes.append(frameBytes);
    frames.push_back(header);
}

} // namespace core::net
