// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>

// Numbers in network order at an offset. For the hot path, where one check of the size covers a whole
// header; elsewhere use base::ByteReader.
namespace core::net {

/// `bytes` must hold offset + 1 bytes.
[[nodiscard]] inline std::uint8_t wire8(std::span<const std::byte> bytes, std::size_t offset)
{
    return std::to_integer<std::uint8_t>(bytes[offset]);
}

/// `bytes` must hold offset + 2 bytes.
[[nodiscard]] inline std::uint16_t wire16(std::span<const std::byte> bytes, std::size_t offset)
{
    std::uint16_t value = 0;
    std::memcpy(&value, bytes.data() + offset, sizeof value);
    return std::endian::native == std::endian::little ? __builtin_bswap16(value) : value;
}

/// `bytes` must hold offset + 4 bytes.
[[nodiscard]] inline std::uint32_t wire32(std::span<const std::byte> bytes, std::size_t offset)
{
    std::uint32_t value = 0;
    std::memcpy(&value, bytes.data() + offset, sizeof value);
    return std::endian::native == std::endian::little ? __builtin_bswap32(value) : value;
}

} // namespace core::net
