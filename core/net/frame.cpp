// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/frame.h"

namespace core::net {

void FrameBatch::append(FrameHeader header, std::span<const std::byte> frameBytes, std::string_view comment)
{
    header.offset = static_cast<std::uint32_t>(bytes.size());
    header.length = static_cast<std::uint32_t>(frameBytes.size());
    header.commentLength = static_cast<std::uint32_t>(comment.size());
    bytes.append(frameBytes);
    bytes.append(base::asBytes(comment));
    frames.push_back(header);
}

} // namespace core::net
