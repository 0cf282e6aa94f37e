// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace core::base {

/// Reads numbers from untrusted bytes. A read past the end returns zero or an empty span and makes the
/// reader fail for good, so protocol code checks once at the end instead of doing length arithmetic.
class ByteReader {
public:
    explicit ByteReader(std::span<const std::byte> bytes) : m_bytes(bytes) {}

    [[nodiscard]] bool failed() const { return m_failed; }

    [[nodiscard]] std::size_t position() const { return m_position; }

    [[nodiscard]] std::size_t remaining() const { return m_bytes.size() - m_position; }

    [[nodiscard]] std::span<const std::byte> rest() const { return m_bytes.subspan(m_position); }

    std::uint8_t u8() { return static_cast<std::uint8_t>(bigEndian(1)); }

    std::uint16_t u16() { return static_cast<std::uint16_t>(bigEndian(2)); }

    std::uint32_t u24() { return static_cast<std::uint32_t>(bigEndian(3)); }

    std::uint32_t u32() { return static_cast<std::uint32_t>(bigEndian(4)); }

    std::uint64_t u64() { return bigEndian(8); }

    std::uint16_t u16LittleEndian() { return static_cast<std::uint16_t>(littleEndian(2)); }

    std::uint32_t u32LittleEndian() { return static_cast<std::uint32_t>(littleEndian(4)); }

    std::uint64_t u64LittleEndian() { return littleEndian(8); }

    std::span<const std::byte> bytes(std::size_t count)
    {
        if (!take(count))
            return {};
        return m_bytes.subspan(m_position - count, count);
    }

    void skip(std::size_t count) { take(count); }

private:
    bool take(std::size_t count)
    {
        if (m_failed || count > remaining()) {
            m_failed = true;
            return false;
        }
        m_position += count;
        return true;
    }

    std::uint64_t bigEndian(std::size_t count)
    {
        std::uint64_t value = 0;
        for (const std::byte b : bytes(count))
            value = value << 8U | std::to_integer<std::uint64_t>(b);
        return value;
    }

    std::uint64_t littleEndian(std::size_t count)
    {
        std::uint64_t value = 0;
        unsigned shift = 0;
        for (const std::byte b : bytes(count)) {
            value |= std::to_integer<std::uint64_t>(b) << shift;
            shift += 8;
        }
        return value;
    }

    std::span<const std::byte> m_bytes;
    std::size_t m_position = 0;
    bool m_failed = false;
};

} // namespace core::base
