// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

// Numbers in network order at an offset, where one check of the size covers a whole header; elsewhere use
// base::ByteReader. `bytes` must hold what is read.
namespace core::media {

[[nodiscard]] inline std::uint8_t load8(std::span<const std::byte> bytes, std::size_t offset)
{
    return std::to_integer<std::uint8_t>(bytes[offset]);
}

[[nodiscard]] inline std::uint16_t load16(std::span<const std::byte> bytes, std::size_t offset)
{
    return static_cast<std::uint16_t>(load8(bytes, offset) << 8U | load8(bytes, offset + 1));
}

[[nodiscard]] inline std::uint32_t load32(std::span<const std::byte> bytes, std::size_t offset)
{
    return std::uint32_t{load16(bytes, offset)} << 16U | load16(bytes, offset + 2);
}

} // namespace core::media
